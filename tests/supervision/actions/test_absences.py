"""A child does not come: three school days and the family is asked, ten and it is suspected; it is back and all ends."""

from datetime import date

import pytest
from django.utils import timezone

from aid_portal.errors import AlreadyDone, Refused
from supervision.actions import absences, dropout_days, dropouts
from supervision.dropout_choices import ParameterCode
from supervision.models import AbsenceReport, DropoutCase
from supervision.reports.absences import Clock, contacts_due, to_suspect
from tests.factories import dropouts as make
from tests.factories.students import an_enrolment
from tests.factories.supervision import the_school

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("holiday_table")]
MONDAY = date(2022, 10, 10)  # the week after the holidays; 8 and 9 October are made up for


def reported(wang, *, first: date = MONDAY, **facts) -> AbsenceReport:
    seat = facts.pop("seat", None) or an_enrolment(school=the_school(), birth_date=date(2013, 1, 4))
    return absences.report(enrolment=seat, facts={"first_day": first, "cause": "unknown", "note": "", **facts}, by=wang)


def test_a_pupil_is_reported_once_until_it_is_back(wang) -> None:
    seat = an_enrolment(school=the_school())
    report = reported(wang, seat=seat)
    assert (report.student, report.seat, report.reported_by) == (seat.student, "小学 三年级 1班", wang)
    with pytest.raises(AlreadyDone, match="未结束的缺勤报告"):
        reported(wang, seat=seat)
    absences.end(report=report, back_on=date(2022, 10, 12), by=wang)
    assert reported(wang, seat=seat, first=date(2022, 10, 20)).pk != report.pk


def test_only_who_sits_in_class_can_be_absent_and_not_from_tomorrow_on(wang) -> None:
    with pytest.raises(Refused, match="不是在读学生"):
        reported(wang, seat=an_enrolment(school=the_school(), status="suspended"))
    with pytest.raises(Refused, match="用于小学、初中学生"):
        reported(wang, seat=an_enrolment(school=the_school(), stage="senior"))
    with pytest.raises(Refused, match="不能晚于今天"):
        reported(wang, first=date(2999, 1, 1))


def test_the_family_is_asked_after_three_school_days_and_suspicion_comes_after_ten(wang) -> None:
    report = reported(wang)
    assert [contacts_due(wang, date(2022, 10, day)).count() for day in (11, 12)] == [0, 1]
    absences.contact(report=report, on=date(2022, 10, 12), note="母亲称孩子在外婆家", by=wang)
    assert not contacts_due(wang, date(2022, 10, 12)).exists()
    assert [to_suspect(AbsenceReport.objects.all(), date(2022, 10, day)).count() for day in (20, 21)] == [0, 1]


def test_the_holidays_are_no_school_days_and_made_up_days_are() -> None:
    report = make.an_absence(first_day=date(2022, 9, 30))
    assert Clock(date(2022, 10, 7)).missed(report) == 1  # the seven days of the national holiday
    assert Clock(date(2022, 10, 9)).missed(report) == 3  # Saturday and Sunday, worked for them
    report.back_on = date(2022, 10, 10)
    assert Clock(date(2022, 12, 1)).missed(report) == 3


def test_a_year_without_a_table_counts_monday_to_friday() -> None:
    report = make.an_absence(first_day=date(2031, 1, 6))
    assert Clock(date(2031, 1, 12)).missed(report) == 5


def test_whoever_is_away_too_long_becomes_one_case(wang) -> None:
    report = reported(wang)
    assert absences.run(day=date(2022, 10, 20)) == 0
    assert [absences.run(day=date(2022, 10, 21)) for _each in range(2)] == [1, 0]
    case = DropoutCase.objects.get()
    assert (case.source, case.student, case.school, case.opened_on) == (
        "absence",
        report.student,
        the_school(),
        date(2022, 10, 21),
    )
    assert case.note == "自2022-10-10起未到校，去向不明"
    assert AbsenceReport.objects.get().case == case


def test_a_child_that_has_a_case_already_gets_no_second_one(wang) -> None:
    report = reported(wang)
    case = make.a_case(student=report.student)
    absences.run(day=date(2022, 10, 31))
    assert AbsenceReport.objects.get().case == case


def test_a_child_that_is_back_has_no_case_any_more(wang) -> None:
    report = reported(wang)
    absences.run(day=date(2022, 10, 21))
    absences.end(report=report, back_on=date(2022, 10, 24), by=wang)
    case = DropoutCase.objects.get()
    assert (case.status, case.reason, case.ended_on, case.ended_by) == ("back", "back", date(2022, 10, 24), wang)
    for deed in (
        lambda: absences.end(report=report, back_on=MONDAY, by=wang),
        lambda: absences.contact(report=report, on=MONDAY, note="再", by=wang),
    ):
        with pytest.raises(Refused, match="这份报告已结束"):
            deed()


def test_a_confirmed_dropout_is_not_ended_by_the_schools_word_alone(wang) -> None:
    report = reported(wang)
    absences.run(day=date(2022, 10, 21))
    make.a_visit(DropoutCase.objects.get())
    dropouts.confirm(case=DropoutCase.objects.get(), note="", by=make.xu())
    absences.end(report=report, back_on=date(2022, 10, 24), by=wang)
    assert DropoutCase.objects.get().status == "dropout"


def test_nobody_is_back_or_asked_before_the_first_day(wang) -> None:
    report = reported(wang)
    with pytest.raises(Refused, match="返校日期不能早于"):
        absences.end(report=report, back_on=date(2022, 10, 9), by=wang)
    with pytest.raises(Refused, match="联系日期不能早于"):
        absences.contact(report=report, on=date(2022, 10, 9), note="已联系", by=wang)


def test_the_county_sets_its_own_days(wang, lin) -> None:
    dropout_days.set_days(code=ParameterCode.ABSENCE_SUSPECT, days=5, source="扶教发〔2022〕30号", by=lin)
    reported(wang)
    assert absences.run(day=date(2022, 10, 14)) == 1
    assert timezone.now() >= dropout_days.DropoutParameter.objects.get().set_at


def test_a_vacation_is_no_absence(wang) -> None:
    report = make.an_absence(first_day=date(2023, 1, 12))
    make.a_supply("2022A", date(2022, 9, 1), date(2023, 1, 13))
    make.a_supply("2023S", date(2023, 2, 20), date(2023, 7, 7))
    assert Clock(date(2023, 2, 19)).missed(report) == 2  # Thursday and Friday before the winter vacation
    assert Clock(date(2023, 2, 21)).missed(report) == 4
    suspected = [to_suspect(AbsenceReport.objects.all(), day).exists() for day in (date(2023, 2, 28), date(2023, 3, 1))]
    assert suspected == [False, True]


def test_a_term_whose_days_nobody_has_set_counts_whole(wang) -> None:
    make.a_supply("2022A", date(2022, 9, 1), date(2023, 1, 13))
    report = make.an_absence(first_day=date(2023, 1, 12))
    assert Clock(date(2023, 2, 3)).missed(report) == 2 + 3


def test_another_beginning_of_one_school_s_kitchen_changes_no_child_s_days(school) -> None:
    make.a_supply("2022A", date(2022, 9, 26), date(2023, 1, 13), school=school)
    assert Clock(date(2022, 9, 16)).missed(make.an_absence(first_day=date(2022, 9, 13))) == 4
