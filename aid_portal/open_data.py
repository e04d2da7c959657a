"""Aggregates that anybody may take away as files, as a registry that every app fills from its menu.py.

register_data(Dataset("aid", _("资助统计"), COLUMNS, published_years, rows_of))

A dataset says what each of its columns means; what it hands out is told as it is, so it must hold nothing of a child.
"""

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

from aid_portal.sheets.columns import safe_cell

HEAD = ("dataset", "column", "meaning")


@dataclass(frozen=True)
class OpenColumn:
    """A machine name, and in words what stands there and in which unit."""

    name: str
    meaning: str | Promise


@dataclass(frozen=True)
class Dataset:
    """`rows` of a year are in the order of `columns`; none where nothing is published of it."""

    name: str
    title: str | Promise
    columns: Sequence[OpenColumn]
    years: Callable[[], Sequence[int]]
    rows: Callable[[int], Iterable[Sequence[object]]]


_datasets: dict[str, Dataset] = {}


def register_data(dataset: Dataset) -> None:
    _datasets[dataset.name] = dataset


def datasets() -> list[Dataset]:
    return list(_datasets.values())


def as_csv(dataset: Dataset, year: int) -> str:
    """Machine names in row 1; empty where nothing is published of this year."""
    rows = list(dataset.rows(year))
    return _written([column.name for column in dataset.columns], rows) if rows else ""


def meanings() -> str:
    """A row for each column of each dataset."""
    told = [(each.name, column.name, column.meaning) for each in datasets() for column in each.columns]
    return _written(HEAD, told)


def _written(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """With the mark that lets a spreadsheet program read the characters right."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(head)
    writer.writerows([safe_cell(str(value)) for value in row] for row in rows)
    return "\ufeff" + text.getvalue()
