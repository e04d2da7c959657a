"""The yearly account as a Word file: six sections, then each number with its definition. It is edited and sealed afterwards."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from docx import Document
from docx.document import Document as Word
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from aid_portal.printing import shown

# 二号 小标宋, 三号 黑体 and 仿宋 with lines of 28 points, on the type area of GB/T 9704-2012.
TITLE, HEADING, BODY = ("方正小标宋简体", Pt(22)), ("黑体", Pt(16)), ("仿宋_GB2312", Pt(16))
CELL = ("宋体", Pt(10.5))
LINE = Pt(28)
MARGINS = {"top_margin": Mm(37), "bottom_margin": Mm(35), "left_margin": Mm(28), "right_margin": Mm(26)}
NO_ROWS = "本年没有登记，没有数字。"
WIDTHS = (Mm(42), Mm(32), Mm(82))


@dataclass(frozen=True, slots=True)
class PrintedFigure:
    """`value` with its unit; empty where there are no rows."""

    name: str
    value: str
    definition: str


@dataclass(frozen=True, slots=True)
class PrintedAccount:
    """`stand` says of which moment the numbers are, and who froze them."""

    title: str
    agency: str
    sections: Sequence[tuple[str, str]]
    figures: Sequence[PrintedFigure]
    stand: str
    made_at: datetime


def docx(account: PrintedAccount) -> bytes:
    document = Document()
    for name, size in MARGINS.items():
        setattr(document.sections[0], name, size)
    document.sections[0].page_width, document.sections[0].page_height = Mm(210), Mm(297)
    _paragraph(document, account.title, TITLE, centred=True)
    _paragraph(document, account.agency, BODY, centred=True)
    for heading, text in account.sections:
        _paragraph(document, heading, HEADING, indented=True)
        _paragraph(document, text or NO_ROWS, BODY, indented=True)
    document.add_page_break()
    _paragraph(document, "附：数字和口径", HEADING)
    _table(document, account.figures)
    _paragraph(document, account.stand, CELL)
    return _bytes(document, account)


def _table(document: Word, figures: Sequence[PrintedFigure]) -> None:
    table = document.add_table(rows=1, cols=len(WIDTHS), style="Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, WIDTHS, strict=True):
        column.width = width
    lines = [("项目", "数字", "口径"), *((each.name, each.value or NO_ROWS, each.definition) for each in figures)]
    for place, line in enumerate(lines):
        row = table.rows[0] if place == 0 else table.add_row()
        for cell, text, width in zip(row.cells, line, WIDTHS, strict=True):
            cell.width = width
            _written(cell.paragraphs[0], text, CELL)
    _repeat_head(table.rows[0])


def _repeat_head(row: object) -> None:
    properties = row._tr.get_or_add_trPr()
    properties.append(properties.makeelement(qn("w:tblHeader"), {}))


def _paragraph(document: Word, text: str, face: tuple[str, Pt], *, centred: bool = False, indented: bool = False) -> None:
    paragraph = document.add_paragraph()
    layout = paragraph.paragraph_format
    layout.space_before = layout.space_after = Pt(0)
    layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, LINE
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if indented:
        layout.first_line_indent = Pt(32)
    _written(paragraph, text, face)


def _written(paragraph: Paragraph, text: str, face: tuple[str, Pt]) -> None:
    """Word takes the font of Chinese characters from an attribute of its own."""
    run = paragraph.add_run(shown(text))
    run.font.name, run.font.size = face
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), face[0])


def _bytes(document: Word, account: PrintedAccount) -> bytes:
    properties = document.core_properties
    properties.title, properties.author = account.title, account.agency
    properties.last_modified_by, properties.comments = "", ""
    properties.created = properties.modified = account.made_at.replace(tzinfo=None)
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()
