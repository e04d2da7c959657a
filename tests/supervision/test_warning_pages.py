"""Pages of warnings: who sees and does what, and what is refused."""

import pytest

from students.models import Record
from supervision.models import EarlyWarning, WarningRequest
from tests.factories.warnings import a_warning

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("holiday_table")]


@pytest.fixture
def warning(school):
    return a_warning(school)


def url(warning, deed=""):
    return f"/supervision/warnings/{warning.pk}/{deed}"


def test_a_school_sees_its_own_warnings_and_its_neighbour_does_not(warning, wang, zhao, log_in):
    assert "李小明" in log_in(wang).get("/supervision/warnings/").content.decode()
    assert "李小明" not in log_in(zhao).get("/supervision/warnings/").content.decode()
    assert log_in(zhao).get(url(warning)).status_code == 404


def test_the_page_says_both_values_and_how_it_settles(warning, wang, log_in):
    page = log_in(wang).get(url(warning)).content.decode()
    assert "风险由“未消除”变为“已消除”（2022-08-10）。" in page
    assert "有新的认定结果" in page
    assert "名单两期的差异" not in page  # the departments' rows are the bureau's


def test_the_owner_answers_and_asks_and_another_person_closes(warning, wang, lin, log_in):
    client = log_in(wang)
    client.post(url(warning, "answer/"), {"text": "已走访，仍有困难"})
    warning.refresh_from_db()
    assert warning.status == "handling"
    client.post(url(warning, "close/"), {"reason": "已按一般困难认定，名单不变", "seen": warning.facts_hash})
    asked = WarningRequest.objects.get()
    assert client.post(f"/supervision/warning-requests/{asked.pk}/approve/").status_code == 403
    log_in(lin).post(f"/supervision/warning-requests/{asked.pk}/approve/")
    warning.refresh_from_db()
    assert (warning.status, warning.settled_by) == ("closed", lin)
    page = log_in(wang).get(url(warning)).content.decode()
    assert all(words in page for words in ("已走访，仍有困难", "已按一般困难认定，名单不变", "同意：申请办结"))


def test_who_only_sees_it_does_nothing_about_it(warning, wang, sun, log_in):
    assert log_in(sun).post(url(warning, "answer/"), {"text": "审计"}).status_code == 403
    page = log_in(sun).get(url(warning)).content.decode()
    assert "填写处理情况" not in page
    assert "名单两期的差异" in page


def test_the_list_is_filtered_by_kind_state_place_and_name(warning, chen, log_in):
    client = log_in(chen)

    def count(**query):
        return client.get("/supervision/warnings/", query).context["list"].page.total

    assert [count(), count(kind="left"), count(state="mended"), count(state="all"), count(name="小明")] == [1, 0, 0, 1, 1]
    assert [count(town="-"), count(school="城关"), count(late="yes"), count(owner="school"), count(owner="bureau")] == [
        0,
        1,
        1,
        1,
        0,
    ]
    assert [count(mine="yes"), count(asked="yes"), count(release=warning.release_id)] == [0, 0, 1]


def test_a_list_costs_the_same_for_few_warnings_and_for_many(warning, chen, log_in, django_assert_max_num_queries):
    client = log_in(chen)
    client.get("/supervision/warnings/")
    columns = [field.attname for field in EarlyWarning._meta.concrete_fields if not field.primary_key]
    facts = {name: getattr(warning, name) for name in columns}
    EarlyWarning.objects.bulk_create(EarlyWarning(**{**facts, "cause": f"c{number}"}) for number in range(30))
    with django_assert_max_num_queries(20):
        client.get("/supervision/warnings/")


def test_a_menu_number_and_a_line_of_work_wait_for_the_owner(warning, wang, log_in):
    page = log_in(wang).get("/").content.decode()
    assert "核实处理预警" in page
    assert url(warning) in page


def test_records_stay_unsealed_on_the_list(warning, chen, log_in):
    """The envelope of a row is not even read for a list of warnings."""
    assert "sealed" in EarlyWarning.objects.for_list().get().record.get_deferred_fields()
    assert Record.objects.exists()
