"""Charts as plain data: portal code names categories and series, static/charts.js draws them, a table says the same."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from aid_portal import figures

MANY = 14


@dataclass(frozen=True)
class Series:
    name: str
    values: Sequence[Any]


@dataclass(frozen=True)
class Chart:
    """`kind`: bar (upright), row (lying, for long names), line, pie; `stacked` piles the series of a bar or row chart."""

    id: str
    title: str
    categories: Sequence[str]
    series: Sequence[Series]
    kind: str = "bar"
    stacked: bool = False
    money: bool = False  # values are yuan
    unit: str = ""
    category_label: str = ""
    links: Sequence[str] = field(default_factory=tuple)  # one address a category: the rows behind the number

    @property
    def data_id(self) -> str:
        return f"{self.id}-data"

    @property
    def is_long(self) -> bool:
        """So many lying bars need a higher box."""
        return self.kind == "row" and len(self.categories) > MANY

    @property
    def payload(self) -> dict[str, Any]:
        """What charts.js reads from the page; numbers as numbers, never as code."""
        return {
            "kind": self.kind,
            "stacked": self.stacked,
            "unit": str(self.unit),
            "tenThousand": _("万"),
            "categories": [str(category) for category in self.categories],
            "series": [{"name": str(one.name), "values": [float(v or 0) for v in one.values]} for one in self.series],
            "links": list(self.links),
        }

    @property
    def rows(self) -> list[tuple[str, str, list[str]]]:
        """The table twin: category, its link, the written values."""
        write = figures.yuan if self.money else figures.count
        links = list(self.links) or [""] * len(self.categories)
        columns = list(zip(*(one.values for one in self.series), strict=True))
        return [
            (str(category), link, [write(value) for value in values])
            for category, link, values in zip(self.categories, links, columns, strict=True)
        ]

    @property
    def is_empty(self) -> bool:
        return not any(value for one in self.series for value in one.values)
