"""Cases follow the check: who is suspected has one, who is found has none, and the numbers are those of the whereabouts."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from students.actions import matches, proofs
from students.models import Enrolment, MatchPair, Record
from subsidies.models import Whereabouts
from supervision.actions import dropout_closings, dropout_refresh
from supervision.models import DropoutCase
from supervision.reports.dropout_numbers import of_the_check
from tests.factories import dropouts as make
from tests.factories.students import a_file, a_proof, a_record, a_release, a_student, an_enrolment, an_index, the_term
from tests.subsidies.county import a_child, check, listed

pytestmark = pytest.mark.django_db
AUTUMN = date(2022, 9, 1)


@pytest.fixture
def rural(school):
    """A list on which one child at school stands, so that there is something to check."""
    a_child(school, "LIFTED")
    return Record.objects.get().release


def missing(rural, name: str = "赵小军", born: date = date(2012, 3, 4), **facts) -> Record:
    return a_record(release=rural, name=name, name_key=name, birth_date=born, id_index=an_index(), town="天度镇", **facts)


def followed(term: str = "2022A"):
    """The check, and what follows it."""
    run = check(term)
    return dropout_refresh.follow_check(run)


def the_numbers():
    return of_the_check("2022A", DropoutCase.objects.all(), Whereabouts.objects.all())


def is_accounted_for() -> bool:
    """The dropout numbers equal the whereabouts of the check, person by person."""
    said = Whereabouts.objects.filter(term="2022A", code="SUSPECT").values_list("record__person_mark", flat=True)
    told = DropoutCase.objects.of_the_check().values_list("person_mark", flat=True)
    return sorted(map(bytes, said)) == sorted(map(bytes, told)) and the_numbers().people == the_numbers().accounted


def test_a_suspected_child_gets_one_case_in_its_town_and_last_school(rural, school) -> None:
    town, record = make.the_town(), missing(rural)
    pupil = a_student(id_index=bytes(record.id_index), name=record.name)
    an_enrolment(student=pupil, school=school, term=the_term("2022S"), id_index=pupil.id_index, name="赵小军", name_key="赵小军")
    assert followed() == {"opened": 1, "ended": 0}
    assert followed() == {"opened": 0, "ended": 0}  # twice is once
    case = DropoutCase.objects.get()
    assert (case.source, case.status, case.place, case.town, case.school) == ("check", "suspected", "SUSPECT", town, school)
    assert (case.student, case.record, case.opened_on) == (pupil, record, date(2022, 9, 30))
    assert is_accounted_for()


def test_born_by_31_august_is_suspected_and_a_day_later_is_not_yet_of_age(rural) -> None:
    """Scenario 29."""
    missing(rural, "甲", date(2016, 8, 31))
    missing(rural, "乙", date(2016, 9, 1))
    followed()
    assert list(DropoutCase.objects.values_list("name", flat=True)) == ["甲"]
    assert is_accounted_for()


def test_a_child_found_elsewhere_closes_its_case_at_once_and_in_the_next_check(rural, lin) -> None:
    """Scenario 30."""
    record = missing(rural)
    followed()
    proof = a_proof(record=record, person_mark=bytes(record.person_mark))
    proofs.verify(proof=proof, by=lin)
    assert dropout_refresh.follow_proof(proof) == 1
    case = DropoutCase.objects.get()
    assert (case.status, case.reason, case.place, case.ended_by) == ("struck_off", "elsewhere", "SUSPECT", None)
    assert is_accounted_for()
    assert followed() == {"opened": 0, "ended": 0}
    case.refresh_from_db()
    assert case.place == "ELSEWHERE"
    assert the_numbers().suspects == 0


def test_a_proof_verified_before_the_case_was_opened_ends_it(rural, lin) -> None:
    record = missing(rural)
    run = check()
    proofs.verify(proof=a_proof(record=record, person_mark=bytes(record.person_mark)), by=lin)
    for _each in range(2):
        dropout_refresh.follow_check(run)
    assert [case.reason for case in DropoutCase.objects.all()] == ["elsewhere"]
    assert is_accounted_for()


def test_a_proof_found_untrue_opens_a_new_case(rural, lin) -> None:
    record = missing(rural)
    proof = a_proof(record=record, person_mark=bytes(record.person_mark))
    followed()
    proofs.verify(proof=proof, by=lin)
    dropout_refresh.follow_proof(proof)
    proofs.refuse(proof=proof, note="学校查无此人", by=lin)
    assert followed() == {"opened": 1, "ended": 0}
    assert list(DropoutCase.objects.order_by("pk").values_list("status", "place")) == [
        ("struck_off", ""),
        ("suspected", "SUSPECT"),
    ]
    assert is_accounted_for()


def test_who_finished_grade_nine_is_no_dropout(rural) -> None:
    """Scenario 31: at sixteen never suspected; who finishes later is struck off."""
    missing(rural, "大", date(2006, 5, 1), finished_grade_nine=True)
    young = missing(rural, "小", date(2008, 5, 1))
    followed()
    assert list(DropoutCase.objects.values_list("name", "status")) == [("小", "suspected")]
    Record.objects.filter(pk=young.pk).update(finished_grade_nine=True)
    assert followed() == {"opened": 0, "ended": 1}
    assert list(DropoutCase.objects.values_list("status", "reason")) == [("struck_off", "finished")]


def test_a_question_of_identity_is_decided_before_anybody_is_suspected(rural, school) -> None:
    """Scenario 34: the same id under another spelling, and the same name and birth date without an id."""
    same = a_child(school, name="张三", birth_date=date(2012, 1, 1))
    listed(same, "LIFTED", release=rural, name="张叁", name_key="张叁", birth_date=date(2012, 1, 1))
    twin = a_child(school, name="李四", birth_date=date(2012, 2, 2))
    listed(twin, "LIFTED", release=rural, id_index=None, id_state="missing", birth_date=date(2012, 2, 2))
    assert followed()["opened"] == 0
    assert set(Whereabouts.objects.filter(code="REVIEW").values_list("record__name", flat=True)) >= {"李四"}
    for pair in MatchPair.objects.open():
        matches.answer(pair=pair, same=False, reason="不是同一人", by=make.xu())
    followed()
    assert DropoutCase.objects.filter(name="李四", status="suspected").exists()
    assert is_accounted_for()


def test_who_sits_in_class_again_is_back(rural, school) -> None:
    record = missing(rural)
    followed()
    pupil = a_student(id_index=bytes(record.id_index), name=record.name, birth_date=record.birth_date)
    a_child(school, student=pupil, name=record.name, birth_date=record.birth_date)
    assert followed() == {"opened": 0, "ended": 1}
    case = DropoutCase.objects.get()
    assert (case.status, case.reason, case.ended_by) == ("back", "back", None)
    assert is_accounted_for()


def test_a_transfer_without_arrival_is_suspected_after_thirty_days_unless_another_school_has_the_child(
    rural, school, zhao_school
) -> None:
    """Scenario 17: who sits in the receiving school has arrived."""
    left = {"status": "transferred_out", "stage": "primary", "birth_date": date(2013, 1, 4)}
    gone = a_child(school, name="丙", status_on=AUTUMN - timedelta(1), **left)
    a_child(school, name="丁", status_on=date(2022, 9, 20), **left)  # ten days before the day that is asked about
    moved = a_child(school, name="戊", status_on=AUTUMN, **left)
    a_child(zhao_school, student=moved.student, name="戊", birth_date=date(2013, 1, 4))
    followed()
    case = DropoutCase.objects.get()
    assert (case.name, case.source, case.school, case.student) == ("丙", "transfer", school, gone.student)
    assert (case.place, the_numbers().suspects) == ("", 0)
    a_child(zhao_school, student=gone.student, name="丙", birth_date=date(2013, 1, 4))
    assert followed() == {"opened": 0, "ended": 1}


def test_a_legal_reason_that_two_people_accepted_stands_and_is_told_beside_the_check(rural) -> None:
    missing(rural)
    followed()
    case = DropoutCase.objects.get()
    facts = {"reason": "ill", "ended_on": make.SEEN, "until": date(2023, 7, 10), "note": "住院治疗。"}
    closing = make.DropoutClosing.objects.create(case=case, file=a_file(), made_by=make.an_officer(), **facts)
    dropout_closings.decide(closing=closing, approved=True, by=make.xu())
    assert followed() == {"opened": 0, "ended": 0}
    assert (the_numbers().people, the_numbers().ended, the_numbers().suspected) == (1, 1, 0)
    assert is_accounted_for()
    DropoutCase.objects.update(until=date(2022, 9, 1), opened_on=date(2022, 8, 1), ended_on=date(2022, 8, 2))
    assert followed() == {"opened": 1, "ended": 0}  # the time is over
    assert is_accounted_for()


def test_who_leaves_the_list_is_not_therefore_at_school(rural, school) -> None:
    missing(rural)
    followed()
    a_record(release=a_release(data_date=date(2022, 9, 25)), birth_date=date(2013, 1, 4))
    followed()
    case = DropoutCase.objects.get(name="赵小军")
    assert (case.status, case.place) == ("suspected", "")
    assert is_accounted_for()


def test_a_corrected_id_keeps_the_case(rural) -> None:
    spoilt = missing(rural, id_state="malformed", person_number="P001")
    Record.objects.filter(pk=spoilt.pk).update(id_index=None)
    followed()
    good = missing(a_release(data_date=date(2022, 9, 25)), person_number="P001")
    assert followed() == {"opened": 0, "ended": 0}
    case = DropoutCase.objects.get()
    assert (case.record, bytes(case.id_index), case.place) == (good, bytes(good.id_index), "SUSPECT")
    assert is_accounted_for()


def test_an_older_term_says_nothing_of_today(rural, school) -> None:
    missing(rural)
    followed()
    old = a_release(data_date=date(2022, 3, 1))
    missing(old, "旧")
    a_child(school, term="2022S")
    assert followed("2022S") == {"opened": 0, "ended": 0}
    assert not DropoutCase.objects.filter(name="旧").exists()


def test_a_term_under_way_is_dated_today(rural, monkeypatch) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda *_: date(2022, 11, 20))
    missing(rural)
    followed()
    assert DropoutCase.objects.get().opened_on == date(2022, 11, 20)


def test_a_person_on_two_rows_is_counted_once(rural) -> None:
    first = missing(rural)
    missing(rural, person_mark=bytes(first.person_mark))
    followed()
    numbers = the_numbers()
    assert (numbers.suspects, numbers.repeated, numbers.people, numbers.accounted) == (2, 1, 1, 1)


def test_who_was_absent_is_not_back_by_standing_on_the_roster(rural, school) -> None:
    child = Enrolment.objects.get()
    born = date(2007, 1, 1)  # fifteen, and still in grade nine
    make.a_case(student=child.student, person_mark=None, source="absence", place="", birth_date=born)
    followed()
    assert DropoutCase.objects.get().status == "suspected"
