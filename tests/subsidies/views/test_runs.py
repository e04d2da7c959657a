"""The pages of the check: who may, what stands there before it starts, and where every number leads."""

import re

import pytest
from django.utils import timezone

from aid_portal import jobs
from aid_portal.choices import Role
from students.choices import ReleaseStatus
from subsidies.choices import RunStatus
from subsidies.models import EligibilityRun
from tests.factories.portal import a_person, a_school, a_town
from tests.factories.students import a_pair, a_record, a_release, the_term
from tests.factories.subsidies import a_dry_change, a_policy, a_run
from tests.subsidies.county import a_child, check, listed

pytestmark = pytest.mark.django_db
START = "/subsidies/runs/start/?term=2022A"


def test_strangers_and_schools_see_no_runs(client, log_in, wang):
    run = a_run()
    assert client.get("/subsidies/runs/").status_code == 302
    for address in ("/subsidies/runs/", f"/subsidies/runs/{run.pk}/", f"/subsidies/runs/{run.pk}/changes/", START):
        assert log_in(wang).get(address).status_code == 403


def test_the_auditor_looks_and_does_not_start(log_in, sun, school):
    a_child(school)
    client = log_in(sun)
    assert "发起比对" not in client.get("/subsidies/runs/").content.decode()
    assert client.post(START, {"kind": "dry"}).status_code == 403
    assert not EligibilityRun.objects.exists()


def test_a_run_that_does_not_exist_is_404(log_in, chen):
    assert log_in(chen).get("/subsidies/runs/4711/").status_code == 404


@pytest.mark.parametrize("query", ["", "?term=2022A", "?kind=dry", "?status=done", "?sort=-started_at"])
def test_runs_are_found_by_term_kind_and_state(query, log_in, chen):
    a_run(dry=True, requested_by=chen)
    assert "陈经办" in log_in(chen).get(f"/subsidies/runs/{query}").content.decode()


def test_the_list_costs_the_same_for_one_and_for_thirty(log_in, chen, django_assert_max_num_queries):
    client = log_in(chen)
    a_run()
    client.get("/subsidies/runs/")
    for _ in range(30):
        a_run(requested_by=chen)
    with django_assert_max_num_queries(9):
        client.get("/subsidies/runs/")


def test_before_the_start_stands_what_will_count_and_what_is_missing(log_in, chen, school, zhao_school):
    child = a_child(school)
    a_pair(record=a_record(release=a_release(kind="rural", rows=524)), enrolment=child)
    a_release(kind="civil", data_date=the_term().cut_off_on.replace(year=2021))
    a_release(kind="orphans", status=ReleaseStatus.HELD, accepted_at=None)
    page = log_in(chen).get(START).content.decode()
    for said in ("2022-09-30", "524", "10天", "没有基准日及以前的《持证残疾人》", "早于本学期开学", "待复核，还没有生效"):
        assert said in page
    assert f"还没有接收本学期的花名册，这些学校的学生不会列入：{zhao_school}" in page
    assert "还有1对待核对" in page


def test_a_list_of_after_the_cut_off_day_is_said_not_to_count(log_in, chen, school):
    a_child(school)
    a_release(data_date=the_term().cut_off_on.replace(month=10))
    assert "晚于基准日，这次不算" in log_in(chen).get(START).content.decode()


def test_a_term_without_children_has_no_button(log_in, chen):
    page = log_in(chen).get(START).content.decode()
    assert "还没有接收任何花名册" in page
    assert "开始比对" not in page


def test_a_dry_run_is_started_and_ends_on_its_page(log_in, chen, school, django_capture_on_commit_callbacks):
    a_child(school, "LIFTED")
    with django_capture_on_commit_callbacks(execute=True):
        answer = log_in(chen).post(START, {"kind": "dry", "policy": ""})
    run = EligibilityRun.objects.get()
    assert answer.headers["Location"] == run.get_absolute_url()
    assert (run.dry, run.requested_by, run.status) == (True, chen, RunStatus.DONE)
    page = log_in(chen).get(run.get_absolute_url()).content.decode()
    assert "试算" in page
    assert "250.00" in page


def test_a_real_run_with_a_draft_is_refused_beside_the_field(log_in, chen, school):
    a_child(school)
    page = log_in(chen).post(START, {"kind": "real", "policy": a_policy().pk}).content.decode()
    assert "请不要选择版本" in page
    assert not EligibilityRun.objects.exists()


def test_drafts_are_offered_to_those_who_make_them(log_in, chen, school):
    a_child(school)
    a_policy(note="提标试算")
    assert "提标试算" in log_in(chen).get(START).content.decode()


def test_from_a_draft_one_comes_with_the_draft_chosen(log_in, chen, school):
    a_child(school)
    draft = a_policy(note="提标试算")
    page = log_in(chen).get(f"{START}&policy={draft.pk}").content.decode()
    assert f'<option value="{draft.pk}" selected>' in page
    assert f"policy={draft.pk}&amp;term=2022S" in page


def test_a_locked_term_offers_only_the_dry_run(log_in, chen, school):
    a_child(school)
    term = the_term()
    term.locked_at, term.locked_by = timezone.now(), chen
    term.save()
    page = log_in(chen).get(START).content.decode()
    assert "已锁定，只能试算" in page
    assert 'value="real"' not in page


def test_the_running_one_is_found_again(log_in, chen, school):
    a_child(school)
    run = a_run(status=RunStatus.RUNNING, job=jobs.start("gone", by=chen, title="比对", post=False))
    client = log_in(chen)
    assert run.get_absolute_url() in client.get(START).content.decode()
    again = client.post(START, {"kind": "dry"}, follow=True)
    assert "正在比对，请等它结束后再发起" in again.content.decode()
    assert "取消比对" in again.content.decode()


def test_a_failed_run_says_why_and_offers_another_try(log_in, chen):
    job = jobs.run_inline(jobs.start("gone", by=chen, title="比对", post=False))
    page = log_in(chen).get(a_run(status=RunStatus.FAILED, job=job).get_absolute_url()).content.decode()
    assert job.error in page
    assert "重试" in page


def test_every_number_of_the_difference_leads_to_as_many_rows(log_in, chen, school, zhao_school):
    for where in (school, school, zhao_school):
        a_child(where, "LIFTED")
    run = check(by=chen)
    page = log_in(chen).get(run.get_absolute_url()).content.decode()
    found = re.findall(rf'<a href="(/subsidies/runs/{run.pk}/changes/\?[^"]+)">(\d+)</a>', page)
    assert len(found) == 3  # one programme, two schools
    for address, number in found:
        rows = log_in(chen).get(address.replace("&amp;", "&")).content.decode()
        assert f"共 <strong>{number}</strong> 条" in rows


def test_a_run_without_changes_says_so(log_in, chen, school):
    a_child(school, "LIFTED")
    check()
    assert "结果与上次完全相同" in log_in(chen).get(check().get_absolute_url()).content.decode()


@pytest.mark.parametrize("query", ["?change=gained", "?programme=CE_DAY", "?school=城关第一", "?name=明", "?sort=-money"])
def test_changes_are_found_by_what_happened_school_programme_and_name(query, log_in, chen, school):
    a_child(school, "LIFTED", name="李明")
    page = log_in(chen).get(f"/subsidies/runs/{check().pk}/changes/{query}").content.decode()
    assert "李明" in page
    assert "特别困难，脱贫家庭" in page


def test_the_changes_cost_the_same_for_one_and_for_thirty(log_in, chen, school, django_assert_max_num_queries):
    run, client = a_run(dry=True), log_in(chen)
    a_dry_change(run=run)
    client.get(f"/subsidies/runs/{run.pk}/changes/")
    for _ in range(30):
        a_dry_change(run=run)
    with django_assert_max_num_queries(10):
        client.get(f"/subsidies/runs/{run.pk}/changes/")


def test_a_start_that_is_looked_at_starts_nothing(log_in, chen, school):
    listed(a_child(school), "LIFTED")
    assert log_in(chen).get(START).status_code == 200
    assert not EligibilityRun.objects.exists()


def test_who_looks_after_one_town_sees_its_part_and_no_totals_of_the_county(log_in, chen, school):
    a_child(school, "LIFTED", name="李本镇", boarding=True)
    run = check()
    away = a_school("2161324009", "绛帐小学", parent=a_town("610324101", "绛帐镇"))
    inspector = a_person("du", "杜督查", Role.INSPECTOR, away.parent)
    assert "比对后资助" in log_in(chen).get(run.get_absolute_url()).content.decode()
    page = log_in(inspector).get(run.get_absolute_url()).content.decode()
    assert "比对后资助" not in page
    assert "250.00" not in page
    assert "李本镇" not in log_in(inspector).get(f"{run.get_absolute_url()}changes/").content.decode()
