"""`manage.py seed_demo`: a small county through the portal's own verbs, with something on everybody's desk."""

from collections.abc import Iterator
from io import StringIO

import pytest
from django.apps import apps
from django.core.cache import cache
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from aid_portal.choices import AssignmentStatus, Role
from aid_portal.management.commands import seed_demo
from aid_portal.models import OrgUnit, RoleAssignment, User
from aid_portal.workers import HEARTBEAT_KEY
from students.choices import PairStatus, ReleaseStatus, UploadStatus
from students.models import Enrolment, MatchPair, Release, RosterUpload
from subsidies.choices import PolicyStatus, RunStatus
from subsidies.menu import policies_waiting
from subsidies.models import Decision, EligibilityRun, PolicyVersion, Whereabouts
from tests.reference import restore_reference_data

TERMS = ["2022S", "2022A"]


def seed(*arguments: str) -> str:
    printed = StringIO()
    call_command("seed_demo", "--size", "small", *arguments, stdout=printed)
    return printed.getvalue()


@pytest.fixture(scope="module")
def county(django_db_setup: None, django_db_blocker: object) -> Iterator[str]:
    """Made once, with real transactions, as the imports want them; nobody is awake, so the check runs in this process."""
    with django_db_blocker.unblock():
        restore_reference_data()
        cache.delete(HEARTBEAT_KEY)
        yield seed()
        call_command("flush", interactive=False, verbosity=0)


def rows() -> dict[str, int]:
    return {model._meta.label: model._base_manager.count() for model in apps.get_models()}


def test_each_step_is_told_with_its_outcome(county: str) -> None:
    steps = [line for line in county.splitlines() if "·" in line]
    assert len(steps) == 15
    assert all(line.endswith("秒）") for line in steps)


def test_a_draft_of_the_policy_waits_for_the_approver(county: str) -> None:
    waiting = PolicyVersion.objects.get(status=PolicyStatus.SUBMITTED)
    assert (waiting.drafted_by.username, policies_waiting(User.objects.get(username="lin"))) == ("chen", 1)


def test_there_is_an_account_for_every_role_and_the_screen_names_it(county: str) -> None:
    held = set(RoleAssignment.objects.filter(status=AssignmentStatus.GRANTED).values_list("role", flat=True))
    assert held == set(Role.values)
    told = list(seed_demo.account_lines())
    assert len(told) == len(Role.values) + 1
    for name in (line.split()[0] for line in told[:-1]):
        assert User.objects.get(username=name).check_password("Yanshi-2022")


def test_both_terms_have_children_and_were_checked_twice(county: str) -> None:
    for term in TERMS:
        assert 1_400 < Enrolment.objects.filter(term=term).count() < 1_600
        assert EligibilityRun.objects.filter(term=term, status=RunStatus.DONE).count() == 2
        assert Decision.objects.live().for_term(term).count() > 400
        assert Whereabouts.objects.filter(term=term).exists()


def test_a_school_finds_a_checked_roster_with_its_new_boarders(county: str) -> None:
    waiting = RosterUpload.objects.exclude(status=UploadStatus.ACCEPTED).get()
    assert (waiting.status, waiting.uploaded_by.username) == (UploadStatus.CHECKED, "wang")
    assert (waiting.changed, waiting.new) == (6, 0)


def test_a_list_that_lost_a_fifth_of_its_rows_is_held(county: str) -> None:
    held = Release.objects.get(status=ReleaseStatus.HELD)
    assert held.rows < 0.9 * held.previous.rows
    assert "减少超过10%" in held.refusal


def test_questions_of_both_terms_are_open_and_some_are_answered(county: str) -> None:
    for term in TERMS:
        states = set(MatchPair.objects.filter(term=term).values_list("status", flat=True))
        assert PairStatus.OPEN in states
        assert len(states) > 1


def test_a_role_waits_for_the_security_administrator(county: str) -> None:
    asked = RoleAssignment.objects.get(status=AssignmentStatus.PROPOSED)
    assert (asked.user.username, asked.role) == ("zhou", Role.SCHOOL_OFFICER)


def test_run_again_it_changes_nothing(county: str) -> None:
    before = rows()
    assert "没有变化" in seed()
    assert rows() == before


@pytest.mark.django_db
def test_it_keeps_out_of_a_database_with_other_data() -> None:
    OrgUnit.objects.create(code="610324", name="真实的县", kind="bureau")
    with pytest.raises(CommandError, match="已有别的数据"):
        seed()


@pytest.mark.django_db
def test_without_tables_it_says_what_to_run_first() -> None:
    MigrationRecorder(connection).flush()
    with pytest.raises(CommandError, match="请运行 python manage"):
        seed()


@pytest.mark.django_db
def test_production_has_no_made_up_county(settings: object) -> None:
    settings.PRODUCTION = True
    with pytest.raises(CommandError, match="生产环境不能建立"):
        seed()
