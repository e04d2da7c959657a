"""Facts, tabs and doings of a version of the policy, for its pages."""

from django.urls import reverse
from django.utils.translation import gettext as _

from aid_portal import figures
from aid_portal.permissions import Permission
from subsidies.choices import PolicyStatus
from subsidies.models import PolicyVersion
from subsidies.models.policies import FINAL, OPEN
from subsidies.rules import policy_edits as edits
from subsidies.rules import policy_words as words
from subsidies.rules.assumptions import assumed_counts


def policy_facts(policy, changes=None, trial=None):
    based_on = (_("起草自"), policy.based_on, policy.based_on.get_absolute_url()) if policy.based_on else (_("起草自"), "")
    compared = (
        _("与现行版本相比"),
        _("%(count)s处不同") % {"count": changes},
        reverse("subsidies:policy-difference", args=[policy.pk]),
    )
    return [
        (_("说明"), policy.note),
        based_on,
        (_("起草"), _who(policy.drafted_by, policy.drafted_at) if policy.drafted_by else _("随系统提供")),
        (_("批准"), _who(policy.approved_by, policy.approved_at) if policy.approved_by else ""),
        (_("待核定"), _assumed_words(policy) or _("没有")),
        *([compared] if changes is not None else []),
        *([(_("最近一次试算"), _trial_words(trial), trial.get_absolute_url())] if trial else []),
    ]


def _assumed_words(policy):
    counts = assumed_counts(policy.document)
    words_of = {"rates": _("%(count)s条标准"), "shares": _("%(count)s条资金分担")}
    return _("、").join(words_of[part] % {"count": count} for part, count in counts.items() if count)


def _trial_words(trial):
    return f"{trial.term} {figures.minute(trial.started_at)}"


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


def url_of(policy, part, key=""):
    """The place on the version's page where the part stands."""
    anchor = {"tiers": "rules", "parameters": "rules", "categories": "categories"}.get(part, key.partition("|")[0])
    return f"{policy.get_absolute_url()}#{anchor}"


def thing_of(policy, part, key=""):
    """The name over the form: of the entry, or of the programme it belongs to."""
    place = part if part in edits.NAMED else "programmes"
    return words.list_label([key.partition("|")[0]], policy.document[place]) if key and part != "parameters" else ""


def doings(policy, user):
    """What this user may do with the version as it stands; the buttons come from here."""
    edits_it, approves = user.has(Permission.POLICY_EDIT), user.has(Permission.POLICY_APPROVE)
    moves = policy.open_moves()
    wrote = policy.drafted_by_id in user.stands_for or policy.revisions.filter(made_by__in=user.stands_for).exists()
    return {
        "draft": edits_it and policy.status in FINAL and not PolicyVersion.objects.visible_to(user).being_made().exists(),
        "edit": edits_it and PolicyStatus.SUBMITTED in moves,
        "discard": edits_it and PolicyStatus.DISCARDED in moves,
        "withdraw": edits_it and PolicyStatus.DRAFT in moves,
        "approve": approves and not wrote and PolicyStatus.APPROVED in moves,
        "try": policy.status in OPEN and user.has(Permission.CHECK_RUN),
        "wait": approves and wrote and PolicyStatus.APPROVED in moves,
    }
