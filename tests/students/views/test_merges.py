"""Two files that may be one child: the list, both side by side, joined, told apart, parted again."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from students.choices import MergeStatus
from students.models import Student
from students.reports.merge_sides import sides_of
from tests.factories.students import a_merge, a_pair
from tests.students.joining import row_of, two_files
from tests.students.pupils import a_pupil
from tests.waits import waits

pytestmark = pytest.mark.django_db
LIST = "/students/merges/"
WHOLE_NUMBER = re.compile(r"(?<![0-9*])[0-9]{11,}[0-9X](?![0-9])")


@pytest.fixture
def merge(school):
    return two_files(school)


def page_of(client, path):
    return client.get(path).content.decode()


@pytest.mark.parametrize("verb", ["", "merge/", "refuse/", "undo/"])
def test_strangers_schools_and_the_auditor_have_no_part_in_it(verb, client, log_in, wang, sun, merge):
    path = f"{merge.get_absolute_url()}{verb}"
    ask = (lambda who: who.post(path)) if verb else (lambda who: who.get(path))
    assert ask(client).status_code == 302
    assert [ask(log_in(user)).status_code for user in (wang, sun)] == [403, 403]
    assert log_in(wang).get(LIST).status_code == 403


@pytest.mark.parametrize("verb", ["merge", "refuse", "undo"])
def test_deeds_are_posted(verb, log_in, chen, merge):
    assert log_in(chen).get(f"{merge.get_absolute_url()}{verb}/").status_code == 405
    assert log_in(chen).post(f"{LIST}0/{verb}/").status_code == 404


def test_both_files_stand_side_by_side_with_differences_marked_and_numbers_masked(merge, log_in, chen, school):
    a_pair(enrolment=row_of(merge.merged))
    page = page_of(log_in(chen), merge.get_absolute_url())
    assert WHOLE_NUMBER.findall(page) == []
    said = ("同名、同出生日期而有证件号", "2022年春季学期 城关第一小学", "2022年秋季学期 城关第一小学", "现行资助结果", "1条")
    assert [word in page for word in said] == [True] * 5
    assert re.search(r'class="differs">\s*<th scope="row">学籍号', page)
    assert re.search(r'<tr>\s*<th scope="row">姓名', page)


def test_numbers_that_differ_under_their_mask_are_different(school):
    guardians = [f"610324198001{day}0017" for day in ("01", "02")]
    with_id = a_pupil(school, 1, guardian=guardians[0])
    merge = a_merge(kept=with_id.student, merged=a_pupil(school, 1, without_id=True, term="2022S", guardian=guardians[1]).student)
    [row] = [row for row in sides_of(merge).who if row.label == "监护人证件号"]
    assert (row.left, row.same) == (row.right, False)


def test_who_is_enrolled_by_both_files_in_one_term_is_warned_of(school, log_in, chen):
    merge = two_files(school, term="2022A")
    assert "两份档案在2022年秋季学期都有在读记录" in page_of(log_in(chen), merge.get_absolute_url())


def test_joined_and_parted_again(merge, log_in, chen):
    client, at = log_in(chen), merge.get_absolute_url()
    assert "已合并，原有的资助和记录都保留" in client.post(f"{at}merge/", follow=True).content.decode()
    page = page_of(client, at)
    assert [word in page for word in ("撤销合并", "是同一人，合并", "2022年春季学期 城关第一小学")] == [True, False, True]
    assert client.get(merge.merged.get_absolute_url()).url == merge.kept.get_absolute_url()
    assert "请写明撤销的原因" in client.post(f"{at}undo/", {"note": ""}, follow=True).content.decode()
    assert "两份档案恢复原样" in client.post(f"{at}undo/", {"note": "弄错了"}, follow=True).content.decode()
    assert Student.objects.get(pk=merge.merged_id).merged_into_id is None


def test_told_apart_with_a_reason(merge, log_in, chen):
    client, at = log_in(chen), merge.get_absolute_url()
    assert "请写明为什么不是同一人" in client.post(f"{at}refuse/", follow=True).content.decode()
    page = client.post(f"{at}refuse/", {"note": "是双胞胎"}, follow=True).content.decode()
    assert [word in page for word in ("已记为不是同一人", "是双胞胎", "是同一人，合并")] == [True, True, False]


def test_a_refusal_is_shown_on_the_page(log_in, chen):
    page = log_in(chen).post(f"{a_merge().get_absolute_url()}merge/", follow=True).content.decode()
    assert "两份都有有效证件号的是两名学生" in page


@pytest.mark.parametrize(
    ("query", "found"),
    [("", 1), ("status=proposed", 1), ("status=merged", 0), ("name=明明", 1), ("name=张", 0), ("ground=registry", 0)],
)
def test_joinings_are_found_by_status_name_and_ground(query, found, merge, log_in, chen):
    assert log_in(chen).get(f"{LIST}?{query}").context["list"].page.total == found


def test_the_menu_counts_what_waits_for_those_who_may_decide(merge, log_in, chen, wang):
    assert (waits(chen, "merge-confirm"), waits(wang, "merge-confirm")) == (1, 0)
    assert ["档案合并" in page_of(log_in(user), "/students/students/") for user in (chen, wang)] == [True, False]


def test_the_list_costs_the_same_for_two_and_for_twenty(log_in, chen, school):
    client, costs = log_in(chen), []
    for count in (2, 20):
        for _each in range(count):
            a_merge()
        client.get(LIST)
        with CaptureQueriesContext(connection) as queries:
            client.get(LIST)
        costs.append(len(queries))
    assert costs[0] == costs[1]


def test_the_child_s_page_leads_those_who_may_decide_to_the_question(merge, log_in, chen, sun):
    for_chen, for_sun = (page_of(log_in(user), merge.kept.get_absolute_url()) for user in (chen, sun))
    assert [merge.get_absolute_url() in page for page in (for_chen, for_sun)] == [True, False]


def test_after_one_is_decided_the_next_is_offered(merge, school, log_in, chen):
    other = a_merge(kept=a_pupil(school, 8).student, merged=a_pupil(school, 9, without_id=True).student)
    page = log_in(chen).post(f"{merge.get_absolute_url()}merge/", follow=True).content.decode()
    assert other.get_absolute_url() in page
    assert other.status == MergeStatus.PROPOSED
