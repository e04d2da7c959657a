"""What a draft of the policy is refused for."""

import pytest

from subsidies.rules.policy import problems


def programme(document, code):
    return next(each for each in document["programmes"] if each["code"] == code)


def test_the_shipped_policy_has_no_problem(document):
    assert problems(document) == []


BROKEN = {
    "a category that does not exist": ("CE_DAY", {"categories": ["LIFTED", "GONE"]}, "不存在的困难类别“GONE”"),
    "no stage": ("CE_DAY", {"stages": []}, "学段没有填写"),
    "an unknown stage": ("CE_DAY", {"stages": ["college"]}, "学段没有填写或无法识别"),
    "an unknown need": ("CE_DAY", {"needs": "luck"}, "享受条件无法识别"),
    "an unknown way of counting a part of a term": ("CE_DAY", {"proration": "week"}, "折算方式无法识别"),
    "an unknown stage of the statistics": ("HE_ENTRY", {"counted_under": "college"}, "统计学段无法识别"),
    "an unclear mark for the statistics": ("SH_FEE", {"uncounted": "perhaps"}, "是否计入年度统计只能填是或否"),
    "an unknown way of attending": ("CE_DAY", {"boarding": "maybe"}, "就读方式"),
    "by categories without one": ("CE_DAY", {"categories": []}, "没有选择类别"),
    "no rate": ("CE_DAY", {"rates": []}, "没有发放标准"),
    "a grade that no stage has": ("VOC_GRANT", {"grades": [{"from": "2015S", "grades": [0, 7]}]}, "年级应为1至6"),
    "a grade rule of a bad term": ("VOC_GRANT", {"grades": [{"from": "2015", "grades": [1]}]}, "学期“2015”写法不对"),
}


@pytest.mark.parametrize(("code", "change", "sentence"), BROKEN.values(), ids=BROKEN)
def test_a_programme_is_refused_for(document, code, change, sentence):
    programme(document, code).update(change)
    assert any(sentence in problem for problem in problems(document))


BROKEN_RATES = {
    "a negative amount": ({"amount": -1}, "负数"),
    "an amount that is no number": ({"amount": "许多"}, "不是数字"),
    "an amount below the fen": ({"amount": "312.505"}, "两位小数"),
    "no source": ({"source": " "}, "没有依据文件"),
    "a bad term": ({"from": "2022X"}, "学期“2022X”写法不对"),
    "a term that is no text": ({"from": 2022}, "学期“2022”写法不对"),
    "a stage the programme has not": ({"stage": "senior"}, "没有的学段"),
    "a tier that does not exist": ({"tier": "middling"}, "不存在的档次"),
}


@pytest.mark.parametrize(("change", "sentence"), BROKEN_RATES.values(), ids=BROKEN_RATES)
def test_a_rate_is_refused_for(document, change, sentence):
    programme(document, "PRE_LIVING")["rates"][0].update(change)
    assert any("学前生活补助" in problem and sentence in problem for problem in problems(document))


def test_an_amount_of_zero_is_allowed(document):
    programme(document, "PRE_LIVING")["rates"][0]["amount"] = 0
    assert problems(document) == []


def test_an_assumed_rate_may_wait_for_its_document(document):
    programme(document, "PRE_LIVING")["rates"][0].update(source="", assumed=True)
    assert problems(document) == []


BROKEN_SHARES = {
    "parts that come to less": ({"county": 40}, "合计是90%，请改为正好100%"),
    "parts that come to a hair more": ({"county": "50.01"}, "合计是100.01%"),
    "no part at all": ({"province": None, "county": 0}, "合计是0%"),
    "a negative part": ({"province": -10, "county": 110}, "比例有负数"),
    "a part that is no number": ({"county": "一半"}, "不是数字"),
    "a source that does not exist": ({"county": 20, "town": 30}, "来源“town”，只能是中央、省级、市级、县级"),
    "a bad term": ({"from": "2022X"}, "学期“2022X”写法不对"),
    "no document": ({"source": "", "assumed": False}, "资金分担没有依据文件"),
}


@pytest.mark.parametrize(("change", "sentence"), BROKEN_SHARES.values(), ids=BROKEN_SHARES)
def test_shares_are_refused_for(document, change, sentence):
    programme(document, "PRE_LIVING")["shares"][0].update(change)
    assert any("学前生活补助" in problem and sentence in problem for problem in problems(document))


def test_thirds_make_a_whole(document):
    programme(document, "PRE_LIVING")["shares"][0].update(province="33.33", city="33.33", county="33.34")
    assert problems(document) == []


def test_who_bears_the_money_is_said_once_a_term(document):
    shares = programme(document, "PRE_LIVING")["shares"]
    shares.append({**shares[0], "from": "2019A"})
    assert problems(document) == []
    shares.append(shares[0])
    assert problems(document) == ["“学前生活补助”自2011A起有两条资金分担，请删除其中一条。"]


def test_a_draft_may_leave_open_who_bears_the_money(document):
    del programme(document, "PRE_LIVING")["shares"]
    assert problems(document) == []


@pytest.mark.parametrize("word", ["none", "month", "day", None])
def test_a_part_of_a_term_counts_in_one_of_three_ways(document, word):
    programme(document, "CE_DAY")["proration"] = word
    assert problems(document) == []


def test_two_rates_of_one_term_for_the_same_child_are_refused(document):
    programme(document, "PRE_LIVING")["rates"].append({"from": "2011A", "tier": "severe", "amount": 500, "source": "S1"})
    assert any("两条标准同时适用" in problem for problem in problems(document))


def test_a_stage_without_a_rate_is_a_gap(document):
    programme(document, "CE_BOARD")["stages"].append("senior")
    assert any("普高学段没有适用于特别困难学生的标准" in problem for problem in problems(document))


def test_a_tier_without_a_rate_is_a_gap(document):
    del programme(document, "SH_GRANT")["rates"][1]
    assert any("没有适用于一般困难学生的标准" in problem for problem in problems(document))


def test_who_needs_no_tier_needs_a_rate_too(document):
    programme(document, "VOC_FEE")["rates"] = [
        {"from": "2012A", "tier": tier, "amount": 800, "source": "S16"} for tier in ("severe", "general")
    ]
    assert any("没有适用于未定档学生的标准" in problem for problem in problems(document))


def test_two_programmes_of_a_group_that_one_child_can_fit_are_refused(document):
    programme(document, "CE_DAY")["boarding"] = None
    assert any("不得同时享受" in problem for problem in problems(document))


def test_a_programme_of_no_group_may_meet_any_other(document):
    programme(document, "CE_DAY").update(boarding=None, exclusive_group=None)
    assert problems(document) == []


@pytest.mark.parametrize(("grades", "refused"), [([3], True), ([4], False)])
def test_grades_that_meet_only_in_a_later_term_count(document, grades, refused):
    later = {
        **programme(document, "VOC_GRANT"),
        "code": "VOC_LATER",
        "label": "另一项",
        "grades": [{"from": "2015S", "grades": grades}],
    }
    document["programmes"].append(later)
    assert bool(problems(document)) is refused


def test_an_unknown_rule_on_removed_risks_is_refused(document):
    assert any("风险消除后" in problem for problem in problems({**document, "risk_removed": "sometimes"}))


def test_the_two_determined_tiers_must_be_there(document):
    document["tiers"].pop()
    assert any("缺少困难档次“general”" in problem for problem in problems(document))


@pytest.mark.parametrize(
    ("change", "sentence"),
    [({"tier": "middling"}, "档次“middling”不存在"), ({"tier": None}, "不得降档"), ({"label": ""}, "没有代码或名称")],
)
def test_a_category_is_refused_for(document, change, sentence):
    document["categories"][0].update(change)
    assert any(sentence in problem for problem in problems(document))


@pytest.mark.parametrize("part", ["tiers", "categories", "programmes"])
def test_a_code_stands_once(document, part):
    document[part].append(document[part][0])
    assert any("重复" in problem for problem in problems(document))


@pytest.mark.parametrize("code", ["A|B", "带汉字", "1ST", "A" * 17])
def test_a_code_that_could_not_be_kept_apart_in_the_results_is_refused(document, code):
    document["categories"].append({"code": code, "label": "受灾家庭", "owner": "school"})
    assert any(f"困难类别代码“{code}”应为字母开头" in problem for problem in problems(document))


@pytest.mark.parametrize(("more", "refused"), [(9, False), (10, True)])
def test_there_are_at_most_as_many_categories_as_a_case_has_bits(document, more, refused):
    document["categories"] += [{"code": f"C{n}", "label": f"类{n}", "owner": "school"} for n in range(more)]
    assert any("最多24个" in problem for problem in problems(document)) is refused
