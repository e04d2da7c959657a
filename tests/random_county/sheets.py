"""Workbooks as people send them: titles above, decorated headings, blank rows, totals, hidden sheets, columns in any order."""

from datetime import date
from pathlib import Path
from random import Random

import xlsxwriter

Cells = dict[str, object]


def write_sheet(path: Path, headings: list[str], rows: list[Cells], rng: Random) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    book = xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd"})
    if rng.random() < 0.3:
        hidden = book.add_worksheet("字典")
        hidden.write_row(0, 0, headings)
        hidden.hide()
    sheet = book.add_worksheet("数据")
    sheet.activate()
    sheet.set_first_sheet()
    order = [*headings, *(["备用列"] if rng.random() < 0.3 else [])]
    if rng.random() < 0.5:
        rng.shuffle(order)
    top = write_titles(sheet, len(order), rng)
    for column, heading in enumerate(order):
        sheet.write_string(top, column, decorated(heading, rng))
    write_rows(sheet, top + 1, order, rows, rng)
    book.close()


def write_titles(sheet: xlsxwriter.worksheet.Worksheet, width: int, rng: Random) -> int:
    lines = rng.randrange(4)
    for line in range(lines):
        sheet.merge_range(line, 0, line, width - 1, ["扶风县汇总表", "填报单位：扶风县", ""][line])
    return lines


def decorated(heading: str, rng: Random) -> str:
    aliases = {"身份证号": "公民身份号码", "身份证号码": "证件号码", "证件号码": "身份证号码"}
    if heading in aliases and rng.random() < 0.3:
        heading = aliases[heading]
    if rng.random() < 0.15:
        heading = heading[:1] + "\n" + heading[1:]
    return ("*" if rng.random() < 0.2 else "") + heading + (" " if rng.random() < 0.1 else "")


def write_rows(sheet: xlsxwriter.worksheet.Worksheet, top: int, order: list[str], rows: list[Cells], rng: Random) -> None:
    line = top
    for row in rows:
        if rng.random() < 0.03:
            line += 1
        if rng.random() < 0.02:
            sheet.write_string(line, 0, rng.choice(["合计", "总计：12人", "备注：以上属实"]))
            line += 1
        for column, heading in enumerate(order):
            write_cell(sheet, line, column, row.get(heading, ""))
        line += 1


def write_cell(sheet: xlsxwriter.worksheet.Worksheet, line: int, column: int, cell: object) -> None:
    if isinstance(cell, date):
        sheet.write_datetime(line, column, cell)
    elif isinstance(cell, (int, float)):
        sheet.write_number(line, column, cell)
    elif cell != "":
        sheet.write_string(line, column, str(cell))
