"""Workbooks out: templates to fill in, the uploader's own sheet with its errors marked, small designed exports."""

from aid_portal.sheets.books import SheetSpec, write_book
from aid_portal.sheets.columns import Column, safe_cell
from aid_portal.sheets.marked import Mark, mark_workbook
from aid_portal.sheets.templates import write_template

__all__ = ["Column", "Mark", "SheetSpec", "mark_workbook", "safe_cell", "write_book", "write_template"]
