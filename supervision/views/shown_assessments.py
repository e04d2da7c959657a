"""What the pages of an assessment show: units with their marks, one unit's marks with what was counted and where it lies."""

from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _

from aid_portal import figures
from aid_portal.links import if_built, rows
from aid_portal.models import OrgUnit, User
from aid_portal.permissions import Permission
from students.choices import EnrolmentStatus
from subsidies.choices import EntitlementStatus, PaymentStatus
from subsidies.forms.once import OnceForm, OnceNoteForm
from subsidies.models import AuditHit
from supervision.choices import AssessmentStatus
from supervision.filters.letters import DUE
from supervision.forms.assessments import AdjustForm
from supervision.models import Assessment, IndicatorMark, UnitAssessment
from supervision.reports.assessment_counts import SOURCES, terms_of
from supervision.reports.assessment_marks import results

Link = tuple[str, str]


def assessment_page(assessment: Assessment, user: User) -> dict[str, Any]:
    draft, waits = assessment.status == AssessmentStatus.DRAFT, assessment.status == AssessmentStatus.SUBMITTED
    edits, publishes = user.has(Permission.ASSESSMENT_EDIT), user.has(Permission.ASSESSMENT_PUBLISH)
    own = assessment.submitted_by_id in user.stands_for
    return {
        "assessment": assessment,
        "found": results(assessment, user),
        "facts": assessment_facts(assessment),
        "uncounted": [each.name for each in assessment.indicators.order_by("position") if each.code not in SOURCES],
        "may_weigh": edits and draft,
        "compute_form": OnceForm() if edits and draft else None,
        "submit_form": OnceForm() if edits and draft and assessment.computed_at else None,
        "return_form": OnceNoteForm() if publishes and waits else None,
        "publish_form": OnceForm() if publishes and waits and not own else None,
    }


def assessment_facts(assessment: Assessment) -> list[tuple]:
    return [
        (_("编制人"), assessment.made_by),
        (_("计算时间"), figures.minute(assessment.computed_at) if assessment.computed_at else ""),
        (_("提交人"), assessment.submitted_by),
        (_("提交时间"), figures.minute(assessment.submitted_at) if assessment.submitted_at else ""),
        (_("审定人"), assessment.published_by),
        (_("公布时间"), figures.minute(assessment.published_at) if assessment.published_at else ""),
    ]


def sheet_page(sheet: UnitAssessment, user: User) -> dict[str, Any]:
    edits = user.has(Permission.ASSESSMENT_EDIT) and sheet.assessment.status == AssessmentStatus.DRAFT
    marks = sheet.marks.select_related("indicator", "adjusted_by").order_by("indicator__position")
    return {
        "sheet": sheet,
        "assessment": sheet.assessment,
        "marks": [_shown(mark, sheet, user, edits) for mark in marks if mark.computed is not None],
        "others": [mark.indicator.name for mark in marks if mark.computed is None],
        "edits": edits,
    }


def _shown(mark: IndicatorMark, sheet: UnitAssessment, user: User, edits: bool) -> dict[str, Any]:
    evidence = EVIDENCE.get(mark.indicator.code)
    return {
        "mark": mark,
        "indicator": mark.indicator,
        "percent": figures.percent(mark.numerator, mark.denominator),
        "links": evidence(sheet.unit, sheet.assessment.year, user) if evidence else [],
        "form": AdjustForm() if edits else None,
    }


def _letters(unit: OrgUnit, year: int, user: User) -> list[Link]:
    return [(_("责任书"), rows("supervision:letter-list", year=year, code=unit.code, state=DUE))]


def _of_terms(name: str, permission: Permission, **query: object):
    """The list of each term of the year."""

    def links(unit: OrgUnit, year: int, user: User) -> list[Link]:
        if not user.has(permission):
            return []
        return [(term.label, rows(name, term=str(term), school=unit.code, **query)) for term in terms_of(year)]

    return links


def _reported(unit: OrgUnit, year: int, user: User) -> list[Link]:
    rosters = (_("花名册"), rows("students:roster-list", school=unit.code))
    lists = _of_terms("subsidies:list-list", Permission.ENTITLEMENT_VIEW)(unit, year, user)
    return [rosters, *((_("%(term)s名单") % {"term": label}, url) for label, url in lists)]


def _hits(unit: OrgUnit, year: int, user: User) -> list[Link]:
    standing = AuditHit.objects.visible_to(user).standing().with_explained().filter(school=unit, explained=False)
    found = standing.filter(term__code__startswith=str(year)).order_by("code").values_list("code").annotate(Count("pk"))
    told = _("%(code)s %(count)s条")
    return [
        (told % {"code": code, "count": count}, rows("subsidies:audit-check", code, school=unit.code)) for code, count in found
    ]


def _notices(unit: OrgUnit, year: int, user: User) -> list[Link]:
    url = if_built("supervision:notice-list", unit=unit.code, year=year)
    return [(_("整改通知书"), url)] if url else []


EVIDENCE = {
    "leadership": _letters,
    "coverage": _of_terms("subsidies:decision-list", Permission.DECISION_VIEW),
    "timeliness": _of_terms("subsidies:entitlement-list", Permission.ENTITLEMENT_VIEW, status=EntitlementStatus.APPROVED),
    "accuracy": _of_terms("subsidies:payment-list", Permission.PAYMENT_VIEW, status=PaymentStatus.RETURNED),
    "reporting": _reported,
    "funds": _hits,
    "rectification": _notices,
    "repeat": _notices,
    "dropout": _of_terms("students:student-list", Permission.STUDENT_VIEW, status=EnrolmentStatus.WITHDRAWN),
}
