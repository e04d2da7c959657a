"""What the database promises of policy, runs, decisions and findings."""

import pytest
from django.utils import timezone

from subsidies.choices import PolicyStatus, RunStatus
from tests.factories import students
from tests.factories import subsidies as make
from tests.factories.portal import a_user
from tests.promises import is_kept, twice

pytestmark = pytest.mark.django_db


def test_one_policy_is_in_force_one_draft_open_and_nobody_approves_his_own():
    chen, now = a_user(), timezone.now()
    is_kept("policy_version_one_in_force", lambda: make.a_policy(status=PolicyStatus.APPROVED))
    is_kept("policy_version_one_draft_at_a_time", twice(make.a_policy, based_on=make.the_policy()))
    own = {"drafted_by": chen, "approved_by": chen, "approved_at": now}
    is_kept("policy_version_approver_is_not_drafter", lambda: make.a_policy(**own))
    is_kept("policy_version_approval_has_its_time", lambda: make.a_policy(approved_by=chen))


def test_a_term_is_checked_by_one_run_at_a_time_which_ends_when_it_has_ended():
    is_kept("eligibility_run_one_at_a_time_per_term", twice(make.a_run, status=RunStatus.RUNNING))
    is_kept("eligibility_run_finished_iff_not_running", lambda: make.a_run(finished_at=None))


def test_a_case_stands_once_and_no_amount_is_negative():
    is_kept("decision_case_once", twice(make.a_case))
    is_kept("decision_case_amount_is_not_negative", lambda: make.a_case(amount=-1))


def test_a_child_has_one_live_decision_a_programme_and_term():
    enrolment = students.an_enrolment()
    make.a_decision(enrolment=enrolment, superseded_by=make.a_run())
    is_kept("decision_one_live_per_student_programme_and_term", twice(make.a_decision, enrolment=enrolment))


def test_a_dry_run_says_one_thing_of_a_child_and_programme():
    is_kept("dry_change_once", twice(make.a_dry_change, run=make.a_run(dry=True), enrolment=students.an_enrolment()))


def test_a_finding_is_live_once_and_a_monitored_child_is_at_one_place():
    is_kept("finding_one_live_per_enrolment_and_code", twice(make.a_finding, enrolment=students.an_enrolment()))
    is_kept("whereabouts_once_per_term", twice(make.a_whereabouts, record=students.a_record()))
