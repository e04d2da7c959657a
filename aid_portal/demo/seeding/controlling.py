"""Dropout control of the year: cases follow each check; some children are visited, some are back, schools send their months."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import cycle
from uuid import NAMESPACE_URL, uuid5

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from aid_portal.demo.seeding.people import CLERK, REVIEWER, named
from aid_portal.demo.seeding.rectifying import officer_of
from aid_portal.demo.seeding.telling import Telling
from aid_portal.demo.users import WANG_SCHOOL, ZHAO_SCHOOL
from aid_portal.models import OrgUnit, User
from students.choices import EnrolmentStatus
from students.models import Enrolment
from subsidies.choices import RunStatus
from subsidies.models import EligibilityRun
from supervision.actions import absences, dropout_closings, dropout_refresh, dropout_returns, dropout_work, dropouts
from supervision.dropout_choices import EndReason, MeasureKind, Outcome, ReturnKind, Rung
from supervision.models import AbsenceReport, DropoutCase, DropoutReturn, DropoutVisit
from supervision.reports.dropout_returns import reporting_schools

TERM = "2022A"
WORKED_ON = 48  # cases; the others wait for their first visit
MONTHS, LATE_EVERY = (date(2022, 10, 1), date(2022, 11, 1)), 19
AWAY_SINCE, SUSPECTED_ON = date(2022, 10, 10), date(2022, 10, 28)
PAPER = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj "
PAPER += b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj trailer<</Root 1 0 R>>\n%%EOF\n"
TALKS = (
    (Outcome.REFUSED, "家长称孩子成绩差、不愿上学，已讲明义务教育法规定，约定一周后再访。"),
    (Outcome.WILLING, "孩子同意返校，家长提出住宿困难，已联系学校安排宿舍。"),
    (Outcome.NOBODY, "家中无人，邻居称随父母在外务工，已留联系卡。"),
    (Outcome.SAID_ELSEWHERE, "祖母称在外地就读，已请家长提供学籍证明。"),
    (Outcome.UNABLE, "孩子长期卧床，行动不便，商定送教上门。"),
)
ENDS = (
    (EndReason.HOME_TAUGHT, 300, "残联评估后送教上门，每周两次。"),
    (EndReason.BACK, None, "已回原班上课，班主任出具返校证明。"),
    (EndReason.ILL, 300, "县医院诊断证明，需长期治疗。"),
    (EndReason.SUSPENDED, 300, "学校已批准休学一学年。"),
    (EndReason.ABROAD, None, "随父母出国，出入境证明已核。"),
)


def follow(term: str) -> None:
    """What the workers do after each check; twice is once."""
    run = EligibilityRun.objects.filter(term=term, dry=False, status=RunStatus.DONE).order_by("pk").last()
    dropout_refresh.follow_check(run)


def bring(telling: Telling) -> str:
    if not DropoutVisit.objects.exists():
        _work_on_cases(telling)
    if not AbsenceReport.objects.exists():
        _miss_children()
    _send_months(telling)
    _send_quarter()
    open_ones = DropoutCase.objects.open().count()
    return _("%(open)d 个个案在办，%(returns)d 份月报") % {"open": open_ones, "returns": DropoutReturn.objects.count() - 1}


@transaction.atomic
def _work_on_cases(telling: Telling) -> None:
    cases = list(DropoutCase.objects.open().select_related("school__parent", "town").order_by("pk")[:WORKED_ON])
    ends, talks = cycle(ENDS), cycle(TALKS)
    for place, case in enumerate(cases):
        if place % 4 == 3:
            continue  # nobody has been there yet
        officer, day = officer_of(case.unit or named(CLERK).home_unit), case.opened_on + timedelta(9 + place % 5)
        _visit(case, day, *next(talks), officer)
        _step(case, Rung.SCHOOL, day, _("已联系家长，讲明法定义务。"), officer)
        if place % 3 == 1:
            _step(case, Rung.TOWN, day + timedelta(12), _("镇政府责令监护人限期送孩子返校。"), named(CLERK))
        if place % 6 == 2 or place % 12 == 0:
            _end(case, day + timedelta(14), *next(ends), officer, decided=place % 6 == 2)
        elif place % 6 == 4:
            _help(case, day + timedelta(5), officer)
        elif place % 8 == 1:
            dropouts.confirm(case=case, note=_("两次劝返无效"), on=day + timedelta(20), by=named(REVIEWER))
        telling.far(place, len(cases))


def _visit(case: DropoutCase, day: date, outcome: str, summary: str, by: User) -> None:
    facts = {
        "visited_on": day,
        "visitors": _("%(name)s、村干部") % {"name": by.name},
        "people_met": _("监护人"),
        "outcome": outcome,
    }
    dropout_work.visit(case=case, key=uuid5(NAMESPACE_URL, f"dropout:{case.pk}"), facts=facts | {"summary": summary}, by=by)


def _step(case: DropoutCase, rung: Rung, day: date, note: str, by: User) -> None:
    document = "" if rung == Rung.SCHOOL else _("镇责令〔2022〕%(number)d号") % {"number": case.pk}
    file = None if rung == Rung.SCHOOL else _paper(_("责令通知书.pdf"))
    dropout_work.take_step(case=case, rung=rung, facts={"taken_on": day, "document": document, "note": note}, file=file, by=by)


def _help(case: DropoutCase, day: date, by: User) -> None:
    facts = {"kind": MeasureKind.HOME_TEACHING, "starts_on": day, "ends_on": None, "note": _("每周送教两次，每次两课时。")}
    dropout_work.take_measure(case=case, facts=facts, file=None, by=by)


def _end(case: DropoutCase, day: date, reason: str, days: int | None, note: str, by: User, *, decided: bool) -> None:
    """Some proposals still wait for the county."""
    until = day + timedelta(days) if days else None
    facts = {"reason": reason, "ended_on": day, "until": until, "note": note}
    closing = dropout_closings.propose(case=case, facts=facts, file=_paper(_("证明材料.pdf")), by=by)
    if decided:
        dropout_closings.decide(closing=closing, approved=True, by=named(REVIEWER))


def _paper(name: str) -> ContentFile:
    return ContentFile(PAPER, name=name)


@transaction.atomic
def _miss_children() -> None:
    """Two schools report pupils who stay away; one is back before long, one after it was suspected, the others stay out."""
    reports = [report for code in (WANG_SCHOOL, ZHAO_SCHOOL) for report in _reported(code)]
    for report in reports:
        absences.contact(
            report=report, on=AWAY_SINCE + timedelta(3), note=_("电话联系家长，答复三天内返校。"), by=report.reported_by
        )
    early, late = reports[0], reports[-1]
    absences.end(report=early, back_on=AWAY_SINCE + timedelta(7), by=early.reported_by)
    absences.run(day=SUSPECTED_ON)
    absences.end(report=late, back_on=SUSPECTED_ON + timedelta(3), by=late.reported_by)


def _reported(code: str) -> Iterator[AbsenceReport]:
    school = OrgUnit.objects.get(code=code)
    seats = Enrolment.objects.filter(term=TERM, school=school, status=EnrolmentStatus.ENROLLED, stage__in=["primary", "junior"])
    officer = officer_of(school)
    for seat in seats.select_related("school", "student", "term").order_by("pk")[5:40:17]:
        yield absences.report(enrolment=seat, facts={"first_day": AWAY_SINCE, "cause": "truant", "note": ""}, by=officer)


@transaction.atomic
def _send_months(telling: Telling) -> None:
    """Nearly all have sent; of the later month a few are missing."""
    sent = set(DropoutReturn.objects.filter(kind=ReturnKind.MONTH).values_list("unit", "first_day"))
    schools = list(reporting_schools().select_related("parent").order_by("path"))
    for month in MONTHS:
        for place, school in enumerate(schools, start=1):
            if (school.pk, month) not in sent and (month == MONTHS[0] or place % LATE_EVERY):
                _send(school, ReturnKind.MONTH, month, officer_of(school))
            telling.far(place, len(schools))


def _send_quarter() -> None:
    bureau = named(CLERK).home_unit
    quarter = date(2022, 7, 1)
    if not DropoutReturn.objects.filter(kind=ReturnKind.QUARTER, first_day=quarter).exists():
        _send(bureau, ReturnKind.QUARTER, quarter, named(CLERK))


def _send(unit: OrgUnit, kind: ReturnKind, first: date, by: User) -> None:
    on = first + timedelta(33) if kind == ReturnKind.MONTH else date(2022, 10, 14)
    dropout_returns.send(unit=unit, kind=kind, first_day=first, note="", on=on, by=by)
