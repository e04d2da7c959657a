"""A class teacher whose role names a class sees the children of this class and nothing of the class next door."""

from datetime import date

import pytest

from aid_portal import audit
from aid_portal.actions import holidays
from aid_portal.choices import Role, SchoolType
from aid_portal.terms import Term
from aid_portal.waiting import Viewer
from subsidies.models import ClassMeals
from supervision.models import AbsenceReport
from tests.factories import determinations as make
from tests.factories import dropouts, meals
from tests.factories.portal import a_person, a_role, a_school, a_user
from tests.students.pupils import a_pupil

pytestmark = pytest.mark.django_db
SEVENTH = {"stage": "junior", "grade": 1}
MINE = {**SEVENTH, "class_name": "1班"}
DAY = date(2022, 9, 5)


@pytest.fixture(autouse=True)
def holiday_table(db):
    holidays.seed(years=[2022, 2023], by=audit.CONSOLE)


@pytest.fixture
def school(db):
    return a_school(name="法门镇初级中学", school_type=SchoolType.JUNIOR)


@pytest.fixture
def own(school):
    return a_pupil(school, 1, name="李小雨", **MINE)


@pytest.fixture
def next_door(school):
    return a_pupil(school, 2, name="王大山", **SEVENTH, class_name="2班")


@pytest.fixture
def teacher(school):
    """班主任 of 七年级1班."""
    user = a_user("ban", "班老师")
    a_role(user, Role.CLASS_TEACHER, school, **MINE)
    return user


def text(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_neighbour_class_s_child_is_not_found(log_in, teacher, own, next_door):
    client = log_in(teacher)
    assert client.get(own.get_absolute_url()).status_code == 200
    assert client.get(next_door.get_absolute_url()).status_code == 404
    listed = text(client, "/students/students/?term=2022A")
    assert "李小雨" in listed
    assert "王大山" not in listed
    assert [row["name"] for row in client.get("/api/students/?term=2022A").json()["results"]] == ["李小雨"]


def test_a_teacher_whose_role_names_no_class_sees_the_school_as_before(log_in, school, own, next_door):
    client = log_in(a_person("ke", "科老师", Role.CLASS_TEACHER, school))
    assert client.get(next_door.get_absolute_url()).status_code == 200
    assert "李小雨" in text(client, "/students/students/?term=2022A")


def test_a_class_of_the_same_number_in_another_stage_or_school_is_another(log_in, teacher, school, own):
    primary = a_pupil(school, 3, name="赵同级", stage="primary", grade=1, class_name="1班")
    elsewhere = a_pupil(a_school(name="邻校初级中学", school_type=SchoolType.JUNIOR), 4, name="钱邻校", **MINE)
    point = a_pupil(a_school(name="教学点", parent=school), 5, name="孙教点", **MINE)
    client = log_in(teacher)
    assert [client.get(each.get_absolute_url()).status_code for each in (primary, elsewhere, point)] == [404, 404, 404]


def test_an_officer_who_also_teaches_one_class_keeps_the_whole_school(log_in, teacher, school, next_door):
    a_role(teacher, Role.SCHOOL_OFFICER, school)
    assert log_in(teacher).get(next_door.get_absolute_url()).status_code == 200


def test_applications_codes_and_numbers_of_a_round_are_those_of_the_class(log_in, teacher, own, next_door):
    mine, other = make.an_application(own), make.an_application(next_door)
    client, round = log_in(teacher), make.a_round()
    assert client.get(mine.get_absolute_url()).status_code == 200
    assert client.get(other.get_absolute_url()).status_code == 404
    assert "王大山" not in text(client, f"/students/rounds/{round.pk}/children/")
    assert client.get(f"/students/rounds/{round.pk}/children/{next_door.pk}/").status_code == 404
    [progress] = client.get(f"/api/rounds/{round.pk}/progress/").json()
    assert (progress["applied"], progress["children"]) == (1, 1)


def test_the_review_of_the_class_next_door_is_not_found_and_only_the_own_class_can_sit(log_in, teacher, school, own, next_door):
    make.a_weighed(own), make.a_weighed(next_door)
    mine, other = make.a_class_meeting(own), make.a_class_meeting(next_door)
    whole = make.a_school_meeting(own)
    client = log_in(teacher)
    assert "李小雨" in text(client, own.applications.get().class_meeting.get_absolute_url())
    assert client.get(mine.get_absolute_url()).status_code == 200
    assert [client.get(each.get_absolute_url()).status_code for each in (other, whole)] == [404, 404]
    form = text(client, f"/students/rounds/{make.a_round().pk}/schools/{school.pk}/meet/")
    assert "七年级1班" in form
    assert "七年级2班" not in form


def test_a_teacher_counts_the_meals_of_the_own_class_only(log_in, teacher, school, own, next_door):
    meals.a_canteen(school)
    meals.canteens.set_period(term=own.term, school=None, first_on=meals.FIRST, last_on=meals.LAST, by=make.clerk())
    page = f"/subsidies/meals/schools/{school.pk}/"
    client = log_in(teacher)
    shown = text(client, f"{page}?day={DAY}")
    assert "七年级1班" in shown
    assert "七年级2班" not in shown
    assert client.get(f"{page}count/?day={DAY}&place=junior|1|1班").status_code == 200
    assert client.get(f"{page}count/?day={DAY}&place=junior|1|2班").status_code == 404


def test_absences_are_reported_and_seen_of_the_own_class_only(log_in, teacher, school, own, next_door):
    facts = {"school": school, "term": own.term}
    mine = dropouts.an_absence(student=own.student, name="李小雨", **facts)
    other = dropouts.an_absence(student=next_door.student, name="王大山", **facts)
    assert list(AbsenceReport.objects.visible_to(teacher)) == [mine]
    client = log_in(teacher)
    assert client.get(other.get_absolute_url()).status_code == 404
    said = {"child": "王大山", "first_day": "2022-09-05", "cause": "unknown", "note": ""}
    assert "没有这名在读学生" in client.post("/supervision/absences/report/", said).content.decode()


def test_figures_kept_for_a_minute_are_not_shared_between_two_classes(school, teacher):
    other = a_user("ban2", "另一班")
    a_role(other, Role.CLASS_TEACHER, school, **SEVENTH, class_name="2班")
    assert Viewer(teacher, Term.parse("2022A")).scope != Viewer(other, Term.parse("2022A")).scope


def test_the_role_goes_with_the_class_and_next_year_s_class_of_that_name_is_another(log_in, teacher, school, own):
    """七年级1班 of 2022-2023 is 八年级1班 a year later; who enters then belongs to somebody else."""
    risen = a_pupil(school, 1, name="李小雨", term="2023A", stage="junior", grade=2, class_name="1班")
    newcomer = a_pupil(school, 6, name="周新生", term="2023A", **MINE)
    spring = a_pupil(school, 7, name="吴插班", term="2023S", **MINE)
    earlier = a_pupil(school, 8, name="郑往届", term="2022S", **MINE)
    client = log_in(teacher)
    found = {each.name: client.get(each.get_absolute_url()).status_code for each in (risen, newcomer, spring, earlier)}
    assert found == {"李小雨": 200, "周新生": 404, "吴插班": 200, "郑往届": 404}
    assert "周新生" not in text(client, "/students/students/?term=2023A")


def test_a_sitting_of_next_year_s_class_of_that_name_is_not_found(log_in, teacher, school, own):
    newcomer = a_pupil(school, 6, name="周新生", term="2023A", **MINE)
    mine = make.a_class_meeting(own)
    make.a_round("2023A", **make.rounds.usual_days(date(2023, 9, 4)))
    other = make.a_class_meeting(newcomer)
    client = log_in(teacher)
    assert [client.get(each.get_absolute_url()).status_code for each in (mine, other)] == [200, 404]


def test_meals_of_next_year_s_class_of_that_name_are_not_the_teacher_s(teacher, school):
    told = {"school": school, "stage": "junior", "grade": 1, "class_name": "1班", "enrolled": 40, "absent": 0, "meals": 40}
    mine = ClassMeals.objects.create(day=DAY, recorded_by=teacher, **told)
    ClassMeals.objects.create(day=date(2023, 9, 5), recorded_by=teacher, **told)
    assert list(ClassMeals.objects.visible_to(teacher)) == [mine]
