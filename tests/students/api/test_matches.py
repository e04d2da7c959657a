"""The review queue over the API: the page's permissions, filters and actions; no full number leaves it."""

import pytest

from students.choices import PairStatus
from tests.department_lists import an_id
from tests.students.matching import three_alike

pytestmark = pytest.mark.django_db
LIST = "/api/matches/"


@pytest.fixture
def pairs(school):
    return three_alike(school)


def say(client, pair, **words):
    return client.post(f"{LIST}{pair.pk}/answer/", words, content_type="application/json")


def test_a_school_may_neither_look_nor_answer(log_in, wang, pairs):
    client = log_in(wang)
    assert client.get(LIST).status_code == 403
    assert say(client, pairs[0], same=True, reason="核实").status_code == 403
    assert client.post(f"{LIST}{pairs[0].pk}/ask-again/").status_code == 403


def test_the_auditor_reads_and_may_not_answer(log_in, sun, pairs):
    client = log_in(sun)
    assert client.get(LIST).json()["count"] == 3
    assert say(client, pairs[0], same=True, reason="核实").status_code == 403


def test_the_list_takes_the_filters_of_the_page(log_in, chen, pairs):
    client = log_in(chen)
    assert [row["child_name"] for row in client.get(f"{LIST}?level=2&term=2022A").json()["results"]] == ["张叁"]
    assert client.get(f"{LIST}?term=2022S").json()["count"] == 0


def test_both_sides_are_compared_and_masked(log_in, chen, pairs):
    answer = log_in(chen).get(f"{LIST}{pairs[0].pk}/")
    sides = {side["label"]: side for side in answer.json()["sides"]}
    assert sides["姓名"] == {"label": "姓名", "record": "张三", "child": "张叁", "verdict": "alike", "words": "字不同，读音相同"}
    assert sides["证件号"]["verdict"] == "same"
    assert an_id(1) not in answer.content.decode()


def test_a_pair_is_answered_once_with_a_reason_and_asked_again(log_in, chen, lin, pairs):
    client = log_in(chen)
    assert say(client, pairs[0], same=True, reason="").status_code == 400
    assert say(client, pairs[0], same=False, reason="同名").json()["status"] == PairStatus.REJECTED
    late = say(client, pairs[0], same=True, reason="核实")
    assert (late.status_code, late.json()["code"]) == (409, "already_done")
    again = client.post(f"{LIST}{pairs[0].pk}/ask-again/").json()
    assert (again["status"], again["answered_by"]) == (PairStatus.OPEN, None)
    assert client.post(f"{LIST}{pairs[0].pk}/ask-again/").status_code == 409
