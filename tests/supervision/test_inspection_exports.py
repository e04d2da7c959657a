"""Exports of visits, findings, the three lists and duties: a row a thing, as the list beside them shows it."""

from datetime import date
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import timezone

from aid_portal.choices import Role
from supervision.actions import inspectors, visits, worklists
from supervision.models import WorkEntry
from tests.factories import notices as given
from tests.factories import supervision as make
from tests.factories.portal import a_school
from tests.factories.subsidies_money import a_hand

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("holiday_table")]


def exported(name: str, folder: Path, *options: str) -> list[str]:
    path = folder / f"{name}.csv"
    call_command("export", name, *options, "--to", str(path), verbosity=0)
    return path.read_text(encoding="utf-8").splitlines()


def test_visits_of_a_year_with_what_they_found_and_those_that_are_void(tmp_path: Path) -> None:
    visit, void = make.a_visit(), make.a_visit(visited_on=date(2022, 4, 21))
    make.a_finding(visit)
    make.a_finding(visit)
    visits.void(visit=void, reason="单位记错", by=make.han())
    make.a_visit(visited_on=date(2023, 3, 1), campaign=visit.campaign)
    head, first, second = exported("visits", tmp_path, "--year", "2022")
    assert head.startswith("visited_on,unit_code,unit,campaign,team,inspectors,people_met,signed_by,findings,summary,recorded_by")
    about = f"2161324001,城关第一小学,{visit.campaign},,韩立群、周明,王校长,王校长"
    assert first == f"2022-04-20,{about},2,,{visit.recorded_by.name},"
    assert second == f"2022-04-21,{about},0,,{visit.recorded_by.name},单位记错"


def test_findings_of_visits_that_stand_with_the_notice_that_took_them_up(tmp_path: Path) -> None:
    visit, void = make.a_visit(), make.a_visit()
    told, free = make.a_finding(visit), make.a_finding(visit, fact="台账缺页。", basis="", immediate=True)
    make.a_finding(void)
    visits.void(visit=void, reason="单位记错", by=make.han())
    notice = given.issued(findings=[told])
    rows = exported("visit_findings", tmp_path, "--year", "2022")[1:]
    about = f"2022-04-20,2161324001,城关第一小学,{visit.campaign},,aid,minor"
    assert rows == [f"{about},0,{told.fact},{told.basis},{notice}", f"{about},1,{free.fact},,"]
    assert exported("visit_findings", tmp_path, "--year", "2023")[1:] == []


def test_the_three_lists_line_by_line_and_unit_by_unit(tmp_path: Path) -> None:
    campaign, school, other = make.a_campaign(), make.the_school(), a_school()
    for unit in (school, other):
        make.a_campaign_unit(campaign, unit)
    item = make.a_work_item(campaign, kind="material", text="一生一档", owner="专干")
    worklists.issue(campaign=campaign, by=a_hand("chen"))
    wang, entry = make.an_officer(), WorkEntry.objects.get(unit=school)
    done = worklists.fill(entry=entry, status="done", owner="王老师", note="", file=given.a_paper(), by=wang)
    rows = exported("worklists", tmp_path, "--year", "2022")[1:]
    about = f"{campaign},material,1,一生一档,,专干,{item.due_on}"
    day = timezone.localdate(done.done_at)
    assert f"{about},2161324001,城关第一小学,王老师,done,{day},{wang.name},1," in rows
    assert f"{about},{other.code},{other.name},专干,waiting,,,0," in rows
    assert len(rows) == 2


def test_duties_of_inspectors_with_those_that_have_ended(tmp_path: Path) -> None:
    school, chen, qin = make.the_school(), a_hand("chen"), a_hand("qin", Role.INSPECTOR)
    for inspector, since in ((make.han(), date(2022, 3, 1)), (qin, date(2022, 9, 1))):
        inspectors.give(units=[school], inspector=inspector, since=since, by=chen)
    rows = exported("inspector_duties", tmp_path)[1:]
    about = f"2161324001,城关第一小学,{school.parent.name if school.parent else ''}"
    assert rows == [
        f"{about},{make.han().name},2022-03-01,2022-09-01,{chen.name}",
        f"{about},{qin.name},2022-09-01,,{chen.name}",
    ]


PAGES = {"visits": "visits", "findings": "visit_findings", "work": "worklists", "inspectors": "inspector_duties"}


@pytest.mark.parametrize("page", PAGES)
def test_the_list_offers_its_export(page: str, log_in) -> None:
    campaign = make.a_finding().visit.campaign
    make.a_campaign_unit(campaign)
    make.a_work_item(campaign)
    worklists.issue(campaign=campaign, by=a_hand("chen"))
    assert f"/exports/{PAGES[page]}/" in log_in(make.han()).get(f"/supervision/{page}/").content.decode()
