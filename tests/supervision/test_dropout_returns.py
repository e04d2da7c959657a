"""A school tells each month and the county each quarter what the rows say, nought too; who has not sent is known."""

from datetime import date

import pytest
from django.utils import timezone

from aid_portal.choices import OrgKind, Role
from aid_portal.errors import AlreadyDone, Refused
from supervision.actions import dropout_returns
from supervision.dropout_choices import ReturnKind
from supervision.models import DropoutReturn
from supervision.reports.dropout_returns import owed, owed_by, reporting_schools, unsent_in
from supervision.rules.periods import before, due_on, first_of, last_of, months_of
from tests.factories import dropouts as make
from tests.factories.portal import a_person, a_school, the_bureau
from tests.factories.students import a_student, an_enrolment
from tests.factories.subsidies import a_whereabouts

pytestmark = pytest.mark.django_db
OCTOBER = date(2022, 10, 1)


def sent(unit, *, by, kind=ReturnKind.MONTH, first_day=OCTOBER, note="") -> DropoutReturn:
    return dropout_returns.send(unit=unit, kind=kind, first_day=first_day, note=note, on=date(2022, 11, 3), by=by)


def numbers(told: DropoutReturn) -> tuple:
    return told.enrolled, told.absent, told.suspected, told.dropouts, told.returned, told.struck_off


def test_periods_follow_the_calendar() -> None:
    assert first_of(ReturnKind.QUARTER, date(2022, 12, 31)) == date(2022, 10, 1)
    assert last_of(ReturnKind.QUARTER, date(2022, 10, 1)) == date(2022, 12, 31)
    assert last_of(ReturnKind.MONTH, date(2024, 2, 1)) == date(2024, 2, 29)
    assert before(ReturnKind.MONTH, date(2023, 1, 15)) == date(2022, 12, 1)
    assert before(ReturnKind.QUARTER, date(2023, 1, 1)) == date(2022, 10, 1)
    assert months_of(date(2022, 10, 1)) == [date(2022, 10, 1), date(2022, 11, 1), date(2022, 12, 1)]
    assert due_on(date(2022, 12, 1), 5) == date(2023, 1, 5)
    assert due_on(date(2022, 1, 1), 30) == date(2022, 2, 28)


def test_a_month_counts_what_stood_at_its_end(wang, school) -> None:
    an_enrolment(school=school)
    an_enrolment(school=school, status="transferred_out", status_on=date(2022, 11, 2))  # still there in October
    an_enrolment(school=school, stage="kindergarten")
    make.a_case(name="疑似")
    make.a_case(name="十一月列入", opened_on=date(2022, 11, 2))
    make.a_case(name="辍学", status="dropout", confirmed_on=make.SEEN, confirmed_by=make.xu())
    make.a_case(name="十一月确认", status="dropout", confirmed_on=date(2022, 11, 9), confirmed_by=make.xu())
    make.ended(name="十月复学")
    make.ended(name="十一月复学", ended_on=date(2022, 11, 9))
    make.a_case(name="销号", status="struck_off", reason="elsewhere", ended_on=make.SEEN)
    make.an_absence(student=a_student())
    make.an_absence(student=a_student(), first_day=date(2022, 10, 3), back_on=date(2022, 11, 2), ended_by=wang)
    make.an_absence(student=a_student(), first_day=date(2022, 10, 3), back_on=date(2022, 10, 31), ended_by=wang)
    assert numbers(sent(school, by=wang)) == (2, 2, 3, 1, 1, 1)


def test_a_school_without_dropouts_sends_nought_and_sends_once(wang, school) -> None:
    assert numbers(sent(school, by=wang)) == (0, 0, 0, 0, 0, 0)
    with pytest.raises(AlreadyDone, match="已经报送"):
        sent(school, by=wang)


def test_a_period_is_sent_when_it_is_over_and_by_whom_it_belongs_to(wang, school, chen) -> None:
    this_month = first_of(ReturnKind.MONTH, timezone.localdate())
    with pytest.raises(Refused, match="结束后再报送"):
        sent(school, by=wang, first_day=this_month)
    for unit, kind in ((school, ReturnKind.QUARTER), (the_bureau(), ReturnKind.MONTH)):
        with pytest.raises(Refused, match="请重新选择"):
            sent(unit, by=chen, kind=kind)
    with pytest.raises(Refused, match="请重新选择"):
        sent(school, by=wang, first_day=date(2022, 10, 2))


def test_a_teaching_point_is_told_by_the_school_that_runs_it(wang, school) -> None:
    point = a_school(name="教学点", parent=school)
    an_enrolment(school=point)
    make.a_case(school=point)
    told = sent(school, by=wang)
    assert (told.enrolled, told.suspected) == (1, 1)
    assert list(reporting_schools()) == [school]


def test_who_has_not_sent_is_known(wang, school, zhao_school) -> None:
    for each in (school, zhao_school):
        an_enrolment(school=each)
    a_school(name="城关幼儿园", school_type="kindergarten")
    sent(school, by=wang)
    assert list(owed(reporting_schools(), OCTOBER)) == [zhao_school]
    assert not owed_by(wang, OCTOBER).exists()
    assert list(owed_by(wang, date(2022, 11, 1))) == [school]
    assert not owed_by(wang, date(2026, 3, 1)).exists()  # nobody is on the roll of that term
    assert unsent_in(OCTOBER) == 5


def test_the_county_tells_the_number_of_the_check_and_who_was_missing(chen, school) -> None:
    a_whereabouts()
    told = sent(the_bureau(), by=chen, kind=ReturnKind.QUARTER)
    assert (told.by_check, told.unsent, told.unit.kind) == (1, 3, OrgKind.BUREAU)


def test_pages_show_the_numbers_before_and_after(log_in, wang, chen, zhao, zhao_school, school) -> None:
    make.a_case()
    client = log_in(wang)
    path = "/supervision/dropouts/months/send/?month=2022-10"
    assert "数字属实，报送" in client.get(path).content.decode()
    told = client.post(path, {"note": "已走访两次。"}, follow=True).content.decode()
    assert "已走访两次。" in told
    assert "2022年10月" in told
    assert "这一期已经报送" in client.get(path).content.decode()
    assert DropoutReturn.objects.get().suspected == 1
    listed = log_in(chen).get("/supervision/dropouts/months/?month=2022-10&state=unsent").content.decode()
    assert zhao_school.name in listed
    assert school.name not in listed
    assert log_in(zhao).get(DropoutReturn.objects.get().get_absolute_url()).status_code == 404


def test_whoever_answers_for_several_schools_chooses_one(log_in, zhao_school, school) -> None:
    he = a_person("he", "何向东", Role.CENTRAL_OFFICER, school.parent)
    client, path = log_in(he), "/supervision/dropouts/months/send/"
    assert "选择学校" in client.get(f"{path}?month=2022-10").content.decode()
    assert school.name in client.get(f"{path}?month=2022-10&school={school.pk}").content.decode()
    assert client.get(f"{path}?school=99999").status_code == 404


def test_a_quarter_is_the_countys(log_in, chen, wang) -> None:
    path = "/supervision/dropouts/quarters/send/?quarter=2022-10-01"
    assert "季度复核由县局做" in log_in(wang).get(path, follow=True).content.decode()
    log_in(chen).post(path, {"note": ""})
    assert "2022年第4季度" in log_in(chen).get("/supervision/dropouts/quarters/").content.decode()
    for bad in ("nonsense", "2022-13"):
        assert log_in(chen).get(f"/supervision/dropouts/quarters/send/?quarter={bad}").status_code == 200


def corrected(told, **said) -> DropoutReturn:
    facts = {"reason": "漏登一名学生", "note": "", "on": date(2022, 11, 8), **said}
    return dropout_returns.correct(wrong=told, **facts)


def test_a_return_that_was_wrong_is_counted_anew_with_a_reason_and_both_are_kept(wang, chen, zhao, school, log_in) -> None:
    wrong = sent(school, by=wang)
    make.an_absence(student=a_student())
    right = corrected(wrong, by=wang)
    assert (wrong.absent, right.absent, right.corrects, right.reason) == (0, 1, wrong, "漏登一名学生")
    assert list(DropoutReturn.objects.standing()) == [right]
    for person in (wang, chen):
        old, new = (log_in(person).get(each.get_absolute_url()).content.decode() for each in (wrong, right))
        assert "这份报表已经更正" in old
        assert "更正原因：漏登一名学生" in new
        assert "与本份不同：期末未到校 0" in new
    assert log_in(zhao).get(right.get_absolute_url()).status_code == 404
    listed = log_in(chen).get("/supervision/dropouts/months/?month=2022-10&state=sent").content.decode()
    assert "已更正" in listed
    assert right.get_absolute_url() in listed


def test_a_correction_says_why_and_says_something_else(wang, school) -> None:
    wrong = sent(school, by=wang)
    with pytest.raises(Refused, match="请写明更正的原因"):
        corrected(wrong, reason=" ", by=wang)
    with pytest.raises(Refused, match="与已报送的相同"):
        corrected(wrong, by=wang)
    assert corrected(wrong, note="已劝返一名学生。", by=wang).note == "已劝返一名学生。"
    make.an_absence(student=a_student())
    with pytest.raises(AlreadyDone, match="已经更正过"):
        corrected(wrong, by=wang)


def test_a_quarter_is_corrected_after_a_month_of_it(chen, wang, school) -> None:
    quarter = sent(the_bureau(), by=chen, kind=ReturnKind.QUARTER)
    make.a_case()
    assert corrected(quarter, by=chen).suspected == 1


def test_the_page_shows_both_numbers_before_and_the_api_corrects_too(log_in, wang, school, sun) -> None:
    told = sent(school, by=wang)
    make.an_absence(student=a_student())
    client, path = log_in(wang), f"{told.get_absolute_url()}correct/"
    assert "有变化" in client.get(path).content.decode()
    assert log_in(sun).get(path).status_code == 403
    client = log_in(wang)
    assert "至少" in client.post(path, {"reason": "漏"}).content.decode()
    second = client.post(f"/api/dropout-returns/{told.pk}/correct/", {"reason": "漏登一名学生"}).json()
    assert (second["corrects"], second["absent"], second["standing"]) == (told.pk, 1, True)
    assert client.get(f"/api/dropout-returns/{told.pk}/").json()["standing"] is False
    make.an_absence(student=a_student())
    shown = client.post(f"/supervision/dropouts/returns/{second['id']}/correct/", {"reason": "又漏一名"}, follow=True)
    assert "已更正，原来的报表保留在下面。" in shown.content.decode()
