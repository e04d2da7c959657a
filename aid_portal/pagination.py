"""Pages of a list at a cost that does not grow: a capped count, page numbers for short lists, keyset for long ones."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import F, Model, Q, QuerySet
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan, TupleLessThan

CAP = 10_000  # nobody reads further; counting a million rows costs a hundred times the page
MANY = 1_000  # from here on the keys of a page are found before its rows are put together
SIZES = (20, 50, 100)
PAGING = ("page", "after", "before")  # the place in the list, as against its conditions


@dataclass(frozen=True)
class Page:
    """The rows to show; `first`, `previous`, `next` are changes to the query string, None where there is no such page."""

    rows: list[Any]
    size: int
    total: int  # CAP where there are more
    capped: bool
    number: int | None = None  # None on keyset pages
    pages: int | None = None
    first: dict[str, str | None] | None = None
    previous: dict[str, str | None] | None = None
    next: dict[str, str | None] | None = None

    @property
    def start(self) -> int | None:
        return (self.number - 1) * self.size + 1 if self.number and self.rows else None

    @property
    def end(self) -> int | None:
        return self.start + len(self.rows) - 1 if self.start else None


def page_of(params: Mapping[str, str], queryset: QuerySet, *, anchors: QuerySet | None = None, order: Sequence[str] = ()) -> Page:
    """The page that `params` (page, size, after, before) asks for, of `queryset` sorted by `order` and then by key.

    Keyset anchors are primary keys: the address holds no personal data and no position that can be tampered with, because the
    anchor's place is looked up among the rows the reader may see (`anchors`: the queryset before it was filtered).
    """
    ordered = _whole_order(queryset, order)
    size = _size(params)
    total = queryset.order_by()[: CAP + 1].count()
    if total <= CAP and not (params.get("after") or params.get("before")):
        return _numbered(params, queryset.order_by(*ordered), size, total)
    return _keyset(params, queryset, queryset.all() if anchors is None else anchors, ordered, size, total)


def page_of_pile(params: Mapping[str, str], pile: Sequence[Any], total: int) -> Page:
    """A page of rows that were put together from several tables; `total` was counted no further than CAP + 1."""
    page = _numbered(params, pile, _size(params), min(total, CAP))
    return replace(page, capped=total > CAP)


def _size(params: Mapping[str, str]) -> int:
    asked = params.get("size", "")
    return int(asked) if asked in map(str, SIZES) else SIZES[1]


def _whole_order(queryset: QuerySet, order: Sequence[str]) -> list[str]:
    """`order`, or the queryset's own, made total by the key in the direction of the first column."""
    asked = list(order) or [str(name) for name in (queryset.query.order_by or queryset.model._meta.ordering or ("-pk",))]
    sign = "-" if asked[0].startswith("-") else ""
    key = {"pk", queryset.model._meta.pk.name}
    before_key = [name for name in asked if name.lstrip("-") not in key]
    return [*before_key, f"{sign}pk"]


def _numbered(params: Mapping[str, str], queryset: QuerySet | Sequence[Any], size: int, total: int) -> Page:
    pages = max(1, -(-total // size))
    asked = params.get("page", "1")
    number = min(max(int(asked), 1), pages) if asked.isdecimal() and len(asked) < 10 else 1
    rows = _cut(queryset, (number - 1) * size, number * size, total)
    step = lambda to: {"page": str(to) if to > 1 else None} if 1 <= to <= pages and to != number else None  # noqa: E731
    return Page(rows, size, total, False, number, pages, step(1), step(number - 1), step(number + 1))


def _cut(found: QuerySet | Sequence[Any], start: int, end: int, total: int) -> list[Any]:
    """The rows from `start` to `end`. Of many the keys are sorted alone, and what goes with a row is joined to one page."""
    if total < MANY or not isinstance(found, QuerySet) or not found.query.select_related or found.query.distinct:
        return list(found[start:end])
    return list(found.filter(pk__in=found.values("pk")[start:end]))


def _keyset(params: Mapping[str, str], queryset: QuerySet, anchors: QuerySet, order: list[str], size: int, total: int) -> Page:
    backward = bool(params.get("before"))
    walk = _reversed(order) if backward else order
    place = _place(anchors, order, params.get("before") or params.get("after"))
    narrowed = queryset.order_by(*walk) if place is None else _beyond(queryset.order_by(*walk), walk, place)
    rows = _cut(narrowed, 0, size + 1, total)
    more, rows = len(rows) > size, rows[:size]
    if backward:
        rows.reverse()
    has_previous = more if backward else place is not None
    has_next = place is not None if backward else more
    return Page(
        rows,
        size,
        min(total, CAP),
        total > CAP,
        first={"after": None, "before": None, "page": None} if has_previous else None,
        previous={"before": str(rows[0].pk), "after": None, "page": None} if rows and has_previous else None,
        next={"after": str(rows[-1].pk), "before": None, "page": None} if rows and has_next else None,
    )


def _reversed(order: Sequence[str]) -> list[str]:
    return [name[1:] if name.startswith("-") else f"-{name}" for name in order]


def _place(anchors: QuerySet, order: Sequence[str], key: str | None) -> tuple[Any, ...] | None:
    """Where the anchor stands in the order; None for a row that is gone or never was visible: the list starts afresh."""
    if not key:
        return None
    try:
        return anchors.order_by().values_list(*(name.lstrip("-") for name in order)).filter(pk=key).first()
    except (ValueError, ValidationError):
        return None


def _beyond(queryset: QuerySet, order: Sequence[str], place: tuple[Any, ...]) -> QuerySet:
    """Rows after `place`. One row comparison where that says the same, because only that walks an index from the anchor."""
    names = [name.lstrip("-") for name in order]
    descending = [name.startswith("-") for name in order]
    if len(set(descending)) > 1 or any(_nullable(queryset, name) for name in names):
        return queryset.filter(_column_by_column(names, place, descending))
    names[-1] = queryset.model._meta.pk.name
    lookup = TupleLessThan if descending[0] else TupleGreaterThan
    return queryset.filter(lookup(Tuple(*map(F, names)), place))


def _nullable(queryset: QuerySet, path: str) -> bool:
    if path in queryset.query.annotations:
        return True
    model: type[Model] | None = queryset.model
    for part in path.split("__"):
        try:
            field = model._meta.pk if part == "pk" else model._meta.get_field(part)  # type: ignore[union-attr]
        except FieldDoesNotExist:
            return True
        if field.null:
            return True
        model = field.related_model
    return False


def _column_by_column(names: Sequence[str], place: tuple[Any, ...], descending: Sequence[bool]) -> Q:
    """The same in words of single columns, nulls where PostgreSQL puts them: last ascending, first descending."""
    answer, equal = Q(pk__in=[]), Q()
    for name, value, down in zip(names, place, descending, strict=True):
        if value is None:
            further = Q(**{f"{name}__isnull": False}) if down else Q(pk__in=[])
            same = Q(**{f"{name}__isnull": True})
        else:
            further = Q(**{f"{name}__lt": value}) if down else Q(**{f"{name}__gt": value}) | Q(**{f"{name}__isnull": True})
            same = Q(**{name: value})
        answer |= equal & further
        equal &= same
    return answer
