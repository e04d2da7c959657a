"""Rows of dropout control with sensible defaults: a boy of ten of Wang's school, autumn 2022."""

from datetime import date

from django.utils import timezone

from aid_portal.choices import OrgKind, Role
from aid_portal.models import OrgUnit, User
from subsidies.models import SupplyPeriod
from supervision.dropout_choices import CaseSource, EndReason, MeasureKind, Outcome, ReturnKind, Rung
from supervision.models import (
    AbsenceReport,
    DropoutCase,
    DropoutClosing,
    DropoutMeasure,
    DropoutReturn,
    DropoutStep,
    DropoutVisit,
)
from tests.factories.portal import a_unit, the_bureau
from tests.factories.students import a_file, a_student, an_index, the_term
from tests.factories.subsidies_money import a_hand
from tests.factories.supervision import an_officer, the_school

FIGURES = ("enrolled", "absent", "suspected", "dropouts", "returned", "struck_off")
OPENED, SEEN = date(2022, 10, 8), date(2022, 10, 12)


def the_town() -> OrgUnit:
    return OrgUnit.objects.filter(code="610324101").first() or a_unit(OrgKind.TOWN, "610324101", "天度镇", the_bureau())


def xu() -> User:
    """Looks at proofs for the county."""
    return a_hand("xu", Role.COUNTY_REVIEWER)


def a_case(**facts: object) -> DropoutCase:
    facts = {
        "name": "赵小军", "birth_date": date(2012, 3, 4), "school": the_school(), "term": the_term(), "source": CaseSource.CHECK,
        "person_mark": an_index(), "place": "SUSPECT", "opened_on": OPENED, "reached_on": OPENED,
    } | facts  # fmt: skip
    return DropoutCase.objects.create(**facts)


def ended(**facts: object) -> DropoutCase:
    return a_case(**{"status": "back", "reason": EndReason.BACK, "ended_on": SEEN, **facts})


def a_visit(case: DropoutCase | None = None, **facts: object) -> DropoutVisit:
    facts = {
        "visited_on": SEEN, "visitors": "王老师、村干部", "outcome": Outcome.REFUSED, "summary": "家长称孩子不愿上学。",
        "recorded_by": an_officer(),
    } | facts  # fmt: skip
    return DropoutVisit.objects.create(case=case or a_case(), **facts)


def a_step(case: DropoutCase | None = None, **facts: object) -> DropoutStep:
    facts = {"rung": Rung.SCHOOL, "taken_on": SEEN, "note": "已电话联系家长。", "taken_by": an_officer()} | facts
    return DropoutStep.objects.create(case=case or a_case(), **facts)


def a_measure(case: DropoutCase | None = None, **facts: object) -> DropoutMeasure:
    facts = {"kind": MeasureKind.TUTORING, "starts_on": SEEN, "note": "安排教师结对辅导。", "made_by": an_officer()} | facts
    return DropoutMeasure.objects.create(case=case or a_case(), **facts)


def a_closing(case: DropoutCase | None = None, **facts: object) -> DropoutClosing:
    facts = {
        "reason": EndReason.DECEASED, "ended_on": SEEN, "note": "户籍已注销。", "file": a_file(), "made_by": an_officer(),
    } | facts  # fmt: skip
    if facts.get("status", "proposed") != "proposed":
        facts = {"decided_by": xu(), "decided_at": timezone.now()} | facts
    return DropoutClosing.objects.create(case=case or a_case(), **facts)


def an_absence(**facts: object) -> AbsenceReport:
    facts = {
        "school": the_school(), "term": the_term(), "name": "李明", "seat": "三年级1班", "first_day": date(2022, 10, 10),
        "cause": "unknown", "reported_by": an_officer(),
    } | facts  # fmt: skip
    return AbsenceReport.objects.create(**{"student": facts.pop("student", None) or a_student(), **facts})


def a_return(**facts: object) -> DropoutReturn:
    facts = {
        "unit": the_school(), "kind": ReturnKind.MONTH, "first_day": date(2022, 10, 1), "sent_by": an_officer(),
        "sent_on": date(2022, 11, 3), **dict.fromkeys(FIGURES, 0),
    } | facts  # fmt: skip
    return DropoutReturn.objects.create(**facts)


def a_supply(term: str, first_on: date, last_on: date, school: OrgUnit | None = None) -> SupplyPeriod:
    return SupplyPeriod.objects.create(term=the_term(term), school=school, first_on=first_on, last_on=last_on)
