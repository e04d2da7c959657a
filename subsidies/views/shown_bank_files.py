"""A bank's file as a table for people: the first rows of a batch, with numbers masked unless they may be seen."""

from collections.abc import Sequence
from typing import Any

from aid_portal.identifiers import mask_card, mask_id
from aid_portal.models import User
from aid_portal.permissions import Permission
from subsidies.actions import bank_files
from subsidies.models import BankLayout, Batch
from subsidies.rules.bank_file_problems import UnfitFile
from subsidies.rules.bank_layout_columns import Line
from subsidies.rules.bank_layouts import parse_layout

PREVIEWED = 20
MASKS = {"account": mask_card, "id_number": mask_id}


def preview_page(batch: Batch, layout: BankLayout, *, user: User, masked: bool) -> dict[str, Any]:
    columns = parse_layout(layout.spec).sent.columns
    page = {
        "batch": batch,
        "layout": layout,
        "layouts": BankLayout.objects.visible_to(user).current(),
        "previewed": PREVIEWED,
        "masked": masked,
        "may_reveal": user.has(Permission.REVEAL),
        "headings": [{"label": column.label, "css": "num" if column.field == "amount" else ""} for column in columns],
        "rows": [],
        "problems": [],
    }
    try:
        written = bank_files.preview(batch=batch, layout=layout, rows=PREVIEWED)
    except UnfitFile as fault:
        return {**page, "problems": [problem.sentence for problem in fault.problems[:PREVIEWED]]}
    return {**page, "rows": [_cells(columns, row, masked=masked) for row in written.body]}


def _cells(columns: Line, row: Sequence[str], *, masked: bool) -> list[dict[str, str]]:
    return [
        {"text": MASKS[column.field](text) if masked and column.field in MASKS else text, "css": _css(column.field)}
        for column, text in zip(columns, row, strict=True)
    ]


def _css(field: str) -> str:
    return "num" if field == "amount" else "mono" if field in MASKS else ""
