"""The sentences that a parent reads."""

from datetime import date

import pytest

from subsidies.rules.decisions import decide
from subsidies.rules.explanations import Evidence, explain, explain_nothing, why_not
from subsidies.rules.policy import parse

LISTED = [Evidence("MON_EDGE", "脱贫人口与监测对象名单", date(2022, 9, 20), 12), Evidence("ORPHAN", "孤儿名单", None, 3)]


def sentence(case, policy, term, programme, evidence=()):
    grant = next(each for each in decide(case, policy, term).grants if each.programme == programme)
    return explain(grant, case, policy, term, evidence)


def test_a_decision_gives_ground_list_date_row_standard_and_document(policy, a_case):
    text = sentence(a_case("primary", "MON_EDGE", boarding=True), policy, "2022A", "CE_BOARD", LISTED)
    assert text == (
        "因属于边缘易致贫户（见《脱贫人口与监测对象名单》2022年9月20日数据第12行），困难档次为“特别困难”，"
        "2022年秋季学期符合义务教育寄宿生生活补助的条件。标准为每学期500.00元（小学，自2019年秋季学期起执行）。"
        "标准的文件依据：S9 S16。"
    )


def test_every_ground_is_named(policy, a_case):
    case = a_case("vocational", hukou="rural", agriculture=True, determined="general")
    text = sentence(case, policy, "2022A", "VOC_FEE")
    assert all(words in text for words in ("学校本学年认定", "户口为农村", "就读涉农专业", "由学校直接减免，不发到银行卡"))


def test_a_list_without_a_date_is_named_by_its_row(policy, a_case):
    assert "属于孤儿（见《孤儿名单》第3行）" in sentence(a_case("kindergarten", "ORPHAN"), policy, "2022A", "PRE_LIVING", LISTED)


def test_a_category_with_two_rows_names_both(policy, a_case):
    rows = [Evidence("LIFTED", "脱贫名单", date(2022, 9, 20), 5), Evidence("LIFTED", "脱贫名单", date(2022, 9, 20), 9)]
    text = sentence(a_case("kindergarten", "LIFTED"), policy, "2022A", "PRE_LIVING", rows)
    assert "第5行、《脱贫名单》2022年9月20日数据第9行" in text


def test_an_assumed_standard_is_shown_as_waiting_for_its_document(policy, a_case):
    before = sentence(a_case("senior", "ORPHAN"), policy, "2024A", "SH_GRANT")
    after = sentence(a_case("senior", "ORPHAN"), policy, "2025S", "SH_GRANT")
    assert "待核定" not in before
    assert "待核定" in after
    assert "S34" not in after


def test_a_grant_without_a_tier_names_none(policy, a_case):
    assert "困难档次" not in sentence(a_case("vocational", hukou="rural"), policy, "2022A", "VOC_FEE")


@pytest.mark.parametrize(
    ("stage", "facts", "categories", "programme", "reason"),
    [
        ("primary", {}, (), "SH_GRANT", "只面向普高学段"),
        ("primary", {}, ("LIFTED",), "CE_BOARD", "只面向住校生"),
        ("primary", {"boarding": True}, ("LIFTED",), "CE_DAY", "只面向走读生"),
        ("vocational", {"grade": 3}, ("LIFTED",), "VOC_GRANT", "只面向1、2年级"),
        ("primary", {}, ("ORPHAN",), "CE_DAY", "各部门名单中没有查到"),
        ("primary", {}, ("DIS_STU",), "CE_DAY", "残疾学生还须由学校认定"),
        ("senior", {}, (), "SH_GRANT", "须属于直接定档的困难类别"),
        ("vocational", {}, (), "VOC_GRANT", "或就读涉农专业"),
        ("vocational", {}, (), "VOC_FEE", "或户口为农村"),
    ],
)
def test_a_programme_that_is_not_granted_says_why(policy, a_case, stage, facts, categories, programme, reason):
    case = a_case(stage, *categories, **facts)
    assert reason in why_not(case, policy.programme(programme), policy, "2022A")


def test_a_programme_that_is_granted_has_no_reason_against_it(policy, a_case):
    assert why_not(a_case("primary", "LIFTED"), policy.programme("CE_DAY"), policy, "2022A") == ""


def test_a_programme_without_a_rate_in_the_term_says_so(policy, a_case):
    assert "还没有适用的发放标准" in why_not(a_case("primary", "LIFTED"), policy.programme("CE_DAY"), policy, "2019S")


def test_a_programme_shut_out_by_another_names_it(document, a_case):
    document["programmes"][2]["boarding"] = None
    policy = parse(document)
    reason = why_not(a_case("primary", "LIFTED", boarding=True), policy.programme("CE_DAY"), policy, "2022A")
    assert "已享受义务教育寄宿生生活补助，两项不能同时享受" in reason


def test_a_child_with_nothing_is_told_every_programme_of_its_stage_and_what_to_do(policy, a_case):
    text = explain_nothing(a_case("primary"), policy, "2022A")
    assert text.startswith("2022年秋季学期没有可以享受的资助项目。义务教育寄宿生生活补助：")
    assert "义务教育非寄宿生生活补助：" in text
    assert "普通高中" not in text
    assert text.endswith("如家庭确有困难，可以向学校提出家庭经济困难学生认定申请。")


def test_a_child_on_a_list_without_a_tier_is_sent_to_the_school(policy, a_case):
    assert "请向学校提出" in explain_nothing(a_case("primary", "RIGID"), policy, "2022A")


def test_a_child_with_a_tier_is_given_no_advice_it_has_followed(policy, a_case):
    assert "认定申请" not in explain_nothing(a_case("primary", determined="general"), policy, "2022A")
    assert "没有面向" in explain_nothing(a_case("primary"), parse_without_programmes(policy), "2022A")


def parse_without_programmes(policy):
    return type(policy)(policy.tiers, policy.categories, policy.risk_removed, ())
