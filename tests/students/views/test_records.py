"""The rows behind the numbers: people, doubts, changes; numbers masked, in full only with a reason."""

import re
from io import BytesIO

import pytest
from openpyxl import load_workbook

from aid_portal.models import AuditEvent
from students.choices import PairStatus, RecordKind
from students.reports.releases import change_rows
from tests.department_lists import MARCH, SEPTEMBER, Person, loaded, people, rural
from tests.factories.students import a_pair, a_student, an_enrolment, the_term

pytestmark = pytest.mark.django_db
WHOLE_ID = re.compile(r"(?<![0-9])[0-9]{17}[0-9X](?![0-9])")


def total(client, path):
    return client.get(path).context["list"].page.total


def at_school(record, school, **facts):
    """The child whom the row names, by id and name."""
    child = a_student(id_index=bytes(record.id_index), name=record.name)
    return an_enrolment(**{"student": child, "school": school, "id_index": child.id_index, "name": record.name, **facts})


@pytest.fixture
def release(chen):
    rural(people(4), MARCH, chen)
    return rural([*people(4, first=1), Person(9).says(证件号码="610324201403150015", 姓名="李四")], SEPTEMBER, chen)


@pytest.fixture
def pupil(release, school):
    record = release.records.get(name="某1")
    return at_school(record, school, name_key="某1")


@pytest.mark.parametrize("path", ["records/", "changes/", "issues/"])
def test_rows_show_no_whole_number(path, release, log_in, sun):
    page = log_in(sun).get(release.get_absolute_url() + path).content.decode()
    assert "610324********" in page
    assert WHOLE_ID.findall(page) == []


@pytest.mark.parametrize("path", ["records/", "changes/", "issues/"])
def test_rows_cost_the_same_for_five_and_for_fifty(path, log_in, chen, django_assert_max_num_queries):
    client = log_in(chen)
    costs = []
    for count in (5, 50):
        rural([each.says(证件号码=each.resident_id[:-1] + "Z") for each in people(count)], MARCH.replace(day=count // 5), chen)
        last = rural([each.says(证件号码=each.resident_id[:-1] + "Z", 姓名="张") for each in people(count)], SEPTEMBER, chen)
        with django_assert_max_num_queries(40) as queries:
            client.get(last.get_absolute_url() + path)
        costs.append(len(queries))
        last.delete()
    assert costs[0] >= costs[1] - 1


@pytest.mark.parametrize(
    ("query", "found"),
    [("", 5), ("q=李四", 1), ("q=P2", 1), ("category=MON_EDGE", 5), ("category=ORPHAN", 0), ("id_state=malformed", 1),
     ("match=matched", 1), ("match=open", 1), ("match=none", 3), ("active=no", 0), ("risk_removed=no", 5), ("town=城关", 5)],
)  # fmt: skip
def test_people_of_a_list_are_found(query, found, release, pupil, log_in, chen):
    a_pair(record=release.records.get(name="某2"), term=the_term(), status=PairStatus.OPEN)
    assert total(log_in(chen), f"{release.get_absolute_url()}records/?{query}") == found


@pytest.mark.parametrize(
    ("query", "found"), [("kind=entered", 2), ("kind=left", 1), ("q=某0", 1), ("pupil=yes", 0), ("town=城关", 3)]
)
def test_changes_are_found_by_kind_person_and_place(query, found, release, pupil, log_in, chen):
    assert total(log_in(chen), f"{release.get_absolute_url()}changes/?{query}") == found


def test_the_row_of_a_child_whose_two_files_were_joined_counts_as_a_pupil_without_an_id_of_its_own(release, school, log_in, chen):
    records = {each.name: each for each in release.records.all()}
    at_school(records["某4"], school, name_key="某4", id_index=None)
    at_school(records["某3"], school, name_key="某甲", id_index=None)  # under another name
    client, at = log_in(chen), release.get_absolute_url()
    assert total(client, f"{at}records/?match=matched") == 1
    assert total(client, f"{at}changes/?kind=entered&pupil=yes") == 1
    assert [pupils for kind, _people, pupils, _work in change_rows(release) if kind == "entered"] == [1]
    assert school.name in client.get(records["某4"].get_absolute_url()).content.decode()


def test_a_change_of_a_pupil_names_the_school_and_counts_on_the_page(release, school, log_in, chen):
    record = release.records.get(name="某4")
    at_school(record, school, name_key="某4")
    client, at = log_in(chen), release.get_absolute_url()
    assert school.name in client.get(f"{at}changes/?pupil=yes").content.decode()
    assert f"{at}changes/?kind=entered&amp;pupil=yes" in client.get(at).content.decode()


@pytest.mark.parametrize(
    ("query", "found"), [("severity=warning", 1), ("severity=error", 0), ("code=bad_check_digit", 1), ("row=7", 1)]
)
def test_doubts_are_found_by_cause_and_row(query, found, release, log_in, chen):
    assert total(log_in(chen), f"{release.get_absolute_url()}issues/?{query}") == found


def test_a_doubt_names_row_column_value_rule_and_remedy(release, log_in, chen):
    page = log_in(chen).get(f"{release.get_absolute_url()}issues/").content.decode()
    assert [words in page for words in ("证件号码", "610324********0015", "校验码错误，应为 4", "此行已保留，请人工核对")] == [
        True
    ] * 4


def test_the_report_is_masked_and_on_record(release, log_in, chen):
    answer = log_in(chen).post(f"{release.get_absolute_url()}report/")
    cells = [str(cell.value) for sheet in load_workbook(BytesIO(answer.content)) for row in sheet for cell in row if cell.value]
    assert "610324********0015" in cells
    assert WHOLE_ID.findall(" ".join(cells)) == []
    assert AuditEvent.objects.filter(event="students.release.report_taken").count() == 1


def test_one_row_shows_its_source_its_pupil_and_what_changed(release, pupil, school, chen, log_in):
    record = release.records.get(name="某1")
    page = log_in(chen).get(record.get_absolute_url()).content.decode()
    assert [words in page for words in (school.name, "第3行", "边缘易致贫户", "610324********")] == [True] * 4
    assert record.name in page


@pytest.mark.parametrize("path", ["/students/records/{}/", "/students/records/{}/reveal/"])
def test_a_school_has_no_such_row(path, release, log_in, wang):
    path = path.format(release.records.first().pk)
    client = log_in(wang)
    assert (client.post(path, {"field": "raw_id", "reason": "核对"}) if "reveal" in path else client.get(path)).status_code in {
        403,
        404,
    }


def test_a_number_is_shown_in_full_with_a_reason_and_on_record(release, log_in, chen):
    record, client = release.records.get(name="某1"), log_in(chen)
    at = f"{record.get_absolute_url()}reveal/"
    assert Person(1).resident_id in client.post(at, {"field": "raw_id", "reason": "电话核对"}).content.decode()
    assert AuditEvent.objects.get(event="portal.record.revealed").note == "电话核对"
    assert client.post(at, {"field": "raw_id", "reason": ""}).status_code == 409
    assert client.post(at, {"field": "sealed", "reason": "看看"}).status_code == 302
    assert client.get(at).status_code == 405


def test_determinations_have_rows_of_their_own(log_in, chen):
    registry = Person(1).says(学籍号=f"G{Person(1).resident_id}", 学年="2022-2023", 认定档次="特别困难")
    release = loaded(RecordKind.DETERMINATIONS, [registry], None, chen)
    page = log_in(chen).get(f"{release.get_absolute_url()}records/", follow=True).content.decode()
    assert [words in page for words in ("特别困难", "2022-2023", "G610324********")] == [True] * 3
    assert Person(1).resident_id not in page
