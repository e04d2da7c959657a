"""What may be taken away: each app registers its exports; the console, the pages and the API use the same ones.

A list page offers one by its name, list_page(..., exports=("decisions",)), once the spec names the page's FilterSet:
ExportSpec(name="decisions", ..., filterset_class=DecisionFilter, page="subsidies:decision-list").
"""

from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.db.models import Model, QuerySet
from django.utils.functional import Promise

from aid_portal.grids import Grid
from aid_portal.list_filters import ListFilter
from aid_portal.models import User
from aid_portal.permissions import Permission

Mask = Callable[[str], str]
Words = Callable[[], Callable[[str], str]]


@dataclass(frozen=True, slots=True)
class ExportColumn:
    """`name` heads the csv, `heading` the workbook; `mask` hides the value where the user may not see it whole.

    `words` gives, when the rows are written, the function that says a code in the words of the screen: in workbooks people
    take from a page. Programs get the codes: in csv, and from the console.
    """

    name: str
    heading: str | Promise
    kind: str = "text"  # text | date | money | count | yes_no
    mask: Mask | None = None
    width: int = 14
    words: Words | None = None


@dataclass(frozen=True, slots=True)
class ExportQuery:
    """Who asks for what: no user is the console, which sees everything and may ask for a `year` instead of a term."""

    user: User | None = None
    term: str = ""
    year: str = ""
    filters: Mapping[str, Any] = field(default_factory=dict)

    def seen(self, model: type[Model]) -> QuerySet:
        """The rows that are there for who asks."""
        return model.objects.visible_to(self.user) if self.user else model.objects.all()


@dataclass(frozen=True, slots=True)
class ExportSpec:
    """One export: `queryset` finds the rows the user may see, `rows` turns them into tuples in the order of `columns`.

    What only the console takes may be made of something else than a queryset, which `rows` then knows.
    `filterset_class` and `page` are those of the list it is taken from: the same filter makes the file equal the screen.
    `totals` says for the sheet 附注 what the rows come to, as (subject, words); `count` how many tuples `rows` will make, where
    that is not one for each found. `book` makes of the page's filter the workbook in the layout of the page; csv has the rows.
    """

    name: str
    label: str | Promise
    permission: Permission
    columns: tuple[ExportColumn, ...]
    queryset: Callable[[ExportQuery], Any]
    rows: Callable[[Any], Generator[tuple]]
    note: str | Promise = ""
    filterset_class: type[ListFilter] | None = None
    page: str = ""
    of_a_term: bool = True
    totals: Callable[[QuerySet], list[tuple[str, str]]] | None = None
    count: Callable[[Any], int] = QuerySet.count
    book: Callable[[Any], Grid] | None = None

    @property
    def from_a_list(self) -> bool:
        """Whether it can be asked for on a page or over the API; without a filter only the console has it."""
        return self.filterset_class is not None

    def may_be_taken_by(self, user: User) -> bool:
        return user.has(Permission.EXPORT) and user.has(self.permission)

    @property
    def has_secrets(self) -> bool:
        return any(column.mask for column in self.columns)

    def masked(self, rows: Iterable[tuple]) -> Iterator[tuple]:
        masks = [(place, column.mask) for place, column in enumerate(self.columns) if column.mask]
        for row in rows:
            hidden = list(row)
            for place, mask in masks:
                hidden[place] = mask(hidden[place])
            yield tuple(hidden)

    def worded(self, rows: Iterable[tuple]) -> Iterator[tuple]:
        """A column of codes holds few different ones: each is said once."""
        sayings = [(place, lru_cache(column.words())) for place, column in enumerate(self.columns) if column.words]
        for row in rows:
            said = list(row)
            for place, say in sayings:
                said[place] = say(said[place])
            yield tuple(said)


def labels(choices: Callable[[], Iterable[tuple[str, Any]]]) -> Words:
    """The words of an enumeration or of a table of codes; a code it does not know stays as it is."""

    def words() -> Callable[[str], str]:
        known = {str(code): str(label) for code, label in choices()}
        return lambda code: known.get(code, code)

    return words


_specs: dict[str, ExportSpec] = {}


def register_export(spec: ExportSpec) -> None:
    _specs[spec.name] = spec


def export_named(name: str) -> ExportSpec:
    return _specs[name]


def export_names() -> list[str]:
    return sorted(_specs)


def exports_for(user: User) -> dict[str, ExportSpec]:
    """By name what this person may take away from a page or over the API."""
    return {name: spec for name, spec in sorted(_specs.items()) if spec.from_a_list and spec.may_be_taken_by(user)}
