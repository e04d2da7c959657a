"""Cells, ids, names and dates, read straight from eligibility.md 1-3; shares no line with the product."""

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

from python_calamine import CalamineWorkbook, SheetVisibleEnum

Row = tuple[int, dict[str, object]]

SAME = [
    ["身份证号", "证件号码", "身份证号码", "公民身份号码"],
    ["易返贫致贫户(监测对象)类型", "监测对象类别", "监测对象类型"],
    ["风险是否消除", "风险是否已消除"],
    ["首次识别时间", "识别监测时间"],
]
ONE_NAME = {other: names[0] for names in SAME for other in names}


def heading(cell: object) -> str:
    text = re.sub(r"[\s*]", "", str(cell)).replace("（", "(").replace("）", ")")
    return ONE_NAME.get(text, text)


def read_sheet(path: Path, required: list[str]) -> list[Row]:
    book = CalamineWorkbook.from_path(path)
    for info in book.sheets_metadata:
        if info.visible != SheetVisibleEnum.Visible:
            continue
        rows = book.get_sheet_by_name(info.name).to_python(skip_empty_area=False)
        for top, row in enumerate(rows[:20]):
            headings = [heading(cell) for cell in row]
            if 2 * len(set(required) & set(headings)) >= len(required):
                assert set(required) <= set(headings), (path, headings)
                return data_rows(rows, top, headings)
    raise AssertionError(f"{path}: no heading row")


def data_rows(rows: list[list[object]], top: int, headings: list[str]) -> list[Row]:
    found = []
    for number, row in enumerate(rows[top + 1 :], top + 2):
        filled = [str(cell).strip() for cell in row if str(cell).strip()]
        if filled and not filled[0].startswith(("合计", "总计", "备注")):
            found.append((number, dict(zip(headings, row, strict=False))))
    return found


def text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(Decimal(repr(cell))))  # int(cell) would show the binary neighbour of a long number
    if isinstance(cell, date):
        return cell.isoformat()[:10]
    plain = str(cell).strip()
    plain = "".join(chr(ord(c) - 0xFEE0) if c in FULL_WIDTH else c for c in plain)
    return plain.removeprefix("'").strip()


FULL_WIDTH = {chr(ord(c) + 0xFEE0) for c in "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"}


def id_text(cell: object) -> str:
    return re.sub(r"\s", "", text(cell)).replace("x", "X")


def is_numeric(cell: object) -> bool:
    return isinstance(cell, (int, float)) and not isinstance(cell, bool)


def real_day(digits: str) -> date | None:
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return None


def id_fault(number: str, day: date) -> str:
    """'' for a valid id."""
    if not number:
        return "missing"
    if re.fullmatch(r"[0-9]{15}", number):
        return "fifteen_digit_id"
    if len(number) != 18:
        return "bad_length"
    born = real_day(number[6:14])
    if born is None or born > day:
        return "bad_birth_date"
    if not re.fullmatch(r"[0-9]{17}[0-9X]", number):
        return "bad_check_digit"
    weights = [2 ** (17 - place) % 11 for place in range(17)]
    remainder = sum(int(digit) * weight for digit, weight in zip(number, weights, strict=False)) % 11
    return "" if "10X98765432"[remainder] == number[17] else "bad_check_digit"


def same_name(name: str) -> str:
    """White space removed, every middle dot one dot; a full stop only between two Han characters."""
    joined = re.sub(r"[•・]", "·", re.sub(r"\s", "", name))
    return re.sub(r"(?<=[\u4e00-\u9fff])\.(?=[\u4e00-\u9fff])", "·", joined)


def read_day(cell: object) -> date | None:
    """None for an empty cell; ValueError for what is no date."""
    if isinstance(cell, date):
        return date(cell.year, cell.month, cell.day)
    plain = text(cell)
    if not plain:
        return None
    if re.fullmatch(r"[0-9]{8}", plain):
        parts = [plain[:4], plain[4:6], plain[6:]]
    else:
        match = re.fullmatch(r"([0-9]{4})([-/.年])([0-9]{1,2})([-/.月])([0-9]{1,2})(日?)", plain)
        if not match or (match[2], match[4], match[6]) not in {(c, c, "") for c in "-/."} | {("年", "月", "日")}:
            raise ValueError(plain)
        parts = [match[1], match[3], match[5]]
    return date(*map(int, parts))


def read_month(cell: object) -> tuple[int, int] | None:
    if isinstance(cell, date):
        return cell.year, cell.month
    plain = text(cell)
    if not plain:
        return None
    match = re.fullmatch(r"([0-9]{4})(?:[-/.]?([0-9]{2})|[-/.]([0-9])|年([0-9]{1,2})月)", plain)
    if not match:
        day = read_day(plain)
        return day.year, day.month
    month = int(match[2] or match[3] or match[4])
    if not 1 <= month <= 12:
        raise ValueError(plain)
    return int(match[1]), month


def whole_years(born: date, day: date) -> int:
    years = day.year - born.year
    return years - 1 if (born.month, born.day) > (day.month, day.day) else years
