"""What people do about a warning: only its owner acts, another person decides, and new facts open it again."""

from datetime import date, timedelta

import pytest

from aid_portal.actions import holidays
from aid_portal.errors import IllegalMove, Refused, Stale
from aid_portal.models import AuditEvent, Holiday
from supervision.actions import warning_deeds, warning_settings, warnings
from supervision.models import EarlyWarning, WarningSetting
from tests.factories.warnings import a_warning, refreshed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("holiday_table")]


@pytest.fixture
def warning(school):
    return a_warning(school)


def closed(warning, wang, lin):
    asked = warning_deeds.ask_to_close(warning=warning, reason="已核实", seen=warning.facts_hash, by=wang)
    warning_deeds.decide(request=asked, approved=True, by=lin)
    warning.refresh_from_db()
    return warning


def test_only_the_owner_and_the_units_above_it_act(warning, wang, zhao, chen):
    with pytest.raises(Refused) as refusal:
        warning_deeds.answer(warning=warning, text="不归我", by=zhao)
    assert (refusal.value.code, warning.answers.count()) == ("other_owner", 0)
    for each in (wang, chen):
        warning_deeds.answer(warning=warning, text="已走访", by=each)
    warning.refresh_from_db()
    assert (warning.status, warning.answers.count()) == ("handling", 2)
    assert AuditEvent.objects.filter(event="supervision.warning.answered").count() == 2


def test_who_asks_does_not_decide_and_a_no_says_why(warning, chen, lin):
    asked = warning_deeds.ask_to_close(warning=warning, reason="已核实", seen=warning.facts_hash, by=chen)
    with pytest.raises(Refused) as refusal:
        warning_deeds.decide(request=asked, approved=True, by=chen)
    assert refusal.value.code == "own_work"
    with pytest.raises(Refused):
        warning_deeds.decide(request=asked, approved=False, by=lin)
    warning_deeds.decide(request=asked, approved=False, note="请附佐证", by=lin)
    with pytest.raises(IllegalMove):
        warning_deeds.decide(request=asked, approved=True, by=lin)
    warning.refresh_from_db()
    assert warning.status == "handling"


def test_a_closed_warning_stays_closed_while_the_facts_stay_and_opens_again_when_they_change(warning, wang, lin):
    closed(warning, wang, lin)
    assert sum(refreshed(date(2022, 11, 1)).values()) == 0
    warning.record.risk_removed_on = date(2022, 8, 31)
    warning.record.save()
    refreshed(date(2022, 11, 2))
    warning.refresh_from_db()
    assert (warning.status, warning.settled_by, warning.reopened, warning.raised_on) == ("open", None, 1, date(2022, 11, 2))


def test_facts_that_changed_after_the_asking_must_be_looked_at_again(warning, wang, lin):
    with pytest.raises(Stale):
        warning_deeds.ask_to_close(warning=warning, reason="已核实", seen="x", by=wang)
    asked = warning_deeds.ask_to_close(warning=warning, reason="已核实", seen=warning.facts_hash, by=wang)
    EarlyWarning.objects.update(facts_hash="changed")
    with pytest.raises(Stale):
        warning_deeds.decide(request=asked, approved=True, by=lin)


def test_what_is_settled_is_not_acted_on_any_more(warning, wang, lin):
    closed(warning, wang, lin)
    with pytest.raises(Refused) as refusal:
        warning_deeds.answer(warning=warning, text="补充", by=wang)
    assert refusal.value.code == "settled"


def test_a_request_whose_warning_mends_itself_needs_no_decision(warning, wang, lin):
    asked = warning_deeds.ask_to_close(warning=warning, reason="已核实", seen=warning.facts_hash, by=wang)
    warning.record.release.status = "withdrawn"
    warning.record.release.save()
    refreshed()
    with pytest.raises(Refused) as refusal:
        warning_deeds.decide(request=asked, approved=True, by=lin)
    assert refusal.value.code == "settled"


def test_more_time_is_asked_for_a_later_day_once_and_moves_the_deadline_when_granted(warning, wang, lin):
    with pytest.raises(Refused) as refusal:
        warning_deeds.ask_for_time(warning=warning, until=warning.due_on, reason="材料未到", by=wang)
    assert refusal.value.code == "not_later"
    until = warning.due_on + timedelta(10)
    asked = warning_deeds.ask_for_time(warning=warning, until=until, reason="材料未到", by=wang)
    with pytest.raises(Refused) as refusal:
        warning_deeds.ask_for_time(warning=warning, until=until, reason="材料未到", by=wang)
    assert refusal.value.code == "waiting"
    warning_deeds.decide(request=asked, approved=True, by=lin)
    warning.refresh_from_db()
    assert warning.due_on == until


def test_scenario_35_a_year_without_holidays_gives_no_deadline_and_a_table_gives_it_later(school):
    Holiday.objects.all().delete()
    warning = a_warning(school)
    assert warning.due_on is None
    assert sum(warnings.refresh(day=date(2022, 9, 27)).values()) == 0
    holidays.seed(years=[2022], by="console")
    warnings.refresh(day=date(2022, 9, 27))
    warning.refresh_from_db()
    assert (warning.due_on, warning.raised_on) == (date(2022, 10, 20), date(2022, 9, 26))


def test_new_days_and_owners_hold_for_what_comes_and_the_owner_for_what_stands(warning, bureau, lin):
    due = warning.due_on
    setting = WarningSetting.objects.get(kind="risk_removed")
    warning_settings.change(setting=setting, owner="bureau", working_days=3, by=lin)
    refreshed()
    warning.refresh_from_db()
    assert (warning.owner, warning.due_on) == (bureau, due)
    events = AuditEvent.objects.filter(event="supervision.warning.setting_changed")
    warning_settings.change(setting=setting, owner="bureau", working_days=3, by=lin)
    assert events.count() == 1
