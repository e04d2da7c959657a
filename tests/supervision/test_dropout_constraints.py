"""What the database promises of cases of dropout, of what is done about them, and of what is reported."""

from datetime import date

import pytest

from supervision.models import DropoutParameter
from tests.factories import dropouts as make
from tests.factories.portal import a_user
from tests.factories.students import a_student, an_index
from tests.promises import changed, is_kept, refused, twice

pytestmark = pytest.mark.django_db


def test_a_child_has_one_open_case_however_it_is_known() -> None:
    mark, student, index = an_index(), a_student(), an_index()
    make.ended(person_mark=mark, student=student, id_index=index)  # the former one has ended
    is_kept("dropoutcase_one_open_per_person", twice(make.a_case, person_mark=mark))
    is_kept("dropoutcase_one_open_per_student", twice(make.a_case, person_mark=None, student=student))
    is_kept("dropoutcase_one_open_per_id", lambda: [make.a_case(id_index=index), make.a_case(id_index=index)])


@pytest.mark.parametrize(
    ("name", "facts"),
    [
        ("dropoutcase_is_of_somebody", {"person_mark": None}),
        ("dropoutcase_ended_iff_a_reason_is_given", {"reason": "ill"}),
        ("dropoutcase_ended_iff_a_reason_is_given", {"status": "struck_off", "reason": "ill"}),
        ("dropoutcase_back_iff_at_school", {"status": "back", "reason": "ill", "ended_on": make.SEEN}),
        ("dropoutcase_back_iff_at_school", {"status": "struck_off", "reason": "back", "ended_on": make.SEEN}),
        ("dropoutcase_confirmed_by_somebody_on_a_day", {"confirmed_on": make.SEEN}),
        ("dropoutcase_a_dropout_was_confirmed", {"status": "dropout"}),
    ],
)
def test_a_case_says_of_whom_it_is_and_how_it_ended(name: str, facts: dict) -> None:
    is_kept(name, lambda: make.a_case(**facts))


def test_what_was_done_stays_as_it_was_written() -> None:
    case = make.a_case()
    for row in (make.a_visit(case), make.a_step(case), make.a_measure(case), make.a_return()):
        refused("Cannot update or delete", changed(row, note="改") if hasattr(row, "note") else changed(row, summary="改"))
        refused("Cannot delete|Cannot update or delete", row.delete)


def test_a_visit_says_what_happened_and_a_rung_is_taken_once() -> None:
    is_kept("dropoutvisit_says_what_happened", lambda: make.a_visit(summary=""))
    is_kept("dropoutstep_once_a_rung", twice(make.a_step, case=make.a_case()))
    is_kept("dropoutstep_an_order_is_a_paper", lambda: make.a_step(rung="town"))
    is_kept("dropoutmeasure_begins_before_it_ends", lambda: make.a_measure(ends_on=date(2022, 10, 1)))


@pytest.mark.parametrize(
    ("name", "facts"),
    [
        ("dropoutclosing_reason_is_one_of_the_law", {"reason": "elsewhere"}),
        ("dropoutclosing_for_a_time_says_until_when", {"reason": "ill"}),
        ("dropoutclosing_for_a_time_says_until_when", {"until": date(2023, 7, 1)}),
        ("dropoutclosing_holds_from_a_day_on", {"reason": "ill", "until": date(2022, 10, 1)}),
        ("dropoutclosing_approver_is_not_maker", {"status": "approved", "decided_by": make.xu, "made_by": make.xu}),
        ("dropoutclosing_decided_iff_stamped", {"status": "refused", "decided_at": None}),
    ],
)
def test_a_case_ends_by_a_reason_of_the_law_that_two_people_looked_at(name: str, facts: dict) -> None:
    is_kept(name, lambda: make.a_closing(**{key: fact() if callable(fact) else fact for key, fact in facts.items()}))


def test_one_proposal_waits_at_a_time() -> None:
    is_kept("dropoutclosing_one_waits_per_case", twice(make.a_closing, case=make.a_case()))


@pytest.mark.parametrize(
    ("name", "facts"),
    [
        ("absencereport_contact_has_its_person", {"contacted_on": make.SEEN}),
        ("absencereport_end_has_its_person", {"back_on": make.SEEN}),
        ("absencereport_nobody_is_back_before_leaving", {"back_on": date(2022, 10, 9), "ended_by": make.an_officer}),
        ("absencereport_contact_comes_after_the_first_day", {"contacted_on": date(2022, 10, 9), "contacted_by": make.an_officer}),
    ],
)
def test_a_report_of_absence_says_who_and_when(name: str, facts: dict) -> None:
    is_kept(name, lambda: make.an_absence(**{key: fact() if callable(fact) else fact for key, fact in facts.items()}))


def test_a_child_is_reported_absent_once_at_a_time() -> None:
    is_kept("absencereport_one_open_per_child", twice(make.an_absence, student=a_student()))


@pytest.mark.parametrize(
    ("name", "facts"),
    [
        ("dropoutreturn_begins_with_its_period", {"first_day": date(2022, 10, 2)}),
        ("dropoutreturn_begins_with_its_period", {"kind": "quarter", "first_day": date(2022, 11, 1), "by_check": 0, "unsent": 0}),
        ("dropoutreturn_of_the_county_tells_the_check", {"kind": "quarter"}),
        ("dropoutreturn_of_the_county_tells_the_check", {"by_check": 3}),
    ],
)
def test_a_return_is_of_a_whole_period(name: str, facts: dict) -> None:
    is_kept(name, lambda: make.a_return(**facts))


def test_a_period_is_sent_once() -> None:
    is_kept("dropoutreturn_once_a_period", twice(make.a_return))


def test_days_are_days_that_somebody_set() -> None:
    is_kept("dropoutparameter_is_at_least_a_day", lambda: DropoutParameter.objects.create(code="arrival", days=0))
    is_kept("dropoutparameter_set_by_somebody", lambda: DropoutParameter.objects.create(code="arrival", days=9, set_by=a_user()))


def test_a_correction_is_of_the_same_period_and_says_why() -> None:
    told = make.a_return()
    is_kept("dropoutreturn_correction_says_why", lambda: make.a_return(corrects=told))
    is_kept("dropoutreturn_correction_says_why", lambda: make.a_return(first_day=date(2022, 11, 1), reason="漏登"))
    other = {"corrects": told, "reason": "漏登", "first_day": date(2022, 11, 1)}
    refused("dropoutreturn_corrects_its_own_period", lambda: make.a_return(**other))
