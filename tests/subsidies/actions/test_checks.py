"""The check itself: what it writes, what a dry run does not, how one is taken up again."""

import copy

import pytest
from django.utils import timezone

from aid_portal import jobs
from aid_portal.choices import JobStatus
from aid_portal.errors import Refused
from aid_portal.models import JobRun
from students.actions import terms
from subsidies.actions import checks
from subsidies.choices import RunStatus
from subsidies.models import Decision, EligibilityRun, Finding, Programme, RunChange, Whereabouts
from tests.factories.students import the_term
from tests.factories.subsidies import a_policy, the_policy
from tests.subsidies.county import a_child, check, listed

pytestmark = pytest.mark.django_db


def changes_of(run):
    rows = RunChange.objects.filter(run=run).with_money()
    return sorted(rows.values_list("change", "student", "programme__code", "before__outcome", "after__outcome", "money"))


def results():
    return [list(model.objects.order_by("pk").values()) for model in (Decision, Finding, Whereabouts)]


@pytest.fixture
def moved_on(school):
    """Since the last check one child has gained, one lost, one moved into the dormitory and one stayed as it was."""
    gains, loses, moves, _stays = a_child(school), *(a_child(school, "LIFTED", boarding=False) for _ in range(3))
    check()
    listed(gains, "MON_EDGE")
    loses.status = "withdrawn"
    loses.save()
    moves.boarding = True
    moves.save()


@pytest.mark.usefixtures("moved_on")
def test_a_dry_run_changes_no_row_of_the_results():
    before = results()
    run = check(dry=True)
    assert (run.status, run.counts) == (RunStatus.DONE, {"gained": 2, "lost": 2})
    assert results() == before


@pytest.mark.usefixtures("moved_on")
def test_what_a_dry_run_foretells_is_what_the_real_run_then_writes():
    foretold, written = check(dry=True), check()
    assert changes_of(written) == changes_of(foretold)
    assert {change[0] for change in changes_of(written)} == {"gained", "lost"}
    assert changes_of(check()) == []


def test_an_amount_that_changes_is_one_change_and_not_a_loss_and_a_gain(school):
    child = a_child(school, "LIFTED", stage="senior", grade=1)
    listed(child, "LIFTED")
    check()
    listed(child, "MON_EDGE")
    run = check()
    assert {change[0] for change in changes_of(run)} >= {"altered"}
    assert RunChange.objects.filter(run=run).values("student", "programme").distinct().count() == len(changes_of(run))


def test_two_clicks_make_one_run_and_the_running_one_is_found_again(school, chen, lin):
    a_child(school)
    first = checks.start(term=the_term(), by=chen, post=False)
    assert checks.start(term=the_term(), by=lin, dry=True, post=False) == first
    assert EligibilityRun.objects.count() == 1


def test_a_term_without_children_is_refused_in_words(chen):
    with pytest.raises(Refused, match="还没有接收任何花名册"):
        checks.start(term=the_term(), by=chen, post=False)


def test_a_locked_term_is_only_tried_out(school, chen):
    a_child(school, "LIFTED")
    term = the_term()
    term.locked_at, term.locked_by = timezone.now(), chen
    term.save()
    with pytest.raises(Refused, match="已锁定"):
        checks.start(term=term, by=chen, post=False)
    assert check(dry=True).counts == {"gained": 1}


def test_only_a_dry_run_may_ask_another_policy_than_the_one_in_force(school, chen):
    a_child(school)
    with pytest.raises(Refused, match="请用试算"):
        checks.start(term=the_term(), by=chen, policy=a_policy(), post=False)


def test_a_draft_tried_twice_shows_each_time_what_it_then_said(school):
    a_child(school, "LIFTED")
    draft = a_policy(document=copy.deepcopy(the_policy().document))
    first = check(dry=True, policy=draft)
    programme = next(each for each in draft.document["programmes"] if each["code"] == "CE_DAY")
    programme["rates"] = [{"from": "2022S", "amount": 999, "source": "草稿"}]
    draft.save()
    second = check(dry=True, policy=draft)
    assert [change[-1] for run in (first, second) for change in changes_of(run)] == [250, 999]


def test_a_draft_with_a_new_programme_can_be_tried(school):
    a_child(school)
    document = copy.deepcopy(the_policy().document)
    new = {"code": "BREAKFAST", "label": "早餐补助", "stages": ["primary"], "needs": "categories", "categories": ["LIFTED"]}
    document["programmes"].append({**new, "rates": [{"from": "2022S", "amount": 60}]})
    a_child(school, "LIFTED")
    run = check(dry=True, policy=a_policy(document=document))
    assert "BREAKFAST" in {change[2] for change in changes_of(run)}
    assert Programme.objects.get(code="BREAKFAST").label == "早餐补助"


def broken(school, monkeypatch):
    """A run that fails half way."""
    a_child(school, "LIFTED")
    run = checks.start(term=the_term(), by=None, post=False)
    with monkeypatch.context() as patch:
        patch.setattr(checks, "finish", lambda _run: (_ for _ in ()).throw(Refused("磁盘已满。")))
        jobs.run_inline(run.job)
    run.refresh_from_db()
    assert run.status == RunStatus.FAILED
    return run


def test_a_failed_run_is_taken_up_again_and_ends_well(school, monkeypatch):
    run = broken(school, monkeypatch)
    job = jobs.retry(run=run.job, by="console")
    jobs.run_inline(job)
    run.refresh_from_db()
    assert (run.status, run.counts["decisions"]) == (RunStatus.DONE, 1)


def test_a_failed_run_does_not_overtake_a_later_one(school, monkeypatch):
    run = broken(school, monkeypatch)
    later = check()
    with pytest.raises(Refused, match=f"#{later.pk}"):
        jobs.retry(run=run.job, by="console")
    assert JobRun.objects.get(pk=run.job_id).status == JobStatus.FAILED


def test_what_came_and_went_within_one_run_is_no_change(school):
    a_child(school, "LIFTED")
    run = check()
    Decision.objects.update(superseded_by=run)
    assert changes_of(run) == []


def test_a_term_locked_while_it_is_checked_is_written_to_no_more(school, lin):
    a_child(school, "LIFTED", boarding=True)
    run = checks.start(term=the_term(), by=lin, post=False)
    terms.lock(term=the_term(), note="已决算", by=lin)
    jobs.run_inline(run.job)
    run.refresh_from_db()
    assert (run.status, Decision.objects.count()) == (RunStatus.FAILED, 0)
    assert "已锁定（已决算）" in run.job.error
