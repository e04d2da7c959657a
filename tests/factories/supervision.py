"""From the visit to the closed problem: rows with sensible defaults, one school, April 2022.

The notice is the one of scenario 38: issued on 2022-04-25 with ten working days, due on 2022-05-11. Nothing here passes
through an action: tests of actions make what they need with them.
"""

from datetime import date
from itertools import count

from aid_portal.choices import Role
from aid_portal.models import OrgUnit, User
from supervision.choices import NoticeStatus, Severity, StepKind, Theme
from supervision.models import (
    Campaign,
    CampaignUnit,
    Checklist,
    ChecklistItem,
    Draw,
    IssueWord,
    NoticeStandard,
    Problem,
    RectificationNotice,
    Reply,
    Step,
    Team,
    TeamMember,
    Visit,
    VisitFinding,
    WorkItem,
)
from tests.factories.portal import a_person, a_school
from tests.factories.subsidies_money import a_hand

_numbers = count(1)
VISITED, ISSUED, DUE = date(2022, 4, 20), date(2022, 4, 25), date(2022, 5, 11)


def the_school() -> OrgUnit:
    """Wang's: the one of the fixture `school`."""
    return OrgUnit.objects.filter(code="2161324001").first() or a_school("2161324001", "城关第一小学")


def han() -> User:
    """Inspects and drafts."""
    return a_hand("han", Role.INSPECTOR)


def lin() -> User:
    """Signs."""
    return a_hand("lin", Role.COUNTY_APPROVER)


def an_officer(school: OrgUnit | None = None) -> User:
    """Of the school that has to put things right."""
    school = school or the_school()
    return User.objects.filter(username=f"o{school.code}").first() or a_person(
        f"o{school.code}", "王老师", Role.SCHOOL_OFFICER, school
    )


def a_checklist(theme: str = Theme.AID, items: int = 2) -> Checklist:
    checklist = Checklist.objects.create(theme=theme, title=f"{Theme(theme).label}检查清单{next(_numbers)}")
    for position in range(1, items + 1):
        an_item(checklist, position=position)
    return checklist


def an_item(checklist: Checklist | None = None, **facts: object) -> ChecklistItem:
    facts = {
        "position": 1,
        "text": "资助名单公示",
        "standard": "公示不少于5个工作日",
        "basis": "《学生资助工作规定》第八条",
    } | facts
    return ChecklistItem.objects.create(checklist=checklist or a_checklist(items=0), **facts)


def a_campaign(**facts: object) -> Campaign:
    facts = {
        "name": f"百日督帮{next(_numbers)}", "themes": [Theme.AID, Theme.DROPOUT], "starts_on": date(2022, 4, 1),
        "ends_on": date(2022, 7, 10), "lead": "李局长", "status": "running", "made_by": a_hand("chen"),
    } | facts  # fmt: skip
    return Campaign.objects.create(**facts)


def a_team(campaign: Campaign | None = None, *, user: User | None = None, number: int = 1) -> Team:
    """One leader, who has an account where `user` is given."""
    team = Team.objects.create(campaign=campaign or a_campaign(), number=number)
    TeamMember.objects.create(team=team, name=user.name if user else "张局长", post="副局长", user=user, leads=True)
    return team


def a_campaign_unit(campaign: Campaign | None = None, unit: OrgUnit | None = None, **facts: object) -> CampaignUnit:
    return CampaignUnit.objects.create(campaign=campaign or a_campaign(), unit=unit or the_school(), **facts)


def a_draw(campaign: Campaign | None = None, **facts: object) -> Draw:
    facts = {"seed": "0" * 32, "count": 1, "population": [], "drawn": [], "made_by": han()} | facts
    return Draw.objects.create(campaign=campaign or a_campaign(), **facts)


def a_work_item(campaign: Campaign | None = None, **facts: object) -> WorkItem:
    facts = {"kind": "task", "position": 1, "text": "逐户核实监测对象子女在校情况", "due_on": date(2022, 5, 31)} | facts
    return WorkItem.objects.create(campaign=campaign or a_campaign(), **facts)


def a_visit(unit: OrgUnit | None = None, **facts: object) -> Visit:
    facts = {"visited_on": VISITED, "inspectors": "韩立群、周明", "people_met": "王校长", "signed_by": "王校长"} | facts
    facts.setdefault("campaign", Campaign.objects.order_by("pk").first() or a_campaign())
    return Visit.objects.create(unit=unit or the_school(), recorded_by=facts.pop("recorded_by", None) or han(), **facts)


def a_finding(visit: Visit | None = None, **facts: object) -> VisitFinding:
    visit = visit or a_visit()
    facts = {
        "position": visit.findings.count() + 1, "theme": Theme.AID, "severity": Severity.MINOR,
        "fact": "三年级2名脱贫家庭学生未列入资助名单。", "basis": "《学生资助工作规定》第六条",
    } | facts  # fmt: skip
    return VisitFinding.objects.create(visit=visit, **facts)


def a_notice(
    unit: OrgUnit | None = None, *, problems: int = 1, status: str = NoticeStatus.DRAFT, **facts: object
) -> RectificationNotice:
    """In any state before its end; an issued one has the next number of 扶教体督 in its year."""
    facts = {
        "word": IssueWord.objects.get(word="扶教体督"), "theme": Theme.AID, "title": "关于学生资助问题的整改通知书",
        "inspected": "2022年4月20日", "inspectors": "韩立群、周明", "matters": "学生资助政策落实情况",
        "demands": "请逐项整改，举一反三。", "deadline_days": 10, "contact": "韩立群", "phone": "0917-5211234",
        "drafted_by": han(),
    } | facts  # fmt: skip
    notice = RectificationNotice.objects.create(unit=unit or the_school(), **facts)
    for position in range(1, problems + 1):
        a_problem(notice, position=position)
    if status in (NoticeStatus.ISSUED, NoticeStatus.DELIVERED):
        issue(notice)
    if status == NoticeStatus.DELIVERED:
        deliver(notice)
    return notice


def a_problem(notice: RectificationNotice, **facts: object) -> Problem:
    facts = {
        "position": notice.problems.count() + 1, "fact": "资助名单未公示。", "basis": "《学生资助工作规定》第八条",
        "demand": "立即补行公示5个工作日。",
    } | facts  # fmt: skip
    return Problem.objects.create(notice=notice, **facts)


def issue(notice: RectificationNotice, *, on: date = ISSUED, due: date = DUE) -> RectificationNotice:
    given = RectificationNotice.objects.filter(word=notice.word, year=on.year).exclude(number=None)
    last = max(given.values_list("number", flat=True), default=0)
    notice.status, notice.year, notice.number = NoticeStatus.ISSUED, on.year, last + 1
    notice.issued_by, notice.issued_on, notice.due_on = lin(), on, due
    notice.standard = NoticeStandard.objects.on(on)
    notice.save()
    notice.problems.update(due_on=due)
    return notice


def deliver(notice: RectificationNotice) -> RectificationNotice:
    notice.status, notice.delivered_on, notice.received_by = NoticeStatus.DELIVERED, notice.issued_on, "王老师"
    notice.save()
    return notice


def a_reply(problem: Problem, **facts: object) -> Reply:
    facts = {
        "round": problem.replies.count() + 1, "measure": "补行公示。", "result": "已公示，无异议。", "person": "王校长",
        "done_on": date(2022, 5, 9),
    } | facts  # fmt: skip
    return Reply.objects.create(problem=problem, made_by=facts.pop("made_by", None) or an_officer(), **facts)


def a_step(notice: RectificationNotice | None = None, **facts: object) -> Step:
    notice = notice or a_notice(status=NoticeStatus.DELIVERED)
    facts = {"kind": StepKind.BEFORE, "due_on": notice.due_on, "day": date(2022, 5, 8)} | facts
    return Step.objects.create(notice=notice, **facts)
