"""The demonstration's determination round and early warnings: work at every step, and not a yuan is due for another reason."""

from collections import Counter
from datetime import date, timedelta

from django.utils import timezone

from aid_portal import jobs
from aid_portal.demo.users import KINDERGARTEN, SENIOR_SCHOOL, VOCATIONAL_SCHOOL, WANG_SCHOOL, ZHAO_SCHOOL
from aid_portal.models import Holiday, User
from students.determination_choices import ApplicationStatus, DeterminationListStatus
from students.models import (
    Application,
    Determination,
    DeterminationList,
    DeterminationRound,
    PublicNotice,
    Release,
    TermSetting,
)
from subsidies.actions import checks
from subsidies.models import EligibilityRun
from supervision.models import EarlyWarning, HardshipReport, WarningRequest

S = DeterminationListStatus


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


def test_the_list_of_the_month_after_raises_its_warnings_and_some_are_worked_on(county: str) -> None:
    """Three households are safe, two registered anew, two gone, two children newly watched and a third of that house left out."""
    of_october = EarlyWarning.objects.filter(release__kind="rural", release__data_date=date(2022, 10, 20))
    assert Counter(of_october.values_list("kind", "status")) == {
        ("risk_removed", "closed"): 1, ("risk_removed", "handling"): 1, ("risk_removed", "open"): 1,
        ("household_moved", "handling"): 1, ("household_moved", "open"): 1,
        ("left", "handling"): 1, ("left", "open"): 2, ("entered", "open"): 2, ("stage_differs", "open"): 1,
        ("household_gap", "open"): 1,
    }  # fmt: skip
    assert WarningRequest.objects.filter(kind="close", status="proposed").count() == 1
    report = HardshipReport.objects.get()
    assert (report.unit.code, report.warnings.get().status) == (WANG_SCHOOL, "open")


def test_no_check_of_the_term_reads_the_list_of_the_month_after(county: str) -> None:
    """It is of a day after the cut-off: what is due in the term stays as it is."""
    later = Release.objects.get(kind="rural", data_date=date(2022, 10, 20))
    cut_off = TermSetting.objects.get(pk="2022A").cut_off_on
    assert cut_off < later.data_date
    assert Release.objects.newest_on(cut_off)["rural"].data_date == date(2022, 9, 20)
    assert not EligibilityRun.objects.filter(releases__rural=later.pk).exists()
