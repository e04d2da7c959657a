"""Rows copied from a spreadsheet and pasted into the page: made into a workbook that goes the way of every file."""

from io import BytesIO

from django.utils.translation import gettext as _

from aid_portal.errors import Refused
from aid_portal.sandbox.layout import Spec, find
from aid_portal.sheets.books import SheetSpec, write_book
from aid_portal.sheets.columns import Column
from students.sheets.rosters import ATTRIBUTES, ROSTER

MOST_ROWS = 200


def workbook_of(text: str) -> bytes:
    """Every cell as text, headings from the first row or, where it holds none, in the template's order."""
    rows = [line.split("\t") for line in text.splitlines() if line.strip()]
    headed = bool(rows) and find([(1, rows[0])], Spec(**ROSTER.as_request())) is not None
    headings = rows.pop(0) if headed else list(ATTRIBUTES)
    if not rows:
        raise Refused(_("没有粘贴任何数据行。请在表格里选中要上传的行，复制后粘贴。"), code="empty_paste")
    if len(rows) > MOST_ROWS:
        words = {"count": len(rows), "most": MOST_ROWS}
        raise Refused(_("粘贴了 %(count)s 行，最多 %(most)s 行。行数多时请上传文件。") % words, code="too_many_rows")
    width = max(len(headings), *map(len, rows))
    if width > len(headings):
        words = {"found": width, "columns": len(headings)}
        raise Refused(_("有的行有 %(found)s 列，表头只有 %(columns)s 列。请连同表头一起复制。") % words, code="too_many_columns")
    stream = BytesIO()
    even = [[cell.strip() for cell in row] + [""] * (width - len(row)) for row in rows]
    write_book(stream, [SheetSpec(_("粘贴"), [Column(heading) for heading in headings], even)])
    return stream.getvalue()
