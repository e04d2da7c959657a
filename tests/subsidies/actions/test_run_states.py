"""A check of what nobody has touched takes over what the last one found; any row that it reads or wrote makes it look again."""

import re
from datetime import date
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection

from aid_portal.errors import Refused
from students.actions import matches
from students.models import Determination, Enrolment, MatchPair, Record, SchoolingProof, Student, TermSetting
from subsidies.actions import checks, run_states
from subsidies.choices import PolicyStatus, RunStatus
from subsidies.models import Decision, Finding, PolicyVersion, Whereabouts
from tests.factories.portal import a_school, a_user
from tests.factories.students import a_determination, a_proof, a_record, a_release
from tests.factories.subsidies import a_policy, the_policy
from tests.subsidies.county import a_child, check, listed

pytestmark = pytest.mark.django_db
RESULTS = (Decision, Finding, Whereabouts)


def written() -> list[list[dict]]:
    return [list(model.objects.order_by("pk").values()) for model in RESULTS]


@pytest.fixture
def checked(school, units):
    """A child aided, one with a finding, one asked about, one on the list and in no school; and the check over them."""
    a_child(school, "MON_EDGE")
    listed(a_child(school), "DIS", release=a_release(kind="disabled"))
    a_record(release=Record.objects.filter(categories=["MON_EDGE"]).get().release, categories=["LIFTED"], name="张小远")
    a_proof(status="submitted")
    a_determination()
    listed(a_child(school), "LIFTED", name="张叁", name_key="张叁")
    run = check()
    assert (run.status, run.same_as) == (RunStatus.DONE, None)
    assert [model.__name__ for model in (*RESULTS, MatchPair) if not model.objects.exists()] == []
    return run


def test_what_nobody_touched_is_taken_over_without_a_part(checked):
    before, again = written(), check()
    assert (again.same_as, again.job.chunks.filter(step="work").count(), written()) == (checked, 0, before)
    assert again.counts == {**checked.counts, "new": 0, "superseded": 0}
    assert check().same_as == again


def test_what_is_looked_at_again_without_need_changes_nothing(checked, monkeypatch):
    monkeypatch.setattr(run_states, "still_holding", lambda *_args: None)
    before, again = written(), check()
    assert (again.job.chunks.filter(step="work").count(), written()) == (1, before)


def raw(statement: str, *params: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)


def in_force(document: dict) -> None:
    PolicyVersion.objects.filter(status=PolicyStatus.APPROVED).update(status=PolicyStatus.SUPERSEDED)
    a_policy(document=document, status=PolicyStatus.APPROVED)


CHANGES = {
    "a new child": lambda: a_child(Enrolment.objects.first().school),
    "a child who left": lambda: Enrolment.objects.filter(pk=Enrolment.objects.first().pk).update(status="withdrawn"),
    "a child who finished grade nine in another term": lambda: a_child(
        a_school(), term="2022S", stage="junior", grade=3, status="graduated"
    ),
    "a row of a list": lambda: Record.objects.filter(pk=Record.objects.first().pk).update(risk_removed=True),
    "a row that went": lambda: Record.objects.filter(name="张小远").delete(),
    "a newer list": lambda: a_release(data_date=date(2022, 9, 30)),
    "a determination": lambda: Determination.objects.update(tier="general"),
    "an answered question": lambda: matches.answer(pair=MatchPair.objects.get(), same=False, reason="不是同一人", by=a_user()),
    "two files that are joined": lambda: Student.objects.filter(pk=Student.objects.first().pk).update(
        merged_into=Student.objects.last()
    ),
    "a proof": lambda: SchoolingProof.objects.update(school_name="宝鸡市渭滨区金陵小学"),
    "a unit": lambda: a_school(),
    "another day": lambda: TermSetting.objects.filter(pk="2022A").update(cut_off_on=date(2022, 10, 8)),
    "another policy": lambda: in_force(the_policy().document),
    "a decision that somebody took away": lambda: raw("DELETE FROM subsidies_decision"),
    "a finding that somebody edited": lambda: raw("UPDATE subsidies_finding SET determined = 'x'"),
    "a place that somebody edited": lambda: raw("UPDATE subsidies_whereabouts SET code = 'OK'"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_one_row_that_differs_makes_the_check_look_again(checked, change):
    change()
    again = check()
    assert (again.status, again.same_as) == (RunStatus.DONE, None)


def test_a_child_whose_row_has_no_id_goes_by_the_number_of_its_file(checked):
    child = Enrolment.objects.first()
    Enrolment.objects.filter(pk=child.pk).update(id_index=None)
    assert check().same_as is None
    Student.objects.filter(pk=child.student_id).update(id_index=b"another number of the file......")
    assert check().same_as is None


def test_every_table_that_a_check_reads_or_writes_is_told():
    """But for those whose rows never change: the cases of the law, and releases, which are chosen by number."""
    read = {"students": ["found_pairs", "add_found_pairs"], "subsidies": ["check_*", "whereabouts_*", "supersede_*", "add_*"]}
    told, asked = set(), set()
    for app, names in read.items():
        folder = Path(apps.get_app_config(app).path) / "sql"
        asked |= {table for name in names for file in folder.glob(f"{name}.sql") for table in tables_of(file)}
        told |= {table for file in folder.glob("run_*.sql") for table in tables_of(file)}
    assert asked - told == {"students_release", "subsidies_decisioncase", "subsidies_drychange"}


def tables_of(file: Path) -> set[str]:
    return set(re.findall(r"(?:FROM|JOIN|INTO|UPDATE) ((?:students|subsidies|aid_portal)_\w+)", file.read_text(encoding="utf-8")))


def test_what_changes_while_a_check_is_under_way_is_seen_by_the_next(checked, school, monkeypatch):
    late, write = [], checks.finish
    listed(a_child(school), "LIFTED")
    with monkeypatch.context() as patch:
        patch.setattr(checks, "finish", lambda run: late.append(a_child(school, "MON_EDGE")) or write(run))
        first = check()
    assert (first.status, first.same_as, late[0].student.decisions.exists()) == (RunStatus.DONE, None, False)
    again = check()
    assert (again.same_as, late[0].student.decisions.exists()) == (None, True)


def test_a_check_that_broke_off_is_no_ground_to_stand_on(checked, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(checks, "finish", lambda _run: (_ for _ in ()).throw(Refused("磁盘已满。")))
        assert check().status == RunStatus.FAILED
    assert check().same_as is None


def test_a_new_version_of_the_law_s_own_lines_decides_anew(checked, monkeypatch):
    monkeypatch.setattr(run_states, "_law", lambda: "other lines")
    assert check().same_as is None


def test_a_dry_run_always_looks(checked):
    dry = check(dry=True, policy=PolicyVersion.objects.in_force())
    assert (dry.same_as, dry.counts) == (None, {})
    assert check().same_as == checked


def test_the_run_s_page_says_whose_results_it_took_over(checked, log_in, chen):
    page = log_in(chen).get(check().get_absolute_url()).content.decode()
    assert f"上次比对后没有变化，沿用{checked}" in page
    assert f'href="{checked.get_absolute_url()}"' in page
