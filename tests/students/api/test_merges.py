"""Two files of one child over the API: the same permission, filters and verbs as the pages."""

import pytest

from students.models import Student
from tests.students.joining import two_files

pytestmark = pytest.mark.django_db
AT = "/api/merges/"


@pytest.fixture
def merge(school):
    return two_files(school)


def post(client, path, **data):
    return client.post(path, data, content_type="application/json")


def test_only_those_who_join_files_see_them(client, log_in, wang, sun, merge):
    for path in (AT, f"{AT}{merge.pk}/"):
        assert client.get(path).status_code in {302, 401, 403}
        assert [log_in(user).get(path).status_code for user in (wang, sun)] == [403, 403]
    for verb in ("merge", "refuse", "undo"):
        assert post(log_in(wang), f"{AT}{merge.pk}/{verb}/", note="试试").status_code == 403


def test_listed_and_compared_with_numbers_masked(log_in, chen, merge):
    [row] = log_in(chen).get(f"{AT}?status=proposed").json()["results"]
    assert (row["id"], row["name"], row["kept"], row["merged"]) == (merge.pk, "李明明", merge.kept_id, merge.merged_id)
    sides = {each["label"]: each for each in log_in(chen).get(f"{AT}{merge.pk}/").json()["compared"]}
    assert (sides["姓名"]["same"], sides["证件号"]["same"], sides["证件号"]["merged"]) == (True, False, "")
    assert sides["证件号"]["kept"].startswith("610324****")


def test_joined_refused_in_words_and_parted(log_in, chen, merge):
    client, at = log_in(chen), f"{AT}{merge.pk}"
    assert post(client, f"{at}/merge/").json()["status"] == "merged"
    again = post(client, f"{at}/merge/")
    assert (again.status_code, again.json()["code"]) == (409, "illegal_move")
    assert post(client, f"{at}/undo/").status_code == 400
    assert post(client, f"{at}/undo/", note="弄错了").json()["status"] == "undone"
    assert Student.objects.get(pk=merge.merged_id).merged_into_id is None


def test_told_apart(log_in, chen, merge):
    assert post(log_in(chen), f"{AT}{merge.pk}/refuse/", note="是双胞胎").json()["note"] == "是双胞胎"
