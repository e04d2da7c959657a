"""The pages of monitored children: where each one is, by town, and the phone only for who must go and look."""

import re
from datetime import date

import pytest

from aid_portal import crypto
from aid_portal.choices import Role
from aid_portal.models import AuditEvent
from students.sealing import record_aad
from tests.factories.portal import a_person, a_town
from tests.factories.students import a_record, a_release
from tests.factories.subsidies import a_whereabouts
from tests.subsidies.county import a_child, check

pytestmark = pytest.mark.django_db
LIST = "/subsidies/whereabouts/?term=2022A"
PHONE = "13812345678"


def page_of(client, address=LIST):
    return client.get(address.replace("&amp;", "&")).content.decode()


@pytest.fixture
def listed_children(school):
    """One in class, one in no roster of twelve years, one of four."""
    release = a_release()
    a_child(school, "MON_EDGE", release=release, name="在校的")
    a_record(release=release, name="失踪的", birth_date=date(2010, 5, 1), town="法门镇", village="西寨村", person_number="P9")
    a_record(release=release, name="年幼的", birth_date=date(2018, 5, 1), town="")
    return check()


@pytest.fixture
def suspect():
    record = a_record(town="法门镇")
    record.sealed = crypto.seal({"extra": {"户联系电话": PHONE}}, record_aad(record.release_id, record.row))
    record.save()
    return a_whereabouts(record=record)


def test_strangers_and_schools_see_no_monitored_children(client, log_in, wang, suspect):
    for address in (LIST, "/subsidies/whereabouts/summary/", suspect.get_absolute_url()):
        assert client.get(address).status_code == 302
        assert log_in(wang).get(address).status_code == 403


def test_who_looks_after_a_town_sees_the_children_of_that_town(log_in, bureau, suspect):
    inspector = a_person("han", "韩督查", Role.INSPECTOR, a_town())
    client = log_in(inspector)
    assert client.get(suspect.get_absolute_url()).status_code == 404
    own = a_whereabouts(record=a_record(name="本镇的", town=a_town().name))
    assert "/students/records/" not in page_of(client, own.get_absolute_url())  # the lists themselves are the bureau's
    assert "共 <strong>1</strong> 条" in page_of(client)


@pytest.mark.usefixtures("listed_children")
def test_every_tab_leads_to_as_many_rows(log_in, chen):
    client = log_in(chen)
    tabs = re.findall(r'<a href="(/subsidies/whereabouts/\?[^"]+)"[^>]*>[^<]+<span class="tab-count">(\d+)', page_of(client))
    assert [int(number) for _address, number in tabs] == [3, 1, 0, 0, 1, 0, 0, 1]
    for address, number in tabs:
        assert f"共 <strong>{number}</strong> 条" in page_of(client, address)


@pytest.mark.usefixtures("listed_children")
def test_every_number_of_the_table_leads_to_as_many_rows(log_in, chen):
    client = log_in(chen)
    page = page_of(client, "/subsidies/whereabouts/summary/?term=2022A")
    found = re.findall(r'<td class="num"><a href="([^"]+)">(\d+)</a>', page)
    assert len(found) == 3 * 2 + 3 + 1
    for address, number in found:
        assert f"共 <strong>{number}</strong> 条" in page_of(client, address)


@pytest.mark.usefixtures("listed_children")
@pytest.mark.parametrize("query", ["code=SUSPECT", "town=法门镇", "village=西寨", "age=12", "name=失踪", "sort=-birth_date"])
def test_children_are_found_by_place_town_village_age_and_name(query, log_in, chen):
    assert "失踪的" in page_of(log_in(chen), f"{LIST}&{query}")


@pytest.mark.usefixtures("listed_children")
@pytest.mark.parametrize("query", ["code=OK", "town=-", "village=东寨", "age=11", "age=13", "school=城关第一", "term=2022S"])
def test_and_not_by_others(query, log_in, chen):
    assert "失踪的" not in page_of(log_in(chen), f"{LIST}&{query}")


def test_the_list_costs_the_same_for_one_and_for_thirty(log_in, chen, django_assert_max_num_queries):
    client = log_in(chen)
    a_whereabouts()
    client.get(LIST)
    for _ in range(30):
        a_whereabouts()
    with django_assert_max_num_queries(13):
        assert "共 <strong>31</strong> 条" in page_of(client)


def test_the_phone_is_masked_until_somebody_says_why(log_in, chen, suspect):
    client = log_in(chen)
    page = page_of(client, suspect.get_absolute_url())
    assert "138****5678" in page
    assert PHONE not in page
    address = f"{suspect.get_absolute_url()}reveal/"
    assert client.get(address).status_code == 405
    assert PHONE not in client.post(address, {"reason": ""}).content.decode()
    assert not AuditEvent.objects.filter(event="portal.record.revealed").exists()
    assert PHONE in client.post(address, {"reason": "上门核实"}).content.decode()
    assert AuditEvent.objects.filter(event="portal.record.revealed", note="上门核实").count() == 1
    part = client.post(address, {"reason": "上门核实"}, headers={"HX-Request": "true"}).content.decode()
    assert PHONE in part
    assert "<html" not in part


def test_a_phone_is_revealed_of_suspected_children_only_and_by_those_who_may(log_in, chen, wang, suspect):
    assert log_in(wang).post(f"{suspect.get_absolute_url()}reveal/", {"reason": "好奇"}).status_code == 404
    suspect.code = "OK"
    suspect.save()
    assert "138****5678" not in page_of(log_in(chen), suspect.get_absolute_url())
    assert log_in(chen).post(f"{suspect.get_absolute_url()}reveal/", {"reason": "好奇"}).status_code == 404
    assert not AuditEvent.objects.filter(event="portal.record.revealed").exists()


@pytest.mark.usefixtures("listed_children")
def test_the_menu_counts_who_may_be_out_of_school(log_in, chen):
    entry = page_of(log_in(chen), "/subsidies/runs/").partition("监测对象去向")[2].partition("</a>")[0]
    assert re.search(r"side-count[^>]*>1<", entry)


def test_without_a_check_the_page_says_what_is_needed(log_in, chen):
    assert "导入脱贫人口与监测对象名单并完成资格比对后" in page_of(log_in(chen), "/subsidies/whereabouts/")
