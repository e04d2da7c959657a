"""The determination round of autumn 2022 at five schools, each left at another step; approved is what was known before."""

from collections.abc import Callable
from datetime import date, timedelta
from itertools import groupby

from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.utils import timezone

from aid_portal.choices import Role
from aid_portal.demo.seeding import applying
from aid_portal.demo.seeding.applying import Pupil
from aid_portal.demo.seeding.lists import officer_of
from aid_portal.demo.seeding.people import APPROVER, CLERK, REVIEWER, named
from aid_portal.demo.users import KINDERGARTEN, SENIOR_SCHOOL, VOCATIONAL_SCHOOL, WANG_SCHOOL, ZHAO_SCHOOL
from aid_portal.errors import Refused
from aid_portal.models import OrgUnit, User
from students.actions import applications, determination_lists, objections, rounds, school_decisions
from students.actions.public_notices import Posting
from students.actions.school_decisions import HEIGHT
from students.choices import EnrolmentStatus
from students.determination_choices import ApplicationStatus, NoticeKind, Tier
from students.models import Application, Determination, DeterminationList, DeterminationRound, TermSetting
from students.proven_tiers import proven_tiers_of

TERM = "2022A"
OPENS, TOLD, POSTED, OBJECTED = date(2022, 9, 1), date(2022, 9, 2), date(2022, 9, 28), date(2022, 10, 8)
AT_A_SCHOOL, COLLECTED = 12, 4
COLUMNS = ("name", "grade", "class", "tier")
PHONE = "0917-5211234"


def bring() -> str:
    """Once, and last of all: the deadline is then put off, so that families may still apply on the day of the seed."""
    if not DeterminationRound.objects.filter(term=TERM).exists():
        _bring()
    approved = Application.objects.filter(round__term=TERM, status=ApplicationStatus.APPROVED).count()
    return f"{approved} / {Application.objects.filter(round__term=TERM).count()} 人"


@transaction.atomic
def _bring() -> None:
    chen, today = named(CLERK), timezone.localdate()
    round = rounds.open_round(term=TermSetting.objects.get(pk=TERM), facts=rounds.usual_days(OPENS), by=chen)
    for code, leave in LEFT.items():
        school = OrgUnit.objects.get(code=code)
        told = {"class_label": "", "channel": "letter", "told_on": TOLD}
        everybody = school.enrolments.filter(term=TERM).count()
        rounds.tell(
            round=round,
            school=school,
            facts={**told, "told": everybody, "receipts": everybody * 97 // 100},
            by=officer_of(school),
        )
        if pupils_of(round, school, 1):  # a very small county may have nobody there
            leave(round, school)
    days = {"applications_until": 14, "due_on": 30, "newcomers_due_on": 61}
    rounds.change(round=round, facts={name: today + timedelta(count) for name, count in days.items()}, by=chen)


def pupils_of(round: DeterminationRound, school: OrgUnit, count: int) -> list[Pupil]:
    """Whose loaded tier stands and is not below what the lists prove: approved again, it changes no check and no payment."""
    loaded = Determination.objects.filter(
        academic_year=round.academic_year,
        registry_index=OuterRef("registry_index"),
        name_key=OuterRef("name_key"),
        tier__in=Tier.values,
    )
    children = school.enrolments.filter(term=TERM, status=EnrolmentStatus.ENROLLED, id_index__isnull=False)
    told = children.annotate(told=Subquery(loaded.values("tier"))).exclude(told=None).select_related("school", "term")
    ordered = list(told.order_by("stage", "grade", "class_name", "pk")[: 3 * count])
    proven = proven_tiers_of(ordered, round.term)
    fitting = [each for each in ordered if HEIGHT[proven[each.pk].tier] <= HEIGHT[each.told]]
    return [Pupil(each, each.told) for each in fitting[:count]]


def _collecting(round: DeterminationRound, school: OrgUnit) -> None:
    """Two handed in, one sent back to the family, one begun."""
    pupils = pupils_of(round, school, COLLECTED)
    for pupil in pupils[:3]:
        applying.hand_in(round, pupil)
    if len(pupils) > 2:
        back = Application.objects.get(round=round, enrolment=pupils[2].child)
        applications.send_back(application=back, note="家庭成员只填了一人，请补全后再提交", by=officer_of(school))
    for pupil in pupils[3:]:
        applying.begin(round, pupil)


def _listed(round: DeterminationRound, school: OrgUnit) -> DeterminationList:
    """Handed in, weighed class by class, decided by the school's group, on a list."""
    officer, pupils = officer_of(school), pupils_of(round, school, AT_A_SCHOOL)
    for (grade, class_name), members in groupby(pupils, lambda pupil: (pupil.child.grade, pupil.child.class_name)):
        applying.weigh(round, list(members), grade, class_name, officer)
    meeting = applying.school_meeting(round, school, len(pupils), officer)
    waiting = Application.objects.filter(round=round, enrolment__school=school, status=ApplicationStatus.REVIEWED)
    school_decisions.decide_all(applications=list(waiting.order_by("pk")), meeting=meeting, by=officer)
    return determination_lists.make(round=round, school=school, by=officer)


def _posted(made: DeterminationList, today: date) -> None:
    posting = Posting(
        kind=NoticeKind.DETERMINATION, title="2022-2023学年家庭经济困难学生认定结果公示", columns=COLUMNS, place="校门口公示栏",
        contact=f"学校资助办公室；县学生资助管理中心 {PHONE}", days=made.round.posting_days, list=made,
    )  # fmt: skip
    determination_lists.post(determination_list=made, posting=posting, by=officer_of(made.school), today=today)


def _submitted(round: DeterminationRound, school: OrgUnit) -> DeterminationList:
    made = _listed(round, school)
    _posted(made, POSTED)
    return determination_lists.submit(determination_list=made, by=leader_of(school))


def _approved(made: DeterminationList) -> None:
    """The day after the notice's last one."""
    determination_lists.review(determination_list=made, by=named(REVIEWER))
    ends_on = determination_lists.standing_notice(made).ends_on
    seen = made.applications.filter(status=ApplicationStatus.DECIDED).count()
    determination_lists.approve(determination_list=made, seen=seen, by=named(APPROVER), today=ends_on + timedelta(1))


def _finished(round: DeterminationRound, school: OrgUnit) -> None:
    _approved(_submitted(round, school))


def _held(round: DeterminationRound, school: OrgUnit) -> None:
    """An objection against the first row is not answered; the others are approved."""
    made = _submitted(round, school)
    notice = determination_lists.standing_notice(made)
    said = {"objector": "村民", "contact": "当面反映", "content": "这家去年在县城买了房，请核实。"}
    objections.record(notice=notice, row=notice.rows.first(), by=officer_of(school), today=OBJECTED, **said)
    _approved(made)


def _returned(round: DeterminationRound, school: OrgUnit) -> None:
    made = _submitted(round, school)
    note = "班级评议会议记录没有参会人签字，请补齐后重新上报"
    determination_lists.send_back(determination_list=made, note=note, by=named(REVIEWER))


def _on_show(round: DeterminationRound, school: OrgUnit) -> None:
    """Posted today, so that the public page has a notice; where next year's holidays are not known it waits to be posted."""
    made = _listed(round, school)
    try:
        _posted(made, timezone.localdate())
    except Refused as refusal:
        if refusal.code != "no_holiday_table":
            raise


def leader_of(school: OrgUnit) -> User:
    return User.objects.get(assignments__role=Role.SCHOOL_LEADER, assignments__unit=school)


LEFT: dict[str, Callable[[DeterminationRound, OrgUnit], None]] = {
    ZHAO_SCHOOL: _finished,
    VOCATIONAL_SCHOOL: _held,
    SENIOR_SCHOOL: _returned,
    KINDERGARTEN: _on_show,
    WANG_SCHOOL: _collecting,
}
