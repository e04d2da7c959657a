"""A campaign: who goes, where to, how the units were chosen, and its numbers."""

from datetime import date

import pytest
from django.utils import timezone

from aid_portal.errors import Refused
from supervision.actions import campaigns, draws
from supervision.models import Campaign, CampaignUnit, Draw, TeamMember
from supervision.reports.campaigns import figures_of, unit_rows
from supervision.reports.unit_risks import population, risks_of
from tests.factories import supervision as make
from tests.factories.portal import a_school, a_town, a_unit, the_bureau
from tests.factories.subsidies_money import a_hand

pytestmark = pytest.mark.django_db
FACTS = {
    "name": "百日提升", "themes": ["aid", "dropout"], "starts_on": date(2022, 3, 1), "ends_on": date(2022, 6, 8),
    "lead": "李局长", "purpose": "摸清底数",
}  # fmt: skip


def created(**facts: object) -> Campaign:
    return campaigns.create(facts=FACTS | facts, checklists=[make.a_checklist()], by=a_hand("chen"))


def led_by(name: str, *others: TeamMember) -> list[TeamMember]:
    return [TeamMember(name=name, leads=True), *others]


def schools(number: int) -> list:
    return [a_school() for _each in range(number)]


def candidates(units):
    return population(type(units[0]).objects.filter(pk__in=[unit.pk for unit in units]))


def test_a_campaign_starts_with_a_checklist_and_a_team_for_every_unit(school) -> None:
    chen, campaign = a_hand("chen"), created()
    with pytest.raises(Refused, match="还没有被督查单位"):
        campaigns.start(campaign=campaign, by=chen)
    campaigns.assign(campaign=campaign, units=[school], team=None, by=chen)
    with pytest.raises(Refused, match="有1个单位还没有分到督查组") as refusal:
        campaigns.start(campaign=campaign, by=chen)
    assert refusal.value.ids == [campaign.units.get().pk]
    team = campaigns.set_team(campaign=campaign, people=led_by("张局长", TeamMember(name="韩立群")), by=chen)
    campaigns.assign(campaign=campaign, units=[school], team=team, by=chen)
    assert campaigns.start(campaign=campaign, by=chen).status == "running"
    assert [(each.team, each.origin) for each in campaign.units.all()] == [(team, "assigned")]


def test_the_same_campaign_is_not_made_twice_and_ends_after_it_starts() -> None:
    created()
    with pytest.raises(Refused, match="已经建立"):
        created()
    with pytest.raises(Refused, match="结束日期不能早于开始日期"):
        created(ends_on=date(2022, 2, 1))


def test_a_team_is_numbered_in_order_and_has_nobody_twice() -> None:
    campaign, han, chen = created(), make.han(), a_hand("chen")
    first = campaigns.set_team(campaign=campaign, people=led_by("张局长", TeamMember(name=han.name, user=han)), by=chen)
    second = campaigns.set_team(campaign=campaign, people=led_by("王局长"), by=chen)
    assert (first.number, second.number) == (1, 2)
    twice = [TeamMember(name=name, user=han) for name in ("韩立群", "韩二")]
    with pytest.raises(Refused, match="出现了两次"):
        campaigns.set_team(campaign=campaign, people=led_by("韩", *twice), by=chen)
    campaigns.set_team(campaign=campaign, people=led_by("赵局长"), team=first, by=chen)
    assert [each.name for each in first.members.all()] == ["赵局长"]


def test_a_unit_that_was_visited_or_drawn_stays_in_the_campaign(school) -> None:
    chen, campaign = a_hand("chen"), created()
    campaigns.assign(campaign=campaign, units=[school], team=None, by=chen)
    make.a_visit(school, campaign=campaign)
    with pytest.raises(Refused, match="已有督查记录"):
        campaigns.take_off(campaign_unit=campaign.units.get(), by=chen)
    drawn = draws.make(campaign=campaign, population=candidates(schools(2)), count=1, by=chen)
    with pytest.raises(Refused, match="是抽取确定的"):
        campaigns.take_off(campaign_unit=drawn.units.get(), by=chen)


def test_a_campaign_ends_with_a_reason_where_somebody_was_not_visited(school) -> None:
    chen, campaign = a_hand("chen"), created()
    team = campaigns.set_team(campaign=campaign, people=led_by("张局长"), by=chen)
    campaigns.assign(campaign=campaign, units=[school], team=team, by=chen)
    campaigns.start(campaign=campaign, by=chen)
    with pytest.raises(Refused, match="还有1个单位没有督查记录") as refusal:
        campaigns.close(campaign=campaign, note=" ", by=chen)
    assert refusal.value.ids == [campaign.units.get().pk]
    campaigns.close(campaign=campaign, note="疫情封控", by=chen)
    with pytest.raises(Refused, match="已经结束"):
        campaigns.assign(campaign=campaign, units=[school], team=team, by=chen)


def test_an_auditor_draws_again_from_what_was_kept_and_gets_the_same() -> None:
    campaign, chen = created(), a_hand("chen")
    made = draws.make(campaign=campaign, population=candidates(schools(12)), count=4, by=chen)
    assert len(made.drawn) == 4
    assert [ticket.unit.key for ticket in draws.again(Draw.objects.get(pk=made.pk)) if ticket.drawn] == made.drawn
    assert sorted(campaign.units.values_list("unit__code", flat=True)) == sorted(made.drawn)
    assert set(campaign.units.values_list("origin", "draw")) == {("drawn", made.pk)}


def test_a_tampered_record_no_longer_gives_what_came_out() -> None:
    made = draws.make(campaign=created(), population=candidates(schools(12)), count=4, by=a_hand("chen"))
    made.seed = "0" * 32 if made.seed != "0" * 32 else "1" * 32
    assert [ticket.unit.key for ticket in draws.again(made) if ticket.drawn] != made.drawn


def test_every_town_gives_at_least_and_at_most_what_was_asked() -> None:
    other = a_unit("town", "610324101", "天度镇", the_bureau())
    units = [a_school(parent=town) for town in (a_town(), other) for _each in range(5)]
    made = draws.make(campaign=created(), population=candidates(units), count=4, least=1, most=3, by=a_hand("chen"))
    towns = [CampaignUnit.objects.get(unit__code=code).unit.parent.name for code in made.drawn]
    assert {towns.count("城关街道"), towns.count("天度镇")} <= {1, 2, 3}


def test_a_unit_already_in_the_campaign_takes_no_part_in_the_draw(school, zhao_school) -> None:
    campaign = created()
    campaigns.assign(campaign=campaign, units=[school], team=None, by=a_hand("chen"))
    left = population(type(school).objects.schools(), but=campaign)
    assert [each.unit for each in left] == [zhao_school]
    with pytest.raises(Refused, match="名单里只有1个单位"):
        draws.make(campaign=campaign, population=left, count=2, by=a_hand("chen"))


def test_repeated_findings_and_open_problems_raise_the_score_of_their_unit_alone(school, zhao_school) -> None:
    item = make.an_item()
    days = (date(2022, 3, 1), date(2022, 4, 20))
    _first, again = (make.a_finding(make.a_visit(school, visited_on=day), item=item) for day in days)
    make.a_visit(zhao_school)
    notice = make.a_notice(school, problems=0)
    make.a_problem(notice, finding=again)
    make.issue(notice)
    risks = risks_of([school, zhao_school], date(2022, 6, 1))
    assert risks[school.pk].score > risks[zhao_school.pk].score
    told = " ".join(each.sentence for each in risks[school.pk].reasons)
    assert "重复出现" in told
    assert "尚未销号的问题1个" in told
    assert "逾期21天" in told  # due on 2022-05-11


def test_a_void_visit_weighs_nothing(school) -> None:
    make.a_finding(make.a_visit(school, voided_by=make.han(), voided_at=timezone.now(), void_reason="单位记错"))
    told = " ".join(each.sentence for each in risks_of([school], date(2022, 6, 1))[school.pk].reasons)
    assert "从未督查过" in told
    assert "问题" not in told


def test_the_numbers_of_a_campaign_are_those_of_its_rows(school, zhao_school) -> None:
    chen, campaign = a_hand("chen"), created()
    campaigns.assign(campaign=campaign, units=[school, zhao_school], team=None, by=chen)
    visit = make.a_visit(school, campaign=campaign)
    make.a_finding(visit)
    make.issue(make.a_notice(school, campaign=campaign))
    make.a_notice(school, campaign=campaign)  # a draft is none yet
    numbers = {str(each.label): each.number for each in figures_of(campaign, make.han())}
    assert numbers == {
        "督查组": 0, "被督查单位": 2, "其中抽取": 0, "已督查单位": 1, "发现问题": 1, "整改通知书": 1,
        "已销号": 0, "逾期未销号": 1,
    }  # fmt: skip
    assert [(row.place.unit, row.visits, row.findings) for row in unit_rows(campaign, make.han())] == [
        (school, 1, 1), (zhao_school, 0, 0),
    ]  # fmt: skip
