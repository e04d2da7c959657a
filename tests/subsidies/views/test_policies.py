from collections.abc import Callable

import pytest
from django.test import Client

from aid_portal.models import User
from subsidies.models import PolicyVersion
from tests.factories.subsidies import a_policy, the_policy

LogIn = Callable[[User], Client]
PAGES = ("", "term/", "difference/", "history/")


def page_of(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


@pytest.fixture
def draft(chen: User) -> PolicyVersion:
    return a_policy(document=the_policy().document, drafted_by=chen, based_on=the_policy())


@pytest.mark.django_db
def test_a_stranger_and_who_may_not_read_the_policy_see_none(client: Client, log_in: LogIn, system_admin: User) -> None:
    for page in PAGES:
        path = f"/subsidies/policies/{the_policy().pk}/{page}"
        assert client.get(path).status_code == 302
        assert log_in(system_admin).get(path).status_code == 403


def test_a_school_reads_what_is_in_force_and_no_draft(log_in: LogIn, wang: User, draft: PolicyVersion) -> None:
    client = log_in(wang)
    page = page_of(client, "/subsidies/policies/")
    assert "政策第1版" in page
    assert "政策第2版" not in page
    for each in PAGES:
        page_of(client, f"/subsidies/policies/{the_policy().pk}/{each}")
        assert client.get(f"/subsidies/policies/{draft.pk}/{each}").status_code == 404
    assert client.get(f"/subsidies/policies/{the_policy().pk}/difference/?to={draft.pk}").status_code == 404


def test_those_who_make_and_approve_the_policy_read_the_draft(log_in: LogIn, chen: User, lin: User, draft: PolicyVersion) -> None:
    for person in (chen, lin):
        assert "草稿" in page_of(log_in(person), draft.get_absolute_url())


def test_reading_is_a_get(log_in: LogIn, chen: User) -> None:
    """POST to a page that only shows changes nothing; the document is as it was."""
    before = the_policy().document
    log_in(chen).post(the_policy().get_absolute_url(), {"amount": "1"})
    assert the_policy().document == before


def test_the_page_reads_like_the_document(log_in: LogIn, wang: User) -> None:
    page = page_of(log_in(wang), the_policy().get_absolute_url())
    for words in (
        *("义务教育非寄宿生生活补助", "CE_DAY", "仅走读生", "2019年秋季学期 ~ 2023年秋季学期", "312.50", "待核定"),
        *("脱贫不稳定户", "不得降档", "由学校认定", "本学年内消除的，享受到本学年结束", "陕财办教〔2011〕172号"),
    ):
        assert words in page
    assert "S10" not in page


def test_a_term_shows_the_amounts_that_count_in_it(log_in: LogIn, wang: User) -> None:
    client, path = log_in(wang), f"/subsidies/policies/{the_policy().pk}/term/"
    spring_2023, spring_2024 = (page_of(client, f"{path}?term={term}") for term in ("2023S", "2024S"))
    assert spring_2023.count("500.00") > spring_2024.count("500.00")
    assert "625.00" in spring_2024
    assert client.get(f"{path}?term=2023X").status_code == 404
    assert "没有适用的标准" in page_of(client, f"{path}?term=2001S")


def test_the_pages_say_who_bears_the_money_and_how_a_part_of_a_term_counts(log_in: LogIn, wang: User) -> None:
    client, at = log_in(wang), the_policy().get_absolute_url()
    for words in ("6条标准、8条资金分担", "省级50%、县级50%", "中央80%、县级20%", "折算方式", "基准日在校即全额"):
        assert words in page_of(client, at)
    page = page_of(client, f"{at}term/?term=2022A")
    for words in ("资金分担与折算", "县级（%）", "基准日在校即全额"):
        assert words in page
    assert "没有规定" not in page
    assert "资金分担与折算" not in page_of(client, f"{at}term/?term=2001S")


def test_a_programme_whose_money_nobody_bears_yet_says_so(log_in: LogIn, chen: User, draft: PolicyVersion) -> None:
    del draft.document["programmes"][0]["shares"]
    draft.save()
    page = page_of(log_in(chen), draft.get_absolute_url())
    assert page.count("还没有规定资金由谁分担") == 1
    assert f"{draft.get_absolute_url()}submit/" in page
    assert "没有规定" in page_of(log_in(chen), f"{draft.get_absolute_url()}term/?term=2022A")


def test_a_difference_is_shown_old_and_new(log_in: LogIn, chen: User, draft: PolicyVersion) -> None:
    path = f"/subsidies/policies/{draft.pk}/difference/"
    assert "两版内容相同" in page_of(log_in(chen), path)
    draft.document["programmes"][0]["rates"][0]["amount"] = "400"
    draft.save()
    page = page_of(log_in(chen), path)
    assert "375.00" in page
    assert "400.00" in page


def test_the_list_costs_the_same_for_three_and_for_thirty(log_in: LogIn, lin: User, django_assert_max_num_queries) -> None:
    client = log_in(lin)
    client.get("/subsidies/policies/")
    for _ in range(30):
        a_policy(status="discarded", document=the_policy().document)
    with django_assert_max_num_queries(10):
        assert client.get("/subsidies/policies/").content.decode().count("已放弃") > 20
