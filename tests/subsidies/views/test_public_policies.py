"""Families read what the term gives, and try what a household of their kind would get, without a login and without a trace."""

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from aid_portal.models import AuditEvent
from aid_portal.terms import Term
from subsidies.reports.public_policies import Amount, help_by_stage, law, proven_by_itself
from subsidies.views import public_policies

pytestmark = pytest.mark.django_db
POLICIES, SELF_CHECK = reverse("public-aid:policies"), reverse("public-aid:self-check")
SAID = {"grade": "primary-3", "boarding": "no", "hukou": "rural", "determined": ""}


@pytest.fixture(autouse=True)
def autumn(monkeypatch) -> None:
    monkeypatch.setattr(public_policies, "opening_term", lambda: Term.parse("2022A"))


def amounts_of(term: str) -> dict[tuple[str, str], list[Amount]]:
    stages = help_by_stage(law(), Term.parse(term))
    return {(each.stage, help.name): help.amounts for each in stages for help in each.helps}


def try_it(**said) -> str:
    return Client().post(SELF_CHECK, {**SAID, **said}).content.decode()


def test_a_stage_is_told_the_amounts_of_the_term() -> None:
    then, later = amounts_of("2022A"), amounts_of("2024A")
    assert then["小学", "义务教育寄宿生生活补助"] == [Amount("", Decimal("500.00"))]
    assert then["初中", "义务教育非寄宿生生活补助"] == [Amount("", Decimal("312.50"))]
    assert then["普高", "普通高中国家助学金"] == [Amount("特别困难", Decimal("1250.00")), Amount("一般困难", Decimal("750.00"))]
    assert later["小学", "义务教育寄宿生生活补助"] == [Amount("", Decimal("625.00"))]


def test_disability_alone_is_told_to_need_a_determination() -> None:
    stages = help_by_stage(law(), Term.parse("2022A"))
    whom = {help.name: help.whom for each in stages for help in each.helps}
    assert "家庭经济困难残疾学生（须经认定）" in whom["义务教育非寄宿生生活补助"]
    assert "家庭经济困难残疾学生" not in proven_by_itself(law())
    assert "特困救助供养" in proven_by_itself(law())


def test_everybody_reads_the_page_and_no_search_engine_keeps_it() -> None:
    page = Client().get(POLICIES)
    assert "2022年秋季学期" in page.content.decode()
    assert "1,250.00" in page.content.decode()
    assert "noindex" in page.headers["X-Robots-Tag"]


def test_a_household_of_low_income_reads_what_it_would_get_and_why() -> None:
    page = try_it(categories=["DIBAO_RURAL"])
    assert "义务教育非寄宿生生活补助" in page
    assert "250.00" in page
    assert "依据：农村低保" in page
    assert "500.00" in try_it(categories=["DIBAO_RURAL"], boarding="yes")


def test_what_only_a_determination_opens_is_sent_to_the_application() -> None:
    page = try_it(categories=["DIS_STU"])
    assert "没有能直接享受的项目" in page
    assert "提出困难认定申请" in page
    assert "250.00" in try_it(categories=["DIS_STU"], determined="general")


def test_an_agriculture_major_counts_in_a_vocational_school_only() -> None:
    assert "中等职业教育国家助学金" in try_it(grade="vocational-1", hukou="urban", agriculture="on")
    assert "没有能直接享受的项目" in try_it(grade="senior-1", hukou="urban", agriculture="on")


def test_what_is_missing_is_asked_for() -> None:
    assert "试算结果" not in try_it(grade="")
    assert "试算结果" not in try_it(grade="primary-9")


def test_the_trial_leaves_nothing(django_assert_num_queries) -> None:
    before = AuditEvent.objects.count()
    answer = Client().post(SELF_CHECK, {**SAID, "categories": ["ORPHAN"]})
    assert "no-store" in answer.headers["Cache-Control"]
    assert "sessionid" not in str(answer.cookies)
    assert AuditEvent.objects.count() == before
    with django_assert_num_queries(2):  # the policy and its words are read, nothing is written
        Client().post(SELF_CHECK, {**SAID, "categories": ["ORPHAN"]})
