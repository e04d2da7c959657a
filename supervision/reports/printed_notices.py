"""Notices, receipts and step letters as they are printed."""

from datetime import date, datetime

from aid_portal.choices import OrgKind
from aid_portal.models import OrgUnit
from supervision.choices import OWED
from supervision.models import Problem, RectificationNotice, Step
from supervision.rules.document_numbers import DocumentNumber
from supervision.sheets.delivery_receipts import DeliveryReceipt
from supervision.sheets.rectification_notices import PrintedNotice, PrintedProblem
from supervision.sheets.step_letters import OverdueProblem, StepLetter

SAME = ("title", "inspected", "inspectors", "matters", "demands", "deadline_days", "deadline_kind", "due_on", "contact", "phone")
BLANK = ("report_to", "responsible_person", "issued_on", "copies", "void_reason", "plan_due_on")


def printed_notice(notice: RectificationNotice, made_at: datetime) -> PrintedNotice:
    problems = list(notice.problems.order_by("position"))
    return PrintedNotice(
        agency=_agency(),
        number=_number(notice),
        unit=notice.unit.name,
        problems=[_problem(problem, notice) for problem in problems],
        signer=notice.issued_by.name if notice.issued_by else "",
        made_at=made_at,
        plan_days=notice.plan_days if notice.plan_due_on or not notice.number else None,
        **{name: getattr(notice, name) for name in (*SAME, *BLANK)},
    )


def _problem(problem: Problem, notice: RectificationNotice) -> PrintedProblem:
    """The day is said where it is not that of the whole notice."""
    own = problem.due_on if problem.due_on != notice.due_on else None
    return PrintedProblem(
        fact=problem.fact, basis=problem.basis, demand=problem.demand, severity=str(problem.get_severity_display()),
        evidence=problem.evidence, due_on=own, immediate=problem.immediate,
        responsible_unit=problem.responsible_unit, responsible_person=problem.responsible_person,
    )  # fmt: skip


def delivery_receipt(notice: RectificationNotice, made_at: datetime) -> DeliveryReceipt:
    return DeliveryReceipt(
        agency=_agency(), number=_number(notice), title=notice.title, unit=notice.unit.name, made_at=made_at,
        delivered_by=notice.drafted_by.name, received_by=notice.received_by, delivered_on=notice.delivered_on,
    )  # fmt: skip


def step_letter(step: Step, *, as_of: date, made_at: datetime) -> StepLetter:
    """What is still owed of the step's deadline on that day."""
    notice = step.notice
    owed = notice.problems.filter(due_on=step.due_on, status__in=OWED).order_by("position")
    return StepLetter(
        agency=_agency(), kind=step.kind, unit=notice.unit.name, notice_number=_number(notice),
        problems=[OverdueProblem(each.fact, each.due_on, (as_of - each.due_on).days) for each in owed],
        as_of=as_of, asks=step.note or notice.demands, contact=notice.contact, phone=notice.phone, made_at=made_at,
    )  # fmt: skip


def _number(notice: RectificationNotice) -> DocumentNumber | None:
    return DocumentNumber(notice.word.word, notice.year, notice.number) if notice.number else None


def _agency() -> str:
    return OrgUnit.objects.get(kind=OrgKind.BUREAU).name
