"""What the people of a story do with their workbooks in their own spreadsheet program."""

from io import BytesIO
from pathlib import Path

from openpyxl import load_workbook


def spoil(sheet):
    """Four slips and one true change; answers what is right, by name and heading."""
    place = headings_of(sheet)
    seen = [sheet.cell(row, place["姓名"]).value for row in range(place["row"] + 1, sheet.max_row + 1)]
    rows = [row for row, name in enumerate(seen, place["row"] + 1) if name and seen.count(name) == 1][:5]
    number, check, grade, moved, twice = rows
    right = {(sheet.cell(row, place["姓名"]).value, heading): sheet.cell(row, place[heading]).value
             for row, heading in ((number, "身份证号"), (check, "身份证号"), (grade, "年级"))}  # fmt: skip
    sheet.cell(number, place["身份证号"]).value = int(sheet.cell(number, place["身份证号"]).value[:17] + "0")
    good = sheet.cell(check, place["身份证号"]).value
    sheet.cell(check, place["身份证号"]).value = good[:17] + ("1" if good[17] != "1" else "2")
    sheet.cell(grade, place["年级"]).value = "十年级"
    sheet.cell(moved, place["班级"]).value = "9班"
    sheet.append([cell.value for cell in sheet[twice]])
    return right


def mend(sheet, right):
    """The officer puts right what is marked in red, and takes out the second row of the child who stands there twice."""
    place, rows = headings_of(sheet), {}
    red = [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.comment]
    assert len(red) >= len(right)
    for row in range(place["row"] + 1, sheet.max_row + 1):
        rows.setdefault(sheet.cell(row, place["姓名"]).value, []).append(row)
    for (name, heading), value in right.items():
        cell = sheet.cell(rows[name][0], place[heading])
        assert cell.coordinate in red
        cell.value, cell.data_type = value, "s"
    sheet.delete_rows(sheet.max_row)


def headings_of(sheet):
    """Where each heading stands, and in which row."""
    row = next(cells for cells in sheet.iter_rows(max_row=20) if "姓名" in {str(cell.value).strip("*") for cell in cells})
    return {str(cell.value).strip("*"): cell.column for cell in row if cell.value} | {"row": row[0].row}


def opened(download):
    """The browser keeps what it takes under a name without an ending."""
    return load_workbook(BytesIO(Path(download.value.path()).read_bytes()))


def sheet_of(book):
    return next(sheet for sheet in book if sheet.sheet_state == "visible" and sheet.max_row > 3 and sheet.max_column > 5)


def saved(book, path):
    book.save(path)
    return path
