"""A round of determination as it is worked through in a school: each step by the action that users take."""

from datetime import date

from django.core.files.base import ContentFile

from aid_portal.choices import Role
from aid_portal.models import OrgUnit, User
from students.actions import applications, determination_lists, review_meetings, rounds, school_decisions
from students.actions.public_notices import Posting
from students.actions.review_meetings import Weighed
from students.actions.school_decisions import Decided
from students.determination_choices import Capacity, MeetingLevel, NoticeKind
from students.models import Application, DeterminationList, DeterminationRound, Enrolment, PublicNotice, ReviewMeeting
from students.rules.review_groups import Seat
from tests.factories.portal import a_person, the_bureau
from tests.factories.students import the_term

OPENS, APPLIED, HELD, POSTED = date(2022, 9, 5), date(2022, 9, 13), date(2022, 9, 20), date(2022, 9, 30)
LAST_DAY, DAY_AFTER = date(2022, 10, 12), date(2022, 10, 13)  # 8 and 9 October are worked, 1 to 7 are not
FORM = {"family_size": 4, "yearly_income": "6000", "reason": "父亲患病，家庭收入少"}
SCHOOL_GROUP = [
    Seat("王校长", Capacity.LEADER, True), Seat("周敏", Capacity.OFFICER, True), Seat("赵老师", Capacity.TEACHER, True),
    Seat("马家长", Capacity.PARENT, True), Seat("孙老师", Capacity.TEACHER, False),
]  # fmt: skip
CLASS_GROUP = [
    Seat("赵老师", Capacity.TEACHER, True), Seat("钱老师", Capacity.TEACHER, True), Seat("马家长", Capacity.PARENT, True),
    Seat("冯家长", Capacity.PARENT, True), Seat("孙同学", Capacity.STUDENT, True),
]  # fmt: skip


def clerk() -> User:
    return _hand("round_clerk", "陈静", Role.COUNTY_CLERK, the_bureau())


def reviewer() -> User:
    return _hand("round_reviewer", "徐明", Role.COUNTY_REVIEWER, the_bureau())


def approver() -> User:
    return _hand("round_approver", "郭亮", Role.COUNTY_APPROVER, the_bureau())


def officer(school: OrgUnit) -> User:
    return _hand(f"o{school.code}", "王芳", Role.SCHOOL_OFFICER, school)


def leader(school: OrgUnit) -> User:
    return _hand(f"l{school.code}", "高强", Role.SCHOOL_LEADER, school)


def _hand(username: str, name: str, role: Role, unit: OrgUnit) -> User:
    return User.objects.filter(username=username).first() or a_person(username, name, role, unit)


def a_paper(name: str = "申请表.pdf") -> ContentFile:
    return ContentFile(b"%PDF-1.7 ...", name=name)


def a_round(term: str = "2022A", **facts: object) -> DeterminationRound:
    known = DeterminationRound.objects.filter(term=term).first()
    return known or rounds.open_round(term=the_term(term), facts={**rounds.usual_days(OPENS), **facts}, by=clerk())


def a_draft(child: Enrolment, **facts: object) -> Application:
    facts = {"form": FORM, "by": officer(child.school)} | facts
    return applications.save_draft(round=a_round(child.term_id), enrolment=child, **facts)


def an_application(child: Enrolment) -> Application:
    """On paper, signed and handed in."""
    draft = a_draft(child)
    return applications.submit(application=draft, committed_on=APPLIED, scan=a_paper(), by=officer(child.school), today=APPLIED)


def a_class_meeting(child: Enrolment, **facts: object) -> ReviewMeeting:
    place = {"level": MeetingLevel.CLASS, "grade": child.grade, "class_name": child.class_name}
    return _meeting(child, {**place, "held_on": HELD, "summary": "逐一评议，意见一致。"}, facts.pop("seats", CLASS_GROUP))


def a_school_meeting(child: Enrolment, **facts: object) -> ReviewMeeting:
    place = {"level": MeetingLevel.SCHOOL, "grade": None, "class_name": ""}
    return _meeting(child, {**place, "held_on": HELD, "summary": "逐一核实，一致同意。"}, facts.pop("seats", SCHOOL_GROUP))


def _meeting(child: Enrolment, facts: dict, seats: list[Seat]) -> ReviewMeeting:
    return review_meetings.record(
        round=a_round(child.term_id), school=child.school, facts=facts, seats=seats, minutes=None, by=officer(child.school)
    )


def a_weighed(child: Enrolment, tier: str = "general") -> Application:
    found = Weighed(tier, "父亲患病，收入低于当地平均", votes_for=5, votes_all=5)
    return review_meetings.weigh(
        application=an_application(child), meeting=a_class_meeting(child), found=found, by=officer(child.school)
    )


def a_decided(child: Enrolment, tier: str = "general", **facts: object) -> Application:
    application = a_weighed(child, tier)
    found = Decided(tier, "经核实属实", **facts)
    return school_decisions.decide(
        application=application, meeting=a_school_meeting(child), found=found, by=officer(child.school)
    )


def a_posting(**facts: object) -> Posting:
    defaults = {
        "kind": NoticeKind.DETERMINATION, "title": "家庭经济困难学生认定结果公示", "columns": ["name", "class", "tier"],
        "place": "校门口公告栏", "contact": "学校资助办 0917-5210000", "days": 5,
    }  # fmt: skip
    return Posting(**{**defaults, **facts})


def a_list(school: OrgUnit) -> DeterminationList:
    return determination_lists.make(round=a_round(), school=school, by=officer(school))


def posted(made: DeterminationList, today: date = POSTED, **facts: object) -> PublicNotice:
    posting = a_posting(list=made, **facts)
    return determination_lists.post(determination_list=made, posting=posting, by=officer(made.school), today=today)


def at_the_county(made: DeterminationList) -> DeterminationList:
    """Posted, handed in by the school's leader and reviewed."""
    posted(made)
    determination_lists.submit(determination_list=made, by=leader(made.school))
    return determination_lists.review(determination_list=made, by=reviewer())


def approved(made: DeterminationList, seen: int, today: date = DAY_AFTER) -> int:
    return determination_lists.approve(determination_list=made, seen=seen, by=approver(), today=today)[1]
