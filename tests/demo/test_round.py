"""The demonstration's determination round: five schools at five steps, and not a yuan is due for another reason than before."""

from collections.abc import Iterator
from datetime import timedelta
from io import StringIO

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.utils import timezone

from aid_portal import jobs
from aid_portal.demo.users import KINDERGARTEN, SENIOR_SCHOOL, VOCATIONAL_SCHOOL, WANG_SCHOOL, ZHAO_SCHOOL
from aid_portal.models import Holiday, User
from aid_portal.workers import HEARTBEAT_KEY
from students.determination_choices import ApplicationStatus, DeterminationListStatus
from students.models import Application, Determination, DeterminationList, DeterminationRound, PublicNotice, TermSetting
from subsidies.actions import checks
from tests.reference import restore_reference_data

S = DeterminationListStatus


@pytest.fixture(scope="module")
def county(django_db_setup: None, django_db_blocker: object) -> Iterator[None]:
    with django_db_blocker.unblock():
        restore_reference_data()
        cache.delete(HEARTBEAT_KEY)
        call_command("seed_demo", "--size", "small", stdout=StringIO())
        yield
        call_command("flush", interactive=False, verbosity=0)


def test_a_school_stands_at_each_step(county: None) -> None:
    steps = dict(DeterminationList.objects.values_list("school__code", "status"))
    assert steps == {
        ZHAO_SCHOOL: S.APPROVED, VOCATIONAL_SCHOOL: S.APPROVED, SENIOR_SCHOOL: S.RETURNED,
        KINDERGARTEN: S.POSTED if calendar_is_known() else S.DRAFT,
    }  # fmt: skip
    held = Application.objects.get(list__status=S.APPROVED, status=ApplicationStatus.DECIDED)
    assert (held.enrolment.school.code, held.notice_rows.get().objections.get().result) == (VOCATIONAL_SCHOOL, "")
    assert set(Application.objects.filter(enrolment__school__code=WANG_SCHOOL).values_list("status", flat=True)) == {
        ApplicationStatus.SUBMITTED, ApplicationStatus.DRAFT,
    }  # fmt: skip


def calendar_is_known() -> bool:
    """From the middle of December on the seed may not know next year's holidays; then nothing can be posted."""
    return Holiday.objects.filter(day__year=(timezone.localdate() + timedelta(14)).year).exists()


def test_a_notice_hangs_today_and_families_may_still_apply(county: None) -> None:
    shown = list(PublicNotice.objects.on_show().values_list("school__code", flat=True))
    assert shown == ([KINDERGARTEN] if calendar_is_known() else [])
    assert DeterminationRound.objects.get().applications_until > timezone.localdate()


def test_what_was_approved_says_what_was_known_before_so_that_a_check_finds_nothing_new(county: None) -> None:
    approved = Application.objects.filter(status=ApplicationStatus.APPROVED)
    assert Determination.objects.exclude(application=None).count() == approved.count() > 10
    chen = User.objects.get(username="chen")
    run = checks.start(term=TermSetting.objects.get(pk="2022A"), by=chen, dry=True, post=False)
    jobs.run_inline(run.job)
    run.refresh_from_db()
    assert (run.status, run.counts) == ("done", {})
