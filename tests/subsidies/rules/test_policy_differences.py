"""What separates two versions, in words; the shipped policy as the old side."""

from copy import deepcopy

import pytest

from subsidies.rules.policy_differences import differences, sentence


def entry(document: dict, part: str, code: str) -> dict:
    return next(each for each in document[part] if each["code"] == code)


def changed(document: dict, change) -> list[tuple[str, str, str, str, str]]:
    new = deepcopy(document)
    change(new)
    return [(each.word, each.thing, each.field, each.old, each.new) for each in differences(document, new)]


def test_the_same_amount_spelt_otherwise_is_no_difference(document: dict) -> None:
    assert changed(document, lambda new: entry(new, "programmes", "PRE_LIVING")["rates"][0].update(amount="375")) == []


def test_the_same_shares_spelt_otherwise_are_no_difference(document: dict) -> None:
    spelt = {"county": "50.00", "city": 0}
    assert changed(document, lambda new: entry(new, "programmes", "PRE_LIVING")["shares"][0].update(spelt)) == []
    assert changed(document, lambda new: entry(new, "programmes", "PRE_LIVING").update(proration="none")) == []


CHANGES = {
    "amount": (
        lambda new: entry(new, "programmes", "PRE_LIVING")["rates"][0].update(amount="400.5"),
        ("修改", "“学前生活补助”自2011年秋季学期起的标准", "每学期金额（元）", "375.00", "400.50"),
    ),
    "approved document": (
        lambda new: entry(new, "programmes", "SH_GRANT")["rates"][2].update(assumed=False),
        ("修改", "“普通高中国家助学金”自2025年春季学期起的标准（特别困难）", "待核定", "是", "否"),
    ),
    "category": (
        lambda new: entry(new, "categories", "DIBAO_EDGE").update(tier="general"),
        ("修改", "困难类别“低保边缘家庭”", "直接对应的档次", "由学校认定", "一般困难"),
    ),
    "risk": (
        lambda new: new.update(risk_removed="never"),
        ("修改", "监测对象", "风险消除后", "本学年内消除的，享受到本学年结束", "风险消除后不再享受"),
    ),
    "shares": (
        lambda new: entry(new, "programmes", "SH_GRANT")["shares"][0].update(province="12.50", county="7.5"),
        (
            "修改",
            "“普通高中国家助学金”自2015年春季学期起的资金分担",
            "分担比例",
            "中央80%、县级20%",
            "中央80%、省级12.5%、县级7.5%",
        ),
    ),
    "approved shares": (
        lambda new: entry(new, "programmes", "SH_GRANT")["shares"][0].update(assumed=False),
        ("修改", "“普通高中国家助学金”自2015年春季学期起的资金分担", "待核定", "是", "否"),
    ),
    "proration": (
        lambda new: entry(new, "programmes", "VOC_GRANT").update(proration="month"),
        ("修改", "资助项目“中等职业教育国家助学金”", "折算方式", "基准日在校即全额", "按月"),
    ),
    "statistics": (
        lambda new: entry(new, "programmes", "SH_FEE").pop("uncounted"),
        ("修改", "资助项目“普通高中免学杂费”", "年度统计", "不计入", "计入，按学生学段"),
    ),
    "stage of the statistics": (
        lambda new: entry(new, "programmes", "VOC_FEE").update(counted_under="higher"),
        ("修改", "资助项目“中等职业教育免学费”", "年度统计", "计入，按学生学段", "计入，列在高等教育"),
    ),
    "exclusive group": (
        lambda new: entry(new, "programmes", "VOC_GRANT").pop("exclusive_group"),
        ("修改", "资助项目“中等职业教育国家助学金”", "不得同时享受", "普通高中国家助学金", ""),
    ),
    "grades": (
        lambda new: entry(new, "programmes", "VOC_GRANT")["grades"][1].update(grades=[1, 2]),
        ("修改", "“中等职业教育国家助学金”自2025年春季学期起的年级范围", "年级", "一年级、二年级、三年级", "一年级、二年级"),
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_is_told_old_and_new(name: str, document: dict) -> None:
    change, told = CHANGES[name]
    assert told in changed(document, change)


def test_what_comes_and_what_goes_is_told_with_all_that_it_says(document: dict) -> None:
    rate = {"from": "2026S", "amount": "420.00", "source": "陕财办教〔2026〕1号"}
    come = changed(document, lambda new: entry(new, "programmes", "PRE_LIVING")["rates"].append(rate))
    assert {row[0] for row in come} == {"新增"}
    assert [row[4] for row in come] == ["420.00", "陕财办教〔2026〕1号"]
    share = {"from": "2026S", "central": 100, "source": "财教〔2026〕1号"}
    come = changed(document, lambda new: entry(new, "programmes", "PRE_LIVING")["shares"].append(share))
    assert [(row[0], row[4]) for row in come] == [("新增", "中央100%"), ("新增", "财教〔2026〕1号")]
    gone = changed(document, lambda new: new["categories"].pop())
    assert {row[:2] for row in gone} == {("删除", "困难类别“其他家庭经济困难”")}


def test_another_order_of_priority_is_a_difference(document: dict) -> None:
    told = changed(document, lambda new: new["categories"].reverse())
    assert [(row[1], row[2]) for row in told] == [("困难类别", "先后次序")]


def test_a_sentence_names_both_sides_and_tells_a_thing_once(document: dict) -> None:
    new = deepcopy(document)
    entry(new, "programmes", "PRE_LIVING")["rates"][0].update(amount=400, source="甲")
    entry(new, "programmes", "PRE_LIVING")["rates"].append({"from": "2026S", "amount": 420, "source": "乙"})
    new["categories"].pop()
    told = (
        "删除困难类别“其他家庭经济困难”；"
        "修改“学前生活补助”自2011年秋季学期起的标准：每学期金额（元） 375.00 → 400.00，依据文件 S13 S14 → 甲；"
        "新增“学前生活补助”自2026年春季学期起的标准：每学期金额（元） 420.00，依据文件 乙"
    )
    assert sentence(differences(document, new)) == told
