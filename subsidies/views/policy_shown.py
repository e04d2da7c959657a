"""Facts, tabs and doings of a version of the policy, for its pages."""

from django.urls import reverse
from django.utils.translation import gettext as _

from aid_portal import figures
from subsidies.rules import policy_words as words


def policy_facts(policy):
    based_on = (_("起草自"), policy.based_on, policy.based_on.get_absolute_url()) if policy.based_on else (_("起草自"), "")
    return [
        (_("说明"), policy.note),
        based_on,
        (_("起草"), _who(policy.drafted_by, policy.drafted_at) if policy.drafted_by else _("随系统提供")),
        (_("批准"), _who(policy.approved_by, policy.approved_at) if policy.approved_by else ""),
        (_("待核定"), _("%(count)s条标准") % {"count": policy.assumed_count} if policy.assumed_count else _("没有")),
    ]


def _who(person, moment):
    return f"{person} {figures.minute(moment)}"


def policy_tabs(policy, here):
    labels = {
        "policy-detail": _("政策内容"),
        "policy-term": _("学期标准"),
        "policy-difference": _("与其他版本比较"),
        "policy-history": _("修改记录"),
    }
    return [
        {"label": label, "url": reverse(f"subsidies:{name}", args=[policy.pk]), "current": name == here, "count": None}
        for name, label in labels.items()
        if name != "policy-history" or policy.revision
    ]


def rule_facts(document):
    mode = document.get("risk_removed")
    return [
        (_("困难档次（由高到低）"), words.list_label([tier["code"] for tier in document["tiers"]], document["tiers"])),
        (_("监测对象风险消除后"), str(words.RISK_REMOVED.get(mode, mode))),
    ]
