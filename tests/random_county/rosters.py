"""Roster rows of a term: children as the schools write them down."""

from datetime import date, timedelta
from random import Random

from tests.random_county.dirt import another_name, spelled_date, spelled_id, spelled_name, spoiled_cells
from tests.random_county.people import STAGES, Child

HEADINGS = [
    "学校标识码", "学校名称", "学籍号", "姓名", "性别", "身份证号", "出生日期", "学段", "年级", "班级", "就读方式", "户口性质",
    "专业名称", "是否涉农专业", "学生状态", "状态日期", "监护人姓名", "监护人身份证号", "联系电话", "银行账号", "开户行",
    "账户户名", "家庭住址",
]  # fmt: skip
NUMERALS = "一二三四五六七八九"
STAGE_WORDS = {"kindergarten": "学前", "primary": "小学", "junior": "初中", "senior": "普高", "vocational": "中职"}


def grade_word(rng: Random, child: Child) -> str:
    numeral = NUMERALS[child.grade - 1]
    words = {
        "kindergarten": [["小班", "中班", "大班"][child.grade - 1]] if child.grade <= 3 else ["大班"],
        "primary": [numeral + "年级", "小学" + numeral + "年级"],
        "junior": [NUMERALS[min(child.grade + 5, 8)] + "年级", "初" + numeral],
        "senior": ["高" + numeral, "高中" + numeral + "年级"],
        "vocational": ["中职" + numeral + "年级", "中职" + numeral, numeral + "年级"],
    }
    return rng.choice(words[child.stage])


def row_of(rng: Random, child: Child, cut_off: date) -> dict[str, object]:
    code = child.school
    row = {
        "学校标识码": float(int(code)) if rng.random() < 0.1 else code,
        "学籍号": spelled_id(rng, child.registry),
        "姓名": spelled_name(rng, child.name),
        "身份证号": spelled_id(rng, child.id) if child.id else "",
        "出生日期": spelled_date(rng, child.born) if rng.random() < (0.3 if child.id else 0.6) else "",
        "学段": STAGE_WORDS[child.stage] if rng.random() < 0.2 else "",
        "年级": grade_word(rng, child),
        "班级": rng.choice(["1班", "2", 3.0]),
        "就读方式": rng.choice(["住校", "寄宿", "住宿", "是"] if child.boarding else ["走读", "非寄宿", "否"]),
        "户口性质": rng.choice(["农业", "农村", "县镇", "城市", "非农业", "非农", "", ""]),
        "是否涉农专业": rng.choice(["是", "否", "", ""]) if child.stage == "vocational" else "",
        "监护人姓名": spelled_name(rng, child.guardian),
        "监护人身份证号": spelled_id(rng, child.guardian_id),
        **standing(rng, cut_off),
        **child.words,
    }
    return {**row, **spoiled_cells(rng, child)} if rng.random() < 0.10 else row


def standing(rng: Random, cut_off: date) -> dict[str, object]:
    """Mostly present; a departure on the cut-off day counts, a day later it does not yet."""
    chance = rng.random()
    if chance < 0.8:
        return {"学生状态": rng.choice(["", "在读", "在校"])}
    if chance < 0.83:
        return {"学生状态": "送教上门"}
    if chance < 0.86:
        return {"学生状态": "死亡", "状态日期": rng.choice(["", spelled_date(rng, cut_off - timedelta(days=rng.randrange(20)))])}
    since = rng.choice([None, cut_off, cut_off + timedelta(days=1), cut_off - timedelta(days=9)])
    word = rng.choice(["休学", "转出", "退学", "毕业"])
    return {"学生状态": word, "状态日期": spelled_date(rng, since) if since else ""}


def twice_in_one_file(rng: Random, rows: list[dict[str, object]]) -> list[dict[str, object]]:
    """Now and then a row stands again, whole or with another error beside it."""
    for row in rng.sample(rows, min(len(rows), rng.choice([0, 0, 1, 2]))):
        rows = [*rows, {**row, **rng.choice([{}, {"班级": "9班"}, {"就读方式": "半寄宿"}, {"学籍号": "", "班级": "8班"}])}]
    return rows


def in_a_second_school(rng: Random, child: Child, schools: list[tuple[str, str]]) -> Child | None:
    """The same child in the roster of another school of its stage, sometimes under another name."""
    others = [school for school in schools if child.stage in STAGES[school[1]] and school[0] != child.school]
    if not others or "学生状态" in child.words:
        return None
    code, school_type = rng.choice(others)
    name = another_name(rng, child.name) if rng.random() < 0.3 else child.name
    return Child(**{**vars(child), "school": code, "school_type": school_type, "name": name, "boarding": not child.boarding})
