"""The radar, the corrections, reports of sudden hardship and looks back, as their readers see them."""

import pytest

from supervision.models import EarlyWarning, HardshipReport, WarningSetting
from tests.factories.warnings import AUTUMN, SPRING, a_warning, compared, on_both, refreshed, two_releases
from tests.subsidies.county import a_child, listed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("holiday_table")]
RADAR = "/supervision/radar/"


def text(client, path, **query):
    answer = client.get(path, query)
    assert answer.status_code == 200, path
    return answer.content.decode()


def total(client, path):
    return client.get(path).context["list"].page.total


def test_each_number_of_the_radar_is_the_number_of_rows_behind_it(school, chen, log_in):
    a_warning(school)
    client = log_in(chen)
    matrix = client.get(RADAR).context["matrix"]
    cells = [cell for line in [*matrix.lines, matrix.total] for cell in [*line.cells, line.total]]
    assert [cell.count for cell in cells] == [total(client, cell.url) for cell in cells]
    assert matrix.total.total.count == EarlyWarning.objects.standing().count() == 1
    inside = client.get(matrix.lines[0].url).context["matrix"]
    assert [(line.name, line.total.count, total(client, line.total.url)) for line in inside.lines] == [(school.name, 1, 1)]


def test_a_school_sees_its_own_row_and_nobody_elses(school, wang, zhao, log_in):
    a_warning(school)
    assert school.name in text(log_in(wang), RADAR)
    assert "没有未结束的预警" in text(log_in(zhao), RADAR)
    assert log_in(zhao).get(f"{RADAR}{school.parent_id}/").status_code == 404


def test_the_trend_says_release_by_release_what_was_raised_and_what_stands(school, chen, log_in):
    warning = a_warning(school)
    page = text(log_in(chen), RADAR)
    assert all(words in page for words in ("各期名单产生的预警", "产生预警", "其中未结束", f"release={warning.release_id}"))


def test_the_correction_list_goes_to_the_department_masked(school, chen, log_in):
    releases = two_releases()
    on_both(a_child(school, name="赵小华"), releases, before={"schooling": "七年级"}, after={"schooling": "七年级"})
    compared(*releases)
    refreshed()
    client = log_in(chen)
    page = text(client, "/supervision/corrections/")
    assert all(words in page for words in ("赵小华", "七年级", "小学"))
    answer = client.post("/exports/list_corrections/", {"query": ""}, follow=True)
    assert answer.status_code == 200


def test_a_school_reports_a_sudden_hardship_from_the_childs_page(school, wang, chen, zhao, log_in):
    child = a_child(school, name="孙小雨")
    client = log_in(wang)
    address = f"/supervision/students/{child.student_id}/hardship/"
    assert address in text(client, child.get_absolute_url())
    assert set(client.post(address, {"event": "illness"}).context["form"].errors) == {"happened_on", "account"}
    client.post(address, {"event": "illness", "happened_on": "2022-10-08", "account": "父亲住院"})
    report = HardshipReport.objects.get()
    assert log_in(zhao).get(address).status_code == 404
    assert log_in(zhao).get(report.get_absolute_url()).status_code == 404
    page = text(log_in(chen), report.get_absolute_url())
    assert all(words in page for words in ("父亲住院", "突发困难 孙小雨"))
    assert "突发困难" in text(client, child.get_absolute_url())


def test_a_report_is_withdrawn_with_its_reason(school, wang, log_in):
    child = a_child(school)
    client = log_in(wang)
    sent = {"event": "illness", "happened_on": "2022-10-08", "account": "父亲住院"}
    client.post(f"/supervision/students/{child.student_id}/hardship/", sent)
    report = HardshipReport.objects.get()
    client.post(f"{report.get_absolute_url()}withdraw/", {"note": ""})
    report.refresh_from_db()
    assert report.status == "reported"
    client.post(f"{report.get_absolute_url()}withdraw/", {"note": "情况不实"})
    assert "情况不实" in text(client, report.get_absolute_url())


def test_a_child_as_of_a_date_is_what_the_list_of_that_day_said(school, chen, wang, log_in):
    releases = two_releases()
    child = a_child(school)
    on_both(child, releases, before={"categories": ["MON_EDGE"]}, after={"categories": ["MON_SUDDEN"], "household_number": "H2"})
    client, address = log_in(chen), f"/supervision/as-of/students/{child.student_id}/"
    assert "边缘易致贫户" in text(client, address, on=SPRING.isoformat())
    assert "突发严重困难户" in text(client, address, on=AUTUMN.isoformat())
    assert "当天还没有名单" in text(client, address, on="2022-03-19")
    assert log_in(wang).get(address).status_code == 403


def test_a_household_as_of_a_date_has_the_people_of_that_day(school, chen, log_in):
    spring, autumn = releases = two_releases()
    record, _later = on_both(a_child(school, name="甲"), releases)
    listed(a_child(school, name="乙"), "MON_EDGE", release=autumn, household_number="H1")
    client, address = log_in(chen), f"/supervision/as-of/records/{record.pk}/"
    then, now = text(client, address, on=spring.data_date), text(client, address, on=autumn.data_date)
    assert [name in then for name in ("甲", "乙")] == [True, False]
    assert [name in now for name in ("甲", "乙")] == [True, True]
    assert "这一天采用的名单里没有这一户" in text(client, address, on="2022-01-01")


def test_days_and_owners_are_set_by_who_closes(lin, chen, log_in):
    setting = WarningSetting.objects.get(kind="left")
    assert log_in(chen).get("/supervision/warning-settings/").status_code == 403
    client = log_in(lin)
    client.post(f"/supervision/warning-settings/{setting.pk}/", {"owner": "bureau", "working_days": "7"})
    setting.refresh_from_db()
    assert (setting.owner, setting.working_days, setting.changed_by) == ("bureau", 7, lin)
    assert (words := text(client, "/supervision/warning-settings/")).count("待核定") == WarningSetting.objects.count() + 2
    assert "提前30天预警" in words
    backed = {"owner": "bureau", "working_days": "7", "source": "扶教发〔2022〕3号"}
    client.post(f"/supervision/warning-settings/{setting.pk}/", backed)
    assert (words := text(client, "/supervision/warning-settings/")).count("待核定") == WarningSetting.objects.count() + 1
    assert "扶教发〔2022〕3号" in words
    too_long = {"owner": "bureau", "working_days": "99"}
    assert client.post(f"/supervision/warning-settings/{setting.pk}/", too_long).context["form"].errors
