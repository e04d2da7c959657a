"""What the database promises of warnings, whatever code writes to it."""

from datetime import date

import pytest
from django.db import connection
from django.utils import timezone

from supervision.models import EarlyWarning, HardshipReport, WarningAnswer, WarningRequest, WarningSetting
from tests.factories.students import a_student
from tests.factories.warnings import a_warning
from tests.promises import changed, is_kept, refused, twice

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("holiday_table")]


@pytest.fixture
def warning(school):
    return a_warning(school)


def a_request(warning, by, **facts):
    return WarningRequest.objects.create(
        **{"warning": warning, "kind": "close", "reason": "已核实", "facts_hash": "", "made_by": by, **facts}
    )


def a_report(school, by, **facts):
    defaults = {"student": a_student(), "unit": school, "event": "illness", "happened_on": date(2022, 10, 8)}
    return HardshipReport.objects.create(**{**defaults, "account": "父亲住院", "reported_by": by, **facts})


def test_a_cause_is_warned_of_once(warning):
    facts = {field.attname: getattr(warning, field.attname) for field in warning._meta.concrete_fields if field.attname != "id"}
    is_kept("warning_once_per_kind_and_cause", lambda: EarlyWarning.objects.create(**facts))


def test_a_warning_is_stamped_when_it_is_settled_and_by_whom_only_when_closed(warning, lin):
    is_kept("warning_is_stamped_when_settled", changed(warning, status="mended"))
    now, name = timezone.now(), "warning_closed_by_a_person_and_settled_otherwise_by_facts"
    is_kept(name, changed(warning, status="closed", settled_at=now))
    is_kept(name, changed(warning, status="mended", settled_at=now, settled_by=lin))


def test_a_warning_is_about_somebody(warning):
    is_kept("warning_is_about_somebody", changed(warning, student=None, record=None))


def test_an_answer_says_something_and_stays_as_it_was_written(warning, wang):
    is_kept("warning_answer_says_something", lambda: WarningAnswer.objects.create(warning=warning, text="", made_by=wang))
    answer = WarningAnswer.objects.create(warning=warning, text="已走访", made_by=wang)
    refused("Cannot update", changed(answer, text="没有走访"))


def test_a_request_is_decided_by_another_person_with_its_stamp(warning, wang):
    request = a_request(warning, wang)
    is_kept(
        "warningrequest_approver_is_not_maker", changed(request, status="approved", decided_by=wang, decided_at=timezone.now())
    )
    is_kept("warningrequest_decided_iff_stamped", changed(request, status="refused"))


def test_a_request_says_why_and_extends_to_a_later_day(warning, wang):
    is_kept("warning_request_says_why", lambda: a_request(warning, wang, reason=""))
    day = date(2022, 10, 13)
    late = {"kind": "extend", "due_before": day, "due_after": day}
    is_kept("warning_request_extends_to_a_later_day", lambda: a_request(warning, wang, **late))
    is_kept("warning_request_extends_to_a_later_day", lambda: a_request(warning, wang, due_after=day))


def test_one_request_waits_at_a_time(warning, wang):
    is_kept("warning_request_one_waits_a_warning", twice(a_request, warning=warning, by=wang))


def test_a_kind_takes_one_to_sixty_days_and_a_change_has_its_person():
    setting = WarningSetting.objects.get(kind="left")
    is_kept("warning_setting_gives_one_to_sixty_days", changed(setting, working_days=0))
    is_kept("warning_setting_gives_one_to_sixty_days", changed(setting, working_days=61))
    is_kept("warning_setting_change_has_its_person", changed(setting, changed_at=timezone.now()))


def test_a_report_says_what_happened_and_why_it_was_withdrawn(school, wang):
    is_kept("hardship_report_says_what_happened", lambda: a_report(school, wang, account=""))
    report = a_report(school, wang)
    is_kept("hardship_report_withdrawal_has_its_person", changed(report, withdrawn_by=wang))
    is_kept("hardship_report_withdrawn_says_why", changed(report, status="withdrawn"))
    stamped = {"withdrawn_by": wang, "withdrawn_at": timezone.now()}
    is_kept("hardship_report_withdrawn_says_why", changed(report, status="withdrawn", **stamped))


def test_a_child_that_an_undone_roster_brought_leaves_the_warning_of_the_list(warning):
    student = warning.student
    warning.student.enrolments.all().delete()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM students_student WHERE id = %s", [student.pk])
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    warning.refresh_from_db()
    assert (warning.student, warning.name) == (None, "李小明")
