"""A small year of supervision, outreach, aid and gifts, with rows that must not be counted beside those that must."""

from datetime import date
from decimal import Decimal

from aid_portal.choices import OrgKind
from supervision.choices import NoticeStatus, Theme
from supervision.models import IssueWord, RectificationNotice
from tests.factories import donations
from tests.factories.outreach import an_activity
from tests.factories.portal import a_town, a_unit, the_bureau
from tests.factories.students import a_release, a_student, the_term
from tests.factories.subsidies_money import all_paid, an_enrolled_child, an_entitlement, approved, taken_back, the_money
from tests.factories.supervision import a_campaign, a_notice, a_team, a_visit, issue, lin, the_school

LAST_YEAR = date(2021, 6, 10)


def a_year() -> None:
    """What stands beside it: voided rows, drafts, another year, other themes."""
    the_school()
    _visits()
    _notices()
    an_activity("visit", visits=7)
    an_activity("visit", visits=5)
    an_activity("visit", visits=9, held_on=LAST_YEAR)
    an_activity("leaflet", copies=120)
    an_activity("leaflet", copies=80, voided_by=lin(), voided_at="2022-07-01T00:00Z", void_reason="重复")
    a_release()
    a_release(kind="civil", data_date=date(2023, 3, 1))
    _aid()
    donations.a_gift()
    donations.some_milk(unit_value=Decimal(2), basis="发票")


def _visits() -> None:
    """Two teams at two towns, one of them twice, and at one direct unit."""
    campaign = a_campaign(name="百日督帮")
    first, second, _stays = (a_team(campaign, number=number) for number in (1, 2, 3))
    town, other = a_town(), a_town("610324101", "天度镇")
    direct = a_unit(OrgKind.DIRECT_UNIT, "610324901", "扶风高中", the_bureau())
    for unit, team in ((town, first), (town, second), (other, second), (direct, second)):
        a_visit(unit, campaign=campaign, team=team)
    _void(a_visit(a_town("610324102", "午井镇"), campaign=campaign, team=first))
    a_visit(a_town("610324103", "绛帐镇"), campaign=campaign, team=first, visited_on=LAST_YEAR)
    for name, facts in (("开学检查", {}), ("冬季检查", {"starts_on": LAST_YEAR}), ("没有开展", {"status": "draft"})):
        food = a_campaign(name=name, themes=[Theme.FOOD], **facts)
        a_visit(a_town("610324104", "段家镇"), campaign=food, team=a_team(food))


def _void(visit: object) -> None:
    type(visit).objects.filter(pk=visit.pk).update(voided_by=lin(), voided_at="2022-07-01T00:00Z", void_reason="记错")


def _notices() -> None:
    """Three of which one is void, a draft, and two of food."""
    for _each in range(3):
        void = a_notice(status=NoticeStatus.ISSUED)
    RectificationNotice.objects.filter(pk=void.pk).update(status=NoticeStatus.VOIDED, voided_by=lin(), void_reason="发错")
    a_notice()
    for _each in range(2):
        issue(a_notice(theme=Theme.FOOD, word=IssueWord.objects.get(word="扶教体食")))


def _aid() -> None:
    """A child in spring and autumn and a neighbour in autumn, less 120.50 that were taken back."""
    the_money()
    spring = an_enrolled_child("李春秋", student=a_student(name="李春秋"), school=the_school(), term=the_term("2022S"))
    autumn = an_enrolled_child("李春秋", student=spring.student, school=the_school())
    other = an_enrolled_child("赵邻居", student=a_student(name="赵邻居"), school=the_school())
    made = approved(*(an_entitlement(enrolment=each) for each in (spring, autumn, other)))
    all_paid(term="2022S", day=date(2022, 5, 20))
    all_paid()
    taken_back(made[1], "120.50", day=date(2023, 2, 3))
