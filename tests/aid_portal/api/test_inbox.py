"""The API tells of the inbox what the pages show, to the same people."""

import pytest

from subsidies.actions import entitlement_lists
from tests.factories.students import a_proof
from tests.factories.subsidies_money import a_hand, an_entitlement, the_money

pytestmark = pytest.mark.django_db


def rows(client, path="", **query):
    return client.get(f"/api/inbox/{path}", query).json()["results"]


def test_what_waits_is_told_with_its_kind_unit_and_maker(log_in, lin, chen, sun, school):
    a_proof(submitted_by=chen, unit=school)
    [row] = rows(log_in(lin))
    shown = {"kind": "proof-verify", "unit": school.name, "by": chen.name, "due": None}
    assert {name: row[name] for name in shown} == shown
    assert rows(log_in(sun)) == []


def test_conditions_narrow_and_what_cannot_be_read_is_refused(log_in, lin, chen, school):
    a_proof(submitted_by=chen, unit=school)
    client = log_in(lin)
    assert rows(client, unit="没有这个单位") == []
    assert client.get("/api/inbox/?kind=unknown").status_code == 400


def test_histories_say_where_things_stand_and_why_they_came_back(log_in, wang, school, lin):
    the_money()
    given = an_entitlement(school=school).list
    entitlement_lists.confirm(entitlement_list=given, by=wang)
    assert [row["kind"] for row in rows(log_in(wang), "decided/")] == ["list-confirmed"]
    entitlement_lists.send_back(lists=[given.pk], note="档次填错", by=a_hand("guo"))
    [row] = rows(log_in(wang), "started/")
    assert (row["state"], row["state_label"], row["reason"]) == ("draft", "待学校确认", "档次填错")


def test_a_stranger_gets_nothing(client):
    for path in ("", "decided/", "started/"):
        assert client.get(f"/api/inbox/{path}").status_code in (401, 403)
