"""What this floor adds to a child's page: aid given and paid, gifts, school aid, decisions, findings, whereabouts."""

from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _

from aid_portal.links import rows
from aid_portal.models import User
from aid_portal.permissions import Permission
from students.models import Student
from students.panels import Panel, register_panel
from subsidies.donation_choices import ProgrammeKind
from subsidies.models import Decision, Entitlement, Finding, GuardianConsent, Payment, SchoolAidUse, Whereabouts
from subsidies.reports.child_gifts import child_gifts
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


def awards(student: Student, user: User) -> dict[str, Any] | None:
    """State aid that stands on the lists of the schools, the newest term first, each with its payments."""
    payments = Payment.objects.visible_to(user).select_related("batch").defer("sealed").order_by("pk")
    found = Entitlement.objects.visible_to(user).filter(student=student).select_related("term", "programme", "school")
    told = (
        found.filter(programme__kind=ProgrammeKind.STATE)
        .prefetch_related(Prefetch("payments", payments))
        .order_by("-term__position", "programme__position", "pk")
    )
    return {"rows": list(told)} if told else None


def gifts(student: Student, user: User) -> dict[str, Any] | None:
    """What donors gave, and what else there was in those years."""
    found = child_gifts(student, user)
    if found is None:
        return None
    photos = rows("subsidies:donation-photos", student.pk) if user.has(Permission.CONSENT_RECORD) else ""
    return {"gifts": found, "photos_url": photos, "may_open": user.has(Permission.DONATION_VIEW)}


def school_aid(student: Student, user: User) -> dict[str, Any] | None:
    """What schools gave out of their own means, apart from state aid."""
    found = SchoolAidUse.objects.visible_to(user).standing().filter(student=student).for_list()
    told = list(found.order_by("-spent_on", "-pk"))
    return {"rows": told} if told else None


def consents(student: Student, user: User) -> dict[str, Any]:
    """What donors may be told of the child, and where a consent is recorded."""
    found = list(GuardianConsent.objects.visible_to(user).filter(student=student).order_by("-pk"))
    standing = any(each.withdrawn_on is None for each in found)
    return {"rows": found, "standing": standing, "add_url": rows("subsidies:consent-add", student.pk)}


register_panel(Panel(_("享受与发放"), Permission.ENTITLEMENT_VIEW, "subsidies/panels/awards.html", awards, 5))
register_panel(Panel(_("社会资助"), Permission.ENTITLEMENT_VIEW, "subsidies/panels/gifts.html", gifts, 6))
register_panel(Panel(_("学校资助"), Permission.SCHOOL_AID_VIEW, "subsidies/panels/school_aid.html", school_aid, 7))
register_panel(Panel(_("资助结果"), Permission.DECISION_VIEW, "subsidies/panels/decisions.html", decisions, 10))
register_panel(Panel(_("比对发现"), Permission.DECISION_VIEW, "subsidies/panels/findings.html", findings, 20))
register_panel(Panel(_("监测对象去向"), Permission.CHECK_VIEW, "subsidies/panels/whereabouts.html", whereabouts, 30))
register_panel(Panel(_("监护人同意"), Permission.CONSENT_RECORD, "subsidies/panels/consents.html", consents, 8))
