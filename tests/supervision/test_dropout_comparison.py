"""四查三比对: every number leads to its rows and is that of the check; the exports and the programs' answers say the same."""

from datetime import date

import pytest

from aid_portal.exporting import ExportQuery, export_named
from aid_portal.links import rows
from students.models import Record
from subsidies.filters.whereabouts import WhereaboutsFilter
from subsidies.models import Whereabouts
from supervision.actions import dropout_refresh
from supervision.models import DropoutCase
from supervision.reports.dropout_numbers import of_the_check
from supervision.reports.school_age import names, places, rolls
from supervision.views.shown_comparison import comparison_page
from tests.factories import dropouts as make
from tests.factories.students import a_record, a_student, an_enrolment, an_index
from tests.subsidies.county import a_child, check

pytestmark = pytest.mark.django_db


@pytest.fixture
def county(school):
    """Two listed children at school, three missing, one of them too old and one too young; the check and what follows."""
    for name in ("甲", "乙"):
        a_child(school, "LIFTED", name=name, birth_date=date(2013, 1, 4))
    rural = Record.objects.first().release
    for number, born in enumerate((date(2012, 3, 4), date(2006, 1, 1), date(2018, 1, 1)), start=1):
        a_record(release=rural, name=f"失{number}", name_key=f"失{number}", birth_date=born, id_index=an_index())
    dropout_refresh.follow_check(check())
    return rural


def test_each_listed_child_of_school_age_is_counted_once_by_the_code_of_the_check(county) -> None:
    counted = places(Whereabouts.objects.all(), "2022A")
    assert {code: number for code, number in counted.items() if number} == {"OK": 2, "SUSPECT": 1}
    for code, number in counted.items():
        told = WhereaboutsFilter({"term": "2022A", "code": code, "age": "compulsory"}, Whereabouts.objects.all())
        assert told.rows.count() == number, code


def test_the_dropout_numbers_equal_the_whereabouts_of_the_check(county, chen) -> None:
    balance = comparison_page(chen, "2022A")["balance"]
    said = Whereabouts.objects.filter(term="2022A", code="SUSPECT").count()
    assert (balance["agrees"], balance["found"].suspects, balance["found"].accounted) == (True, said, said)
    assert sum(number for _label, number, _url in balance["parts"]) == said == 1
    DropoutCase.objects.all().delete()
    assert not of_the_check("2022A", DropoutCase.objects.all(), Whereabouts.objects.all()).accounted


def test_the_rolls_and_the_register_are_counted(school, chen) -> None:
    seat = an_enrolment(school=school)
    an_enrolment(school=school, stage="junior", home_taught=True)
    an_enrolment(school=school, status="suspended")
    make.an_absence(student=seat.student)
    make.a_case()
    make.a_case(place="", source="transfer", student=a_student())
    told = comparison_page(chen, "2022A")
    stats = {each.label: each.value for group in ("checks", "present", "register") for each in told[group]}
    assert stats["查学籍：小学"] == stats["查学籍：初中"] == stats["休学"] == stats["送教上门（在籍）"] == "1"
    assert (stats["查在校"], stats["在籍、现在未到校"], stats["转出、退学后未就读"]) == ("1", "1", "1")
    assert (stats["在办个案"], stats["在脱贫户、监测户名单上"], stats["不在名单上"]) == ("2", "1", "1")
    assert rolls(seat.__class__.objects.all(), make.AbsenceReport.objects.all(), "2022A").enrolled == 2
    assert names(DropoutCase.objects.all()).left == 1


def test_every_number_of_the_page_leads_to_a_list_with_as_many_rows(log_in, county, chen) -> None:
    client = log_in(chen)
    page = client.get("/supervision/dropouts/comparison/").content.decode()
    assert "没有公安" in page
    assert "两边相等。" in page
    told = comparison_page(chen, "2022A")
    for group in ("listed", "present", "register", "checks"):
        for each in (one for one in told[group] if one.url and "summary" not in one.url and one.label != "查在校"):
            shown = client.get(each.url).content.decode()
            assert f"共 <strong>{each.value}</strong> 条" in shown, each.label


def test_the_page_is_for_those_who_see_the_check(log_in, wang) -> None:
    assert log_in(wang).get("/supervision/dropouts/comparison/").status_code == 403


def test_the_ledger_of_school_age_is_of_one_term_and_leaves_out_who_is_not_due(log_in, wang, school) -> None:
    a_child(school, name="正好", birth_date=date(2016, 8, 31))
    a_child(school, name="太小", birth_date=date(2016, 9, 1))
    absent = a_child(school, name="未到", birth_date=date(2012, 1, 1))
    make.an_absence(student=absent.student)
    client = log_in(wang)
    shown = client.get("/supervision/dropouts/school-age/?term=2022A").content.decode()
    assert [name for name in ("正好", "太小", "未到") if name in shown] == ["正好", "未到"]
    shown = client.get("/supervision/dropouts/school-age/?term=2022A&absent=yes").content.decode()
    assert [name for name in ("正好", "未到") if name in shown] == ["未到"]


def taken(name: str, user, **conditions: str) -> list[dict]:
    """The rows of the export under these conditions, by the names of its columns."""
    spec = export_named(name)
    found = spec.filterset_class(conditions, spec.queryset(ExportQuery(user=user, term="2022A"))).rows
    return [dict(zip([column.name for column in spec.columns], row, strict=True)) for row in spec.rows(found)]


def test_what_is_taken_away_equals_the_list(wang, zhao, school) -> None:
    child = a_child(school, name="李明", birth_date=date(2013, 1, 4))
    case = make.a_case(student=child.student)
    make.a_visit(case)
    make.an_absence(student=child.student)
    make.a_return(enrolled=30)
    [told] = taken("dropout_cases", wang, state="open")
    assert (told["name"], told["school"], told["visits"], told["place"]) == ("赵小军", school.name, 1, "SUSPECT")
    [told] = taken("absences", wang)
    assert (told["state"], told["missed"] > 10) == ("contact", True)
    [told] = taken("dropout_months", wang, month="2022-10", state="sent")
    assert (told["code"], told["sent_on"], told["enrolled"]) == (school.code, date(2022, 11, 3), 30)
    [told] = taken("school_age_children", wang, term="2022A")
    assert (told["name"], told["seat"], told["absent"]) == ("李明", "小学 三年级 1班", True)
    assert not any(taken(name, zhao) for name in ("dropout_cases", "absences"))
    spec = export_named("dropout_cases")
    assert spec.totals(DropoutCase.objects.all()) == [("个案", "共1个，疑似1个，失学辍学0个")]


def test_programs_get_the_same_rows_by_the_same_rules(log_in, wang, zhao, school) -> None:
    case = make.a_case()
    make.a_visit(case)
    make.an_absence()
    make.a_return()
    for path in ("dropout-cases", "absences", "dropout-returns"):
        assert log_in(wang).get(f"/api/{path}/").json()["count"] == 1
        assert log_in(zhao).get(f"/api/{path}/").json()["count"] == 0
    (row,) = log_in(wang).get("/api/dropout-cases/?state=open").json()["results"]
    assert (row["school"], row["visits"][0]["outcome"]) == (school.code, "refused")
    assert rows("supervision:dropout-detail", case.pk) == case.get_absolute_url()
