"""Printed papers read back: the text of each page of a PDF, the cells of a workbook."""

import io
import re

import openpyxl
from pypdf import PdfReader


def pages_of(pdf: bytes) -> list[str]:
    """Line breaks and the places where a cell may be broken are taken out: they are layout."""
    return [re.sub(r"[\s\u200b]+", "", page.extract_text()) for page in PdfReader(io.BytesIO(pdf)).pages]


def text_of(pdf: bytes) -> str:
    return "".join(pages_of(pdf))


def sheet_of(xlsx: bytes) -> openpyxl.worksheet.worksheet.Worksheet:
    [sheet] = openpyxl.load_workbook(io.BytesIO(xlsx)).worksheets
    return sheet


def rows_of(xlsx: bytes) -> list[list[object]]:
    return [[cell.value for cell in row] for row in sheet_of(xlsx).iter_rows()]
