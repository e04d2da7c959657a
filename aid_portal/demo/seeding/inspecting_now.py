"""What supervision finds on its desks today: a campaign under way, notices in every hand, one of them overdue."""

from datetime import date, timedelta
from uuid import uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from aid_portal import figures
from aid_portal.demo.inspections import MEASURES, RESULTS
from aid_portal.demo.seeding import rectifying
from aid_portal.demo.seeding.inspecting import new_campaign, people_of
from aid_portal.demo.seeding.people import APPROVER, CLERK, named
from aid_portal.demo.users import KINDERGARTEN, SENIOR_SCHOOL, VOCATIONAL_SCHOOL, WANG_SCHOOL, ZHAO_SCHOOL
from aid_portal.models import OrgUnit
from supervision.actions import campaigns, notice_drafts, notices, plans, replies, steps
from supervision.choices import DeadlineKind
from supervision.models import Campaign, RectificationNotice
from supervision.reports.proposals import ProposedProblem

SCHOOLS = (WANG_SCHOOL, ZHAO_SCHOOL, SENIOR_SCHOOL, VOCATIONAL_SCHOOL, KINDERGARTEN)
# Calendar days: next year's table of holidays need not be there.
IN_DAYS = {"deadline_kind": DeadlineKind.CALENDAR, "deadline_days": 15}
OVERDUE = 4
FACT, BASIS = "5名学生的认定结果告知书没有家长签字。", "《陕西省家庭经济困难学生认定工作实施办法》第十二条"


@transaction.atomic
def leave() -> str:
    """Wang's school has to answer and is late, Zhao's has answered; one waits for the signature, one is a draft, and of two the
    plan is on its way: Wang's school owes one, that of the kindergarten waits to be looked at.
    """
    today = timezone.localdate()
    campaign = new_campaign(_("秋季学期资助与食品安全督查"), ["aid", "food"], today - timedelta(40), today + timedelta(40))
    if campaign is None:
        return ""
    chen = named(CLERK)
    team = campaigns.set_team(campaign=campaign, people=people_of(2), by=chen)
    units = list(OrgUnit.objects.filter(code__in=SCHOOLS).order_by("code"))
    campaigns.assign(campaign=campaign, units=units, team=team, by=chen)
    campaigns.start(campaign=campaign, by=chen)
    late, answered, to_sign, draft, planning = (OrgUnit.objects.get(code=code) for code in SCHOOLS)
    overdue = _noticed(campaign, late, today - timedelta(OVERDUE + 15), 0)
    rectifying.planned(overdue, overdue.delivered_on)
    _answer(_noticed(campaign, answered, today - timedelta(8), 1))
    rectifying.plan(_noticed(campaign, planning, today - timedelta(2), 1), today)
    _unplanned(late, today - timedelta(1))
    notice_drafts.submit(notice=_drafted(campaign, to_sign, today - timedelta(3), 2), by=named(rectifying.INSPECTOR))
    _drafted(campaign, draft, today - timedelta(1), 3)
    steps.run(day=today - timedelta(max(0, today.weekday() - 4)))  # the clock stands still on Saturday and Sunday
    return _("待办的整改通知书6份")


def _noticed(campaign: Campaign, unit: OrgUnit, day: date, serial: int) -> RectificationNotice:
    visit = rectifying.recorded(campaign, unit, day - timedelta(2), 2, serial)
    return rectifying.issue(unit, list(visit.findings.order_by("position")), day, **IN_DAYS)


def _unplanned(unit: OrgUnit, day: date) -> RectificationNotice:
    """From no visit: the bureau has looked through the papers."""
    problem = ProposedProblem(FACT, BASIS, _("补齐签字，送达书面结果。"), responsible_unit=_("教务处"))
    han = named(rectifying.INSPECTOR)
    looked = {"inspected": figures.long_day(day), "inspectors": han.name}
    asked = notice_drafts.submit(notice=rectifying.draft(unit, [], [problem], **IN_DAYS, **looked), by=han)
    signed = notices.issue(notice=asked, on=day, by=named(APPROVER))
    return notices.confirm(notice=signed, on=day, by=rectifying.officer_of(unit))


def _drafted(campaign: Campaign, unit: OrgUnit, day: date, serial: int) -> RectificationNotice:
    visit = rectifying.recorded(campaign, unit, day, 1, serial)
    return rectifying.draft(unit, list(visit.findings.order_by("position")), **IN_DAYS)


def _answer(notice: RectificationNotice) -> None:
    returned = rectifying.plan(notice, notice.delivered_on, _("抓紧整改。"))
    if returned:
        note, day = _("措施不具体，请写明做什么、谁来做。"), notice.delivered_on + timedelta(1)
        plans.send_back(plan=returned, note=note, on=day, by=named(rectifying.INSPECTOR))
    rectifying.planned(notice, notice.delivered_on + timedelta(2))
    problem = notice.problems.order_by("position").first()
    words = {"measure": MEASURES[0], "result": RESULTS[0], "person": _("主要负责人"), "done_on": timezone.localdate()}
    replies.send(problem=problem, key=uuid4(), **words, by=rectifying.officer_of(notice.unit))
