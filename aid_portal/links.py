"""Addresses of pages that lead to rows: a number on a page and the list behind it are told by the same words."""

from functools import cache
from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse


def rows(name: str, /, *args: object, **query: object) -> str:
    """The list page `name` with these conditions; empty ones are left out."""
    words = {key: value for key, value in query.items() if value not in (None, "")}
    return reverse(name, args=args) + (f"?{urlencode(words)}" if words else "")


def if_built(name: str, /, *args: object, **query: object) -> str:
    """The same for a page of a floor above, or '' where that floor has none."""
    try:
        return rows(name, *args, **query)
    except NoReverseMatch:
        return ""


def of_row(name: str, pk: int) -> str:
    """The page of one row; a list asks for a hundred of them, so their common part is looked up once."""
    start, end = _around(name)
    return f"{start}{pk}{end}"


@cache
def _around(name: str) -> tuple[str, str]:
    start, _zero, end = reverse(name, args=[0]).rpartition("0")
    return start, end
