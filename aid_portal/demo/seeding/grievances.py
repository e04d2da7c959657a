"""The grievance desk through its actions: eight matters of 2022 that came to an end, six of these days in every state."""

from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from aid_portal.choices import OrgKind
from aid_portal.demo.grievances import MATTERS, Matter
from aid_portal.demo.seeding.people import APPROVER, CLERK, REVIEWER, SECOND_REVIEWER, WANG, named
from aid_portal.demo.users import WANG_SCHOOL, ZHAO_SCHOOL
from aid_portal.models import OrgUnit, User
from students.choices import EnrolmentStatus
from students.models import Enrolment
from supervision.actions import data_changes, grievance_steps, grievances, public_grievances
from supervision.actions.grievances import Told
from supervision.models import Grievance
from supervision.rules.grievances import written

INSPECTOR, ZHAO = "han", "zhao"
SCHOOLS = {WANG: WANG_SCHOOL, ZHAO: ZHAO_SCHOOL}
DAYS_AGO = 3
AGAIN = "补助还是按原来的档次发的，请再核实。"


@transaction.atomic
def bring() -> str:
    if not Grievance.objects.exists():
        for matter in MATTERS:
            _bring(matter)
        _leave_changes()
    return f"{Grievance.objects.count()} 件"


def _bring(matter: Matter) -> None:
    day = matter.received or timezone.localdate() - timedelta(DAYS_AGO)
    at = timezone.make_aware(datetime.combine(day, time(10, 20)))
    unit = OrgUnit.objects.filter(code=SCHOOLS.get(matter.unit, "")).first()
    by = None if matter.source == "web" else named(CLERK)
    told = Told(matter.text, reporter=matter.reporter, phone="13891700000" if matter.reporter else "")
    grievance, code = grievances.receive(kind=matter.kind, source=matter.source, told=told, unit=unit, at=at, by=by)
    if matter.road in ("handling", "reported", "again") or (matter.road == "answered" and matter.days > 3):
        _deal_with(grievance, matter, unit, at)
    _end(grievance, matter, code, at)


def _deal_with(grievance: Grievance, matter: Matter, unit: OrgUnit | None, at: datetime) -> None:
    """A school that is concerned, else the bureau's inspector, finds out and tells the desk."""
    desk = named(APPROVER if grievance.sensitive else CLERK)
    bureau = OrgUnit.objects.get(kind=OrgKind.BUREAU)
    who = named(matter.unit or INSPECTOR)
    person = None if unit else who
    grievance_steps.assign(grievances=[grievance], unit=unit or bureau, person=person, by=desk, at=at + timedelta(hours=3))
    grievance_steps.note(grievance=grievance, text="已与诉求人或有关人员电话联系。", by=who, at=at + timedelta(1))
    if matter.road != "handling":
        grievance_steps.report(grievance=grievance, text=matter.report, by=who, at=at + timedelta(max(1, matter.days - 1)))


def _end(grievance: Grievance, matter: Matter, code: str, at: datetime) -> None:
    by, ended = _signer(grievance), at + timedelta(matter.days)
    if matter.road == "declined":
        grievance_steps.decline(grievance=grievance, text=matter.reply, by=by, at=ended)
    if matter.road in ("answered", "again"):
        grievance_steps.answer(grievance=grievance, text=matter.reply, by=by, at=ended)
    if matter.road == "again":
        grievance_steps.reopen(grievance=grievance, text=AGAIN, by=None, at=ended + timedelta(6))
        words = "已核对发放明细，差额随下一批补发，请留意到账短信。"
        grievance_steps.answer(grievance=grievance, text=words, by=by, at=ended + timedelta(17))
    if matter.satisfaction:
        public_grievances.rate(code=written(code), satisfaction=matter.satisfaction)


def _signer(grievance: Grievance) -> User:
    return named(APPROVER if grievance.sensitive else REVIEWER)


def _leave_changes() -> None:
    """Of two children of Wang's school: one name waits for a second person, the other for the school's roster."""
    waiting = Grievance.objects.filter(kind="data_change").order_by("pk")
    there = Enrolment.objects.filter(school__code=WANG_SCHOOL, status=EnrolmentStatus.ENROLLED)
    first, second = there.order_by("-term__position", "pk")[:2]
    chen, plain = named(CLERK), {"sensitive": False, "urgent": False}
    for child, matter in zip((first, second), waiting, strict=True):
        facts = {"kind": matter.kind, "unit": matter.unit, "student": child.student}
        grievance = grievance_steps.register(grievance=matter, **facts, **plain, by=chen)
        right = {"value": child.name[:1] + "梓" + child.name[-1:]}
        change = data_changes.propose(grievance=grievance, field="name", wanted=right, reason="户口簿原件，家长到场", by=chen)
        if child == first:
            data_changes.decide(change=change, approved=True, by=named(SECOND_REVIEWER))
