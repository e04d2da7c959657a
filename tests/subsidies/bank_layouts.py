"""Layouts of bank files for tests: the shipped ones, a fixed-width one, and mirrors whose file is its own return."""

from copy import deepcopy
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

import yaml

from subsidies.rules.bank_layouts import BankLayout, parse_layout
from subsidies.rules.bank_lines import FileHead, PaymentLine

SHIPPED = Path(__file__).parents[2] / "subsidies" / "bank_layouts.yaml"
HEAD = FileHead("FF2022S-001", date(2022, 5, 10))
CARD = "6217000000000000004"
FIXED_WIDTH = {
    "sent": {
        "kind": "fixed",
        "encoding": "gbk",
        "unit": "fen",
        "head": [
            [
                {"field": "batch", "width": 16},
                {"field": "rows", "width": 8, "align": "right", "pad": "0"},
                {"field": "total", "width": 14, "align": "right", "pad": "0"},
            ]
        ],
        "columns": [
            {"field": "sequence", "width": 6, "align": "right", "pad": "0"},
            {"field": "account", "width": 20},
            {"field": "payee", "width": 12},
            {"field": "amount", "width": 10, "align": "right", "pad": "0"},
        ],
        "foot": [[{"field": "text", "text": "END", "width": 3}]],
    },
    "returned": {
        "kind": "fixed",
        "encoding": "gbk",
        "unit": "fen",
        "columns": [
            {"field": "sequence", "width": 6, "align": "right", "pad": "0"},
            {"field": "amount", "width": 10, "align": "right", "pad": "0"},
            {"field": "result", "width": 4},
            {"field": "reason", "width": 20},
        ],
        "success": ["成功"],
        "failure": ["失败"],
    },
}
# What the mirrors send, and as what it comes back.
MIRRORED = {
    "sequence": "sequence",
    "reference": "reference",
    "account": "account",
    "payee": "holder",
    "amount": "amount",
    "note": "reason",
    "id_number": "serial",
}


@cache
def _shipped() -> dict[str, dict]:
    return {each["code"]: each["spec"] for each in yaml.safe_load(SHIPPED.read_text(encoding="utf-8"))}


def document(code: str) -> dict:
    return deepcopy(FIXED_WIDTH if code == "fixed" else _shipped()[code])


def layout(code: str) -> BankLayout:
    return parse_layout(document(code))


def mirror(kind: str, encoding: str, unit: str = "yuan", *, lines: bool = True) -> BankLayout:
    """A layout whose payment file can be read as the return of it in which every payment succeeded."""
    width = {"width": 120} if kind == "fixed" else {}
    shape = {"kind": kind, "encoding": encoding, "unit": unit, "delimiter": "|", "headings": kind in ("csv", "xlsx")}
    if lines and kind != "xlsx":
        shape["head"] = [[{"field": name, **width} for name in ("batch", "rows", "total")]]
    if lines:
        shape["foot"] = [[{"field": "text", "text": "合计", **width}, {"field": "rows", **width}]]

    def column(field: str, heading: str, **rest: str) -> dict:
        return {"field": field, "heading": heading, **width, **rest}

    sent = [column(field, field) for field in MIRRORED] + [column("text", "result", text="成功")]
    returned = [column(field, name) for name, field in MIRRORED.items()] + [column("result", "result")]
    return parse_layout(
        {
            "sent": {**shape, "columns": sent},
            "returned": {**shape, "columns": returned, "success": ["成功"], "failure": ["失败"]},
        }
    )


def payment(sequence: int = 1, **other: object) -> PaymentLine:
    values = {
        "reference": f"FF2022S-001-{sequence}",
        "payee": "王小明",
        "account": CARD,
        "bank_name": "扶风农商银行城关支行",
        "bank_number": "402000000000",
        "amount": Decimal("312.50"),
        "summary": "2022春生活补助",
        "id_number": "610324201403150014",
        **other,
    }
    return PaymentLine(sequence, **values)


def returned_text(code: str, *rows: str, head: str = "", headings: bool = False) -> bytes:
    """The bytes of a return in that layout: its lines as a person would type them."""
    shape = layout(code).returned
    titles = [shape.delimiter.join(column.heading for column in shape.columns)] if headings else []
    lines = [*([head] if head else []), *titles, *rows]
    return (shape.mark + "".join(f"{line}\r\n" for line in lines)).encode(shape.encoding)
