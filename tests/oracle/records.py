"""What a row of a department's file says of a person on the cut-off day (eligibility.md 4)."""

from datetime import date

from tests.oracle.cells import Row, id_fault, id_text, is_numeric, read_day, read_month, real_day, same_name, text

REQUIRED = {
    "rural": ["数据日期", "户编号", "人编号", "姓名", "身份证号", "与户主关系", "户类型"],
    "civil": ["姓名", "身份证号", "救助类别", "享受起始年月"],
    "orphans": ["姓名", "身份证号", "类别", "起始年月"],
    "disabled": ["姓名", "身份证号", "残疾人证号", "证件状态"],
    "martyrs": ["姓名", "身份证号"],
    "determinations": ["学籍号", "姓名", "学年", "认定档次"],
}
MONITORED = {"脱贫不稳定户": "MON_UNSTABLE", "边缘易致贫户": "MON_EDGE", "突发严重困难户": "MON_SUDDEN"}
AFTER_GRADE_NINE = ("高中", "普高", "中职", "技师", "高职", "大专", "本科", "硕士", "博士")


DAYS = {"rural": ["数据日期", "风险消除时间", "出生日期"], "disabled": ["有效期至", "出生日期"]}
MONTHS = {"civil": ["享受起始年月", "停发年月"], "orphans": ["起始年月", "终止年月"]}


def has_error(kind: str, cells: dict, day: date) -> bool:
    """Whatever is wrong with its id a row is kept; without a name or number, or with an unreadable date, it is not."""
    try:
        days = [read_day(cells.get(column, "")) for column in DAYS.get(kind, ["出生日期"])]
        months = [read_month(cells.get(column, "")) for column in MONTHS.get(kind, [])]
    except ValueError:
        return True
    if not text(cells["姓名"]) or (kind == "rural" and not text(cells["人编号"])):
        return True
    return bool(kind == "rural" and days[0] and days[0] > day) or bool(months and months[0] is None)


def read_record(kind: str, row: Row, day: date) -> dict:
    """Who the row is about; a birth date may come from 出生日期 or from an id of 17 or 18 digits that is not valid."""
    number, cells = row
    shown = id_text(cells["身份证号"])
    valid = not is_numeric(cells["身份证号"]) and not id_fault(shown, day)
    digits = shown if valid or (len(shown) in (17, 18) and shown[:17].isdigit()) else ""
    born = real_day(digits[6:14]) if digits else None
    born = born if born and born <= day else None
    return {
        "kind": kind,
        "row": number,
        "cells": cells,
        "id": shown if valid else "",
        "name": same_name(text(cells["姓名"])),
        "born": born if valid else read_day(cells.get("出生日期", "")) or born,
        "person": text(cells.get("人编号", "")),
    }


def categories(record: dict, term: str, cut_off: date, risk_removed: str) -> set[str]:
    """DISABLED stands for a card in force: it makes the child DIS_STU and the child of its holder DIS_PARENT."""
    given = {"rural": rural, "civil": civil, "orphans": orphans, "disabled": disabled, "martyrs": martyrs}
    return given[record["kind"]](record["cells"], term, cut_off, risk_removed)


def rural(cells: dict, term: str, cut_off: date, risk_removed: str) -> set[str]:
    kind = text(cells.get("易返贫致贫户(监测对象)类型", ""))
    kind = kind if not kind or kind.endswith("户") else kind + "户"
    found = {"LIFTED"} if text(cells["户类型"]) == "脱贫户" or kind == "脱贫不稳定户" else set()
    if kind in MONITORED and risk_counts(cells, term, risk_removed):
        found.add(MONITORED[kind])
    return found


def risk_counts(cells: dict, term: str, risk_removed: str) -> bool:
    if text(cells.get("风险是否消除", "")) not in ("是", "已消除"):
        return True
    if risk_removed in ("always", "never"):
        return risk_removed == "always"
    year, autumn = int(term[:4]), term[4] == "A"
    borders = {
        "until_end_of_academic_year": date(year if autumn else year - 1, 9, 1),
        "until_end_of_term": date(year, 9 if autumn else 2, 1),
    }
    removed = read_day(cells.get("风险消除时间", ""))
    return removed is not None and removed >= borders[risk_removed]


def in_months(start: object, stop: object, cut_off: date) -> bool:
    first, last = read_month(start), read_month(stop)
    month = (cut_off.year, cut_off.month)
    return first is not None and first <= month and (last is None or last > month)


def civil(cells: dict, term: str, cut_off: date, risk_removed: str) -> set[str]:
    kind = text(cells["救助类别"])
    whole = {"农村低保": "DIBAO_RURAL", "城市低保": "DIBAO_URBAN"}
    beginnings = [("特困", "TEKUN"), ("低保边缘", "DIBAO_EDGE"), ("刚性支出", "RIGID")]
    found = {code for words, code in beginnings if kind.startswith(words)}
    found |= {whole[kind]} if kind in whole else set()
    return found if in_months(cells["享受起始年月"], cells.get("停发年月", ""), cut_off) else set()


def orphans(cells: dict, term: str, cut_off: date, risk_removed: str) -> set[str]:
    kind = text(cells["类别"])
    found = {"ORPHAN"} if kind == "孤儿" else {"UNATTENDED"} if kind.startswith("事实无人抚养") else set()
    return found if in_months(cells["起始年月"], cells.get("终止年月", ""), cut_off) else set()


def martyrs(cells: dict, term: str, cut_off: date, risk_removed: str) -> set[str]:
    return {"MARTYR"}


def disabled(cells: dict, term: str, cut_off: date, risk_removed: str) -> set[str]:
    until = read_day(cells.get("有效期至", ""))
    in_force = text(cells["证件状态"]) == "正常" and (until is None or until >= cut_off)
    return {"DISABLED"} if in_force else set()
