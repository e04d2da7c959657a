"""What the database promises of campaigns, visits and lists, whoever writes and by whatever road."""

from datetime import date

import pytest
from django.utils import timezone

from aid_portal.choices import Role
from supervision.models import (
    CampaignUnit,
    Checklist,
    Evidence,
    TeamMember,
    VisitAnswer,
    WorkEntry,
)
from tests.factories import supervision as make
from tests.factories.portal import a_school
from tests.factories.students import a_file
from tests.factories.subsidies_money import a_hand
from tests.promises import changed, is_kept, refused, twice

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def test_a_campaign_has_a_name_a_theme_and_a_period() -> None:
    campaign = make.a_campaign()
    is_kept("campaign_ends_after_it_starts", changed(campaign, ends_on=date(2022, 3, 1)))
    is_kept("campaign_has_a_theme", changed(campaign, themes=[]))
    is_kept("campaign_name_once_a_start", lambda: make.a_campaign(name=campaign.name))


def test_a_checklist_in_use_has_one_title_and_one_item_a_place() -> None:
    checklist = make.a_checklist()
    is_kept("checklist_title_once_in_use", lambda: Checklist.objects.create(theme="aid", title=checklist.title))
    is_kept("checklistitem_position_once", lambda: make.an_item(checklist, position=1))


def test_a_team_has_one_leader_and_everybody_once() -> None:
    team = make.a_team(user=make.han())
    is_kept("team_number_once_a_campaign", lambda: make.a_team(team.campaign))
    is_kept("teammember_one_leads", lambda: TeamMember.objects.create(team=team, name="王局长", leads=True))
    is_kept("teammember_user_once_a_team", lambda: TeamMember.objects.create(team=team, name="韩", user=make.han()))


def test_a_unit_is_once_in_a_campaign_and_says_how_it_came_there() -> None:
    named = make.a_campaign_unit()
    is_kept("campaignunit_once_a_campaign", lambda: make.a_campaign_unit(named.campaign))
    is_kept("campaignunit_drawn_iff_by_a_draw", changed(named, origin="drawn"))
    is_kept("campaignunit_drawn_iff_by_a_draw", changed(named, draw=make.a_draw(named.campaign)))
    assert CampaignUnit.objects.visible_to(make.an_officer()).count() == 0  # an inspection comes unannounced


def test_a_draw_takes_somebody_and_stays_as_it_was() -> None:
    is_kept("draw_takes_at_least_one", lambda: make.a_draw(count=0))
    refused("Cannot update or delete rows from supervision_draw", changed(make.a_draw(), seed="1" * 32))


def test_a_visit_stays_as_it_was_signed_and_is_voided_with_a_reason() -> None:
    visit = make.a_visit()
    refused("visit_is_final_once_recorded", changed(visit, summary="好"))
    refused("visit_is_never_deleted", visit.delete)
    is_kept("visit_voiding_has_its_person", changed(visit, voided_at=NOW, void_reason="重复"))
    is_kept("visit_void_says_why", changed(visit, voided_at=NOW, voided_by=make.han()))
    changed(visit, voided_at=NOW, voided_by=make.han(), void_reason="重复")()
    refused("visit_is_final_once_recorded", changed(visit, void_reason="别的"))
    is_kept("supervision_visit_key_key", lambda: make.a_visit(key=visit.key))


def test_what_a_visit_saw_is_said_once_an_item_and_never_rewritten() -> None:
    visit, item = make.a_visit(), make.an_item()
    is_kept("visitanswer_once_an_item", twice(VisitAnswer.objects.create, visit=visit, item=item, answer="ok"))
    finding = make.a_finding(visit)
    is_kept("visitfinding_position_once", lambda: make.a_finding(visit, position=1))
    is_kept("visitfinding_states_a_fact", lambda: make.a_finding(visit, fact=""))
    refused("Cannot update or delete rows from supervision_visitfinding", changed(finding, fact="没有问题"))


def test_a_line_of_the_three_lists_is_answered_once_a_unit() -> None:
    item, school, wang = make.a_work_item(), make.the_school(), make.an_officer()
    is_kept("workitem_position_once_a_list", lambda: make.a_work_item(item.campaign))
    entry = WorkEntry.objects.create(item=item, unit=school)
    is_kept("workentry_once_a_unit", lambda: WorkEntry.objects.create(item=item, unit=school))
    is_kept("workentry_done_iff_stamped", changed(entry, status="done"))
    is_kept("workentry_stamp_has_its_person", changed(entry, status="done", done_at=NOW))
    is_kept("workentry_waived_says_why", changed(entry, status="waived", done_at=NOW, done_by=wang))
    assert list(WorkEntry.objects.visible_to(wang)) == [entry]
    neighbour = make.an_officer(a_school("2161324002", "城关第二小学"))
    assert not WorkEntry.objects.visible_to(neighbour).exists()


def test_a_photo_belongs_to_exactly_one_thing() -> None:
    visit, by = make.a_visit(), make.han()
    finding = make.a_finding(visit)
    is_kept("evidence_of_exactly_one_thing", lambda: Evidence.objects.create(file=a_file(), made_by=by))
    is_kept(
        "evidence_of_exactly_one_thing",
        lambda: Evidence.objects.create(file=a_file(), made_by=by, visit=visit, finding=finding),
    )


def test_a_photo_of_a_visit_is_the_inspectors_until_the_problem_stands_in_an_issued_notice() -> None:
    finding, wang = make.a_finding(), make.an_officer()
    photo = Evidence.objects.create(file=a_file(), made_by=make.han(), finding=finding)
    of_visit = Evidence.objects.create(file=a_file(), made_by=make.han(), visit=finding.visit)
    notice = make.a_notice(problems=0)
    make.a_problem(notice, finding=finding)
    assert not Evidence.objects.visible_to(wang).exists()
    make.issue(notice)
    assert list(Evidence.objects.visible_to(wang)) == [photo]
    assert {*Evidence.objects.visible_to(make.han())} == {photo, of_visit}
    assert not Evidence.objects.visible_to(make.an_officer(a_school())).exists()


def test_who_may_look_at_visits_is_said_by_the_permission_table() -> None:
    visit = make.a_visit()
    assert type(visit).objects.visible_to(a_hand("sun", Role.AUDITOR)).exists()
    assert not type(visit).objects.visible_to(make.an_officer()).exists()
