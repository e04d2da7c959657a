"""What this floor adds to a child's page: decisions of all terms, findings, where he is as a monitored child."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from aid_portal.links import rows
from aid_portal.models import User
from aid_portal.permissions import Permission
from students.models import Student
from students.panels import Panel, register_panel
from subsidies.models import Decision, Finding, Whereabouts
from subsidies.reports.explained import explain_all
from subsidies.reports.places import SENTENCES
from subsidies.reports.words import PolicyWords, policy_words


def decisions(student: Student, user: User) -> dict[str, Any]:
    """Those in force with the sentence that explains them, the newest term first; what was superseded is folded away."""
    found = Decision.objects.visible_to(user).filter(student=student)
    found = found.select_related("term", "case__policy", "superseded_by").for_list()
    everything = list(found.order_by("-term__position", "programme__position", "-pk"))
    words, live = policy_words(), [each for each in everything if each.superseded_by_id is None]
    explained = explain_all(live)
    return {
        "live": [{**_decision(each, words), "sentence": explained[each.pk].sentence} for each in live],
        "superseded": [_decision(each, words) for each in everything if each.superseded_by_id],
    }


def _decision(decision: Decision, words: PolicyWords) -> dict[str, Any]:
    case = decision.case
    return {"row": decision, "case": case, "tier": words.tier(case.tier), "grounds": words.grounds(case.grounds)}


def findings(student: Student, user: User) -> dict[str, Any] | None:
    """Open ones first; nothing to say where nothing was ever found."""
    found = Finding.objects.visible_to(user).filter(student=student).select_related("term").for_list()
    told = sorted(found.order_by("-term__position", "-pk"), key=lambda finding: finding.cleared_by_id is not None)
    words = policy_words()
    return {"rows": [{"row": each, "sentence": each.sentence(words.all_categories)} for each in told]} if told else None


def whereabouts(student: Student, user: User) -> dict[str, Any] | None:
    found = Whereabouts.objects.visible_to(user).filter(student=student).select_related("term", "record__release").for_list()
    shown = [
        {"row": each, "sentence": SENTENCES[each.code], "url": rows("subsidies:whereabouts-detail", each.pk)}
        for each in found.order_by("-term__position", "pk")
    ]
    return {"rows": shown} if shown else None


register_panel(Panel(_("资助结果"), Permission.DECISION_VIEW, "subsidies/panels/decisions.html", decisions, 10))
register_panel(Panel(_("比对发现"), Permission.DECISION_VIEW, "subsidies/panels/findings.html", findings, 20))
register_panel(Panel(_("监测对象去向"), Permission.CHECK_VIEW, "subsidies/panels/whereabouts.html", whereabouts, 30))
