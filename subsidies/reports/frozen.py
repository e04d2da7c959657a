"""A table in the words in which it is kept, its hash, and what has changed since."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from subsidies.models import MoneyFlow, StatisticsReport
from subsidies.models.flows import FlowQuerySet
from subsidies.reports.statistics import Line, Numbers, Table, table
from subsidies.reports.statistics_rows import paid_out
from subsidies.rules.statistics import Span

_FLOW = (
    "entitlement_id", "student_id", "school_id", "programme_id", "term_id", "channel", "stage", "tier", "category", "waiver",
    "moved_on", "amount", "fen_central", "fen_province", "fen_city", "fen_county", "head",
)  # fmt: skip


@dataclass(frozen=True)
class Difference:
    """One number that is not what it was; '' as key is the total."""

    key: str
    column: str
    before: Numbers
    now: Numbers


def kept(numbers: Numbers) -> dict[str, Any]:
    return {
        "times": numbers.times, "persons": numbers.persons, "amount": f"{numbers.amount:.2f}", "waived": f"{numbers.waived:.2f}",
        "highest": numbers.highest, "fen": list(numbers.fen),
    }  # fmt: skip


def read(words: dict[str, Any]) -> Numbers:
    return Numbers(
        words["times"], words["persons"], Decimal(words["amount"]), Decimal(words["waived"]), words["highest"],
        tuple(words["fen"]),
    )  # fmt: skip


def rows_of(found: Table) -> list[dict[str, Any]]:
    """In the order of their keys, so that the same table is the same words."""
    return [
        {
            "key": list(line.key),
            "cells": {column: kept(cell) for column, cell in sorted(line.cells.items())},
            "total": kept(line.total),
        }
        for line in sorted(found.lines, key=lambda line: line.key)
    ]


def totals_of(found: Table) -> dict[str, Any]:
    feet = {column: kept(numbers) for column, numbers in sorted(found.feet.items())}
    return {"columns": found.columns, "feet": feet, "total": kept(found.total)}


def flow_rows(flows: FlowQuerySet, number: str) -> Iterable[tuple]:
    """What the hash says of each row behind the table; `number` names the MoneyFlow's id."""
    return flows.with_category().order_by(number).values_list(number, *_FLOW).iterator(chunk_size=5000)


def digest(kind: str, span: Span, rows: list, totals: dict, flows: Iterable[tuple]) -> bytes:
    """SHA-256 over parameters, figures and rows."""
    head = json.dumps([kind, str(span), rows, totals], sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    found = hashlib.sha256(head.encode())
    for row in flows:
        found.update(b"\n" + "|".join(map(str, row)).encode())
    return found.digest()


def as_kept(report: StatisticsReport) -> Table:
    """The table out of the report, without asking the rows again."""
    totals = report.totals
    lines = [
        Line(tuple(row["key"]), {column: read(cell) for column, cell in row["cells"].items()}, read(row["total"]))
        for row in report.rows
    ]
    feet = {column: read(words) for column, words in totals["feet"].items()}
    return Table(report.kind, report.span, totals["columns"], lines, feet, read(totals["total"]))


def unharmed(report: StatisticsReport) -> bool:
    """Whether what is kept still has the hash it was kept with."""
    flows = flow_rows(report.flows.all(), "flow")
    return digest(report.kind, report.span, report.rows, report.totals, flows) == bytes(report.digest)


def still_true(report: StatisticsReport) -> bool:
    """Whether the same computation gives the same hash today."""
    now = now_of(report)
    flows = flow_rows(MoneyFlow.objects.within(report.span), "id")
    return digest(report.kind, report.span, rows_of(now), totals_of(now), flows) == bytes(report.digest)


def now_of(report: StatisticsReport) -> Table:
    return table(report.kind, report.span, MoneyFlow.objects.within(report.span), paid_out(report.span))


def differences(before: Table, now: Table) -> list[Difference]:
    """Cell by cell, lines that came or went included."""
    old, new = _numbers(before), _numbers(now)
    none = Numbers()
    return [
        Difference(*place, old.get(place, none), new.get(place, none))
        for place in sorted({*old, *new})
        if old.get(place, none) != new.get(place, none)
    ]


def _numbers(found: Table) -> dict[tuple[str, str], Numbers]:
    cells = {("|".join(line.key), column): cell for line in found.lines for column, cell in line.cells.items()}
    return {**cells, **{("|".join(line.key), ""): line.total for line in found.lines}, ("", ""): found.total}
