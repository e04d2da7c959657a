from datetime import date

import pytest

from students.rules.record_rows import read_record
from tests.students.rules.rows import BOY, FATHER, TODAY, FormulaCell, codes, record_cells

BAD_CHECK = BOY[:-1] + "5"

RURAL = {
    "数据日期": "2022-09-20", "户编号": "6103240000000001", "人编号": "P000000001", "姓名": "王小明", "证件号码": BOY,
    "与户主关系": "之子", "户类型": "脱贫户",
}  # fmt: skip
CIVIL = {"姓名": "王小明", "身份证号码": BOY, "救助类别": "农村低保", "享受起始年月": "2022-09"}
ORPHAN = {"姓名": "王小明", "身份证号": BOY, "类别": "孤儿", "起始年月": "2022-09"}
DISABLED = {"姓名": "王小明", "身份证号": BOY, "残疾人证号": f"{BOY}43", "证件状态": "正常"}
MARTYR = {"姓名": "王小明", "身份证号": BOY}


def read(kind, row, unknown=(), /, **changed):
    return read_record(kind, 7, record_cells(kind, **(row | changed)), TODAY, unknown)


def rural(**changed):
    return read("rural", RURAL, **changed)


def test_a_rural_row_gives_the_person_and_the_household():
    values = rural(**{"在校生状况": "小学", "乡(镇)": "法门镇", "行政村": "某村", "户联系电话": "13812341234"}).values
    assert (values.row, values.name, values.resident_id, values.id_state) == (7, "王小明", BOY, "valid")
    assert (values.person_number, values.household_number, values.relation) == ("P000000001", "6103240000000001", "之子")
    assert (values.town, values.village, values.schooling, values.data_date) == ("法门镇", "某村", "小学", date(2022, 9, 20))
    assert (values.birth_date, values.categories, values.detail) == (date(2014, 3, 15), ("LIFTED",), "脱贫户")
    assert values.extra == {"户联系电话": "13812341234"}


@pytest.mark.parametrize(
    ("household", "monitoring", "categories"),
    [
        ("一般农户", "", ()),
        ("脱贫户", "", ("LIFTED",)),
        ("监测户", "脱贫不稳定户", ("LIFTED", "MON_UNSTABLE")),
        ("脱贫户", "脱贫不稳定", ("LIFTED", "MON_UNSTABLE")),
        ("监测户", "边缘易致贫", ("MON_EDGE",)),
        ("脱贫户", "突发严重困难户", ("LIFTED", "MON_SUDDEN")),
        ("", "边缘易致贫户", ("MON_EDGE",)),
    ],
)
def test_household_and_monitoring_type_make_the_categories(household, monitoring, categories):
    record = rural(**{"户类型": household, "易返贫致贫户(监测对象)类型": monitoring})
    assert (record.issues, record.values.categories) == ([], categories)


@pytest.mark.parametrize(("column", "word"), [("户类型", "其他户"), ("易返贫致贫户(监测对象)类型", "待定")])
def test_an_unknown_word_is_a_warning_and_no_category(column, word):
    record = rural(**{"户类型": "一般农户"} | {column: word})
    assert codes(record) == [(column, "unknown_category")]
    assert not record.has_error
    assert record.values.categories == ()


@pytest.mark.parametrize(("word", "removed"), [("是", True), ("已消除", True), ("否", False), ("未消除", False), ("", False)])
def test_a_risk_is_removed_when_the_list_says_so(word, removed):
    values = rural(风险是否消除=word, 风险消除时间=date(2022, 9, 1)).values
    assert (values.risk_removed, values.risk_removed_on) == (removed, date(2022, 9, 1))


@pytest.mark.parametrize(
    ("word", "finished"), [("高中一年级", True), ("中职二年级", True), ("本科", True), ("九年级", False), ("", False)]
)
def test_schooling_beyond_grade_nine_tells_that_grade_nine_is_done(word, finished):
    assert rural(在校生状况=word).values.finished_grade_nine is finished


@pytest.mark.parametrize(
    ("cell", "code", "state"),
    [
        ("", "missing", "missing"),
        (610324201403150000.0, "numeric_id", "numeric"),
        (BAD_CHECK, "bad_check_digit", "malformed"),
        ("6103242014031500", "bad_length", "malformed"),
        ("610324140315001", "fifteen_digit_id", "malformed"),
        ("610324201402300014", "bad_birth_date", "malformed"),
    ],
)
def test_a_bad_id_is_a_warning_and_the_row_is_kept_for_review(cell, code, state):
    record = rural(证件号码=cell)
    assert codes(record) == [("证件号码", code)]
    assert (record.row, record.has_error, record.has_warning) == (7, False, True)
    assert (record.values.id_state, record.values.resident_id) == (state, "")


@pytest.mark.parametrize(
    ("cell", "born"),
    [
        (610324201403150000.0, date(2014, 3, 15)),
        (BAD_CHECK, date(2014, 3, 15)),
        (BOY[:-1], date(2014, 3, 15)),
        (BOY[:-2], None),
        ("610324201402300014", None),
        ("610324140315001", None),
        ("610324203103150014", None),
        ("", None),
    ],
)
def test_without_a_valid_id_the_birth_date_is_read_from_the_failed_one(cell, born):
    assert rural(证件号码=cell).values.birth_date == born


def test_a_birth_date_of_its_own_comes_before_that_of_a_failed_id():
    assert rural(证件号码=BAD_CHECK, 出生日期="2014-03-16").values.birth_date == date(2014, 3, 16)
    assert rural(出生日期="2014-03-16").values.birth_date == date(2014, 3, 15)


@pytest.mark.parametrize(
    ("column", "cell", "code"),
    [
        ("姓名", "", "missing"),
        ("人编号", "", "missing"),
        ("数据日期", "昨天", "bad_date"),
        ("数据日期", "2022-09-21", "future_data_date"),
        ("风险消除时间", "去年", "bad_date"),
        ("人编号", "P" * 41, "too_long"),
        ("证件号码", FormulaCell(BOY), "formula_cell"),
    ],
)
def test_an_error_keeps_a_record_out(column, cell, code):
    record = rural(**{column: cell})
    assert (column, code) in codes(record, "error")
    assert record.has_error


def test_a_household_number_in_a_numeric_cell_may_have_lost_digits():
    record = rural(户编号=6103240000000001)
    assert codes(record) == [("户编号", "numeric_id")]
    assert rural(户编号=12345.0).values.household_number == "12345"


@pytest.mark.parametrize(
    ("word", "category"),
    [
        ("农村低保", "DIBAO_RURAL"),
        ("城市低保", "DIBAO_URBAN"),
        ("特困分散", "TEKUN"),
        ("特困集中供养", "TEKUN"),
        ("特困", "TEKUN"),
        ("低保边缘家庭", "DIBAO_EDGE"),
        ("刚性支出困难", "RIGID"),
        (" 农村 低保", "DIBAO_RURAL"),
    ],
)
def test_civil_affairs_words_make_categories(word, category):
    record = read("civil", CIVIL, 救助类别=word)
    assert (record.issues, record.values.categories, record.values.detail) == ([], (category,), "".join(word.split()))


@pytest.mark.parametrize("word", ["农村低保边缘", "临时救助", ""])
def test_another_word_of_civil_affairs_is_kept_without_a_category(word):
    record = read("civil", CIVIL, 救助类别=word)
    assert codes(record) == [("救助类别", "unknown_category")]
    assert (record.has_error, record.values.categories) == (False, ())


def test_civil_months_begin_and_end_on_their_first_day():
    values = read("civil", CIVIL, 停发年月="2022年11月").values
    assert (values.starts_on, values.ends_on) == (date(2022, 9, 1), date(2022, 11, 1))
    assert read("civil", CIVIL).values.ends_on is None


@pytest.mark.parametrize(
    ("column", "cell", "code"),
    [("享受起始年月", "", "missing"), ("享受起始年月", "前年", "bad_date"), ("停发年月", "2022-13", "bad_date")],
)
def test_a_civil_row_without_a_readable_start_is_an_error(column, cell, code):
    assert codes(read("civil", CIVIL, **{column: cell})) == [(column, code)]


@pytest.mark.parametrize(
    ("word", "category"), [("孤儿", "ORPHAN"), ("事实无人抚养", "UNATTENDED"), ("事实无人抚养儿童", "UNATTENDED")]
)
def test_orphans_and_children_nobody_raises(word, category):
    values = read("orphans", ORPHAN, 类别=word, 终止年月="2022-08", 监护人姓名="王大明", 监护人身份证号=FATHER).values
    assert (values.categories, values.starts_on, values.ends_on) == ((category,), date(2022, 9, 1), date(2022, 8, 1))
    assert (values.guardian_name, values.guardian_id) == ("王大明", FATHER)


@pytest.mark.parametrize(("status", "active"), [("正常", True), ("注销", False), ("冻结", False), ("", False)])
def test_a_disability_card_counts_while_it_is_in_force(status, active):
    record = read("disabled", DISABLED, 证件状态=status)
    assert (record.issues, record.values.active, record.values.categories) == ([], active, ("DIS",))


def test_a_disability_card_counts_to_the_last_day_of_its_validity():
    assert read("disabled", DISABLED, 有效期至="2022-09-30").values.ends_on == date(2022, 10, 1)
    assert read("disabled", DISABLED, 有效期至="9999-12-31").values.ends_on is None
    assert read("disabled", DISABLED).values.ends_on is None


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        (f"{BOY}83", "bad_disability_number"),
        ("", "bad_disability_number"),
        (f"{BOY}4", "bad_disability_number"),
        (6.1e19, "numeric_id"),
    ],
)
def test_scenario_7_a_bad_disability_number_is_a_warning_and_the_row_counts(cell, code):
    record = read("disabled", DISABLED, 残疾人证号=cell)
    assert codes(record) == [("残疾人证号", code)]
    assert (record.has_error, record.values.active) == (False, True)


def test_scenario_7_a_reissued_disability_number_is_accepted():
    record = read("disabled", DISABLED, 残疾人证号=f"{BOY}43b1".upper(), 残疾类别="肢体", 残疾等级="三级")
    assert (record.issues, record.values.detail) == ([], "肢体 三级 正常")


def test_a_martyrs_child_is_one_without_end():
    record = read("martyrs", MARTYR, 烈士姓名="王大勇")
    assert (record.issues, record.values.categories, record.values.detail) == ([], ("MARTYR",), "王大勇")
    assert (record.values.starts_on, record.values.ends_on, record.values.active) == (None, None, True)


def test_unknown_columns_of_a_list_are_kept_as_text():
    record = read("martyrs", MARTYR, ("批次", "空"), 批次=3.0, 空="")
    assert record.values.extra == {"批次": "3"}
