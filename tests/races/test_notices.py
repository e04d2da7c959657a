"""Two issuers at once: two numbers and no gap; two signers of one notice: one number; two runs of a day: every step once."""

from collections.abc import Callable
from datetime import date

import pytest

from aid_portal import audit
from aid_portal.actions import holidays
from aid_portal.choices import Role
from aid_portal.models import AuditEvent
from supervision.actions import issue_words, notices, steps
from supervision.models import RectificationNotice, Step
from supervision.models.issue_words import WordYearQuerySet
from supervision.models.notices import NoticeQuerySet
from tests.factories import notices as given
from tests.factories import supervision as make
from tests.factories.subsidies_money import a_hand
from tests.races.together import at_once, meeting

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
AT_ONCE = 8
PATIENCE = 10.0
TWO_DAYS_BEFORE = date(2022, 5, 9)


@pytest.fixture(autouse=True)
def _holiday_table(db: None) -> None:
    holidays.seed(years=[2022], by=audit.CONSOLE)


def issues() -> list[Callable[[], object]]:
    """Eight people sign eight notices."""

    def deed(number: int) -> Callable[[], object]:
        notice, by = given.submitted(), a_hand(f"signer{number}", Role.COUNTY_APPROVER)
        return lambda: notices.issue(notice=notice, on=make.ISSUED, by=by)

    return [deed(number) for number in range(AT_ONCE)]


def signings() -> list[Callable[[], object]]:
    """Two people sign one notice."""
    notice = given.submitted()
    signers = [a_hand(f"signer{number}", Role.COUNTY_APPROVER) for number in range(2)]
    return [lambda by=by: notices.issue(notice=notice, on=make.ISSUED, by=by) for by in signers]


def numbers() -> list[int]:
    return sorted(RectificationNotice.objects.numbered().values_list("number", flat=True))


def test_eight_issuers_at_once_get_eight_numbers_and_no_gap() -> None:
    assert at_once(issues()) == ["done"] * AT_ONCE
    assert numbers() == list(range(1, AT_ONCE + 1))


def test_without_the_lock_nobody_gets_a_number_twice_and_there_is_no_gap(monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: the losers are refused by the database, and their numbers are not lost."""
    deeds = issues()
    monkeypatch.setattr(WordYearQuerySet, "locked", WordYearQuerySet.all)
    meeting(monkeypatch, issue_words, "_locked", AT_ONCE, PATIENCE)
    found = at_once(deeds)
    assert {"InternalError", "IntegrityError"} & set(found)
    assert numbers() == list(range(1, found.count("done") + 1))


def test_of_two_who_sign_a_notice_at_once_one_signs_and_the_other_is_told() -> None:
    assert at_once(signings()) == ["IllegalMove", "done"]
    assert (numbers(), AuditEvent.objects.filter(event="supervision.notice.issued").count()) == ([1], 1)


def test_two_signers_who_do_not_wait_are_stopped_by_the_database(monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: the notice keeps its first number and its first signer."""
    deeds = signings()
    monkeypatch.setattr(NoticeQuerySet, "locked", NoticeQuerySet.all)
    meeting(monkeypatch, notices, "locked", 2, PATIENCE)
    assert at_once(deeds) == ["InternalError", "done"]
    assert numbers() == [1]


def test_a_day_run_by_eight_at_once_sends_every_reminder_once() -> None:
    notice = given.delivered()
    assert at_once([lambda: steps.run(day=TWO_DAYS_BEFORE)] * AT_ONCE) == ["done"] * AT_ONCE
    assert notice.steps.count() == 1


def test_runs_that_do_not_wait_are_stopped_by_the_database(monkeypatch: pytest.MonkeyPatch) -> None:
    """The control."""
    given.delivered()
    monkeypatch.setattr(NoticeQuerySet, "locked", NoticeQuerySet.all)
    meeting(monkeypatch, steps, "running", AT_ONCE, PATIENCE)
    found = at_once([lambda: steps.run(day=TWO_DAYS_BEFORE)] * AT_ONCE)
    assert (found.count("done"), set(found)) == (1, {"done", "IntegrityError"})
    assert Step.objects.count() == 1
