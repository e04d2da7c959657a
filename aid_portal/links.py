"""Addresses of pages that lead to rows: a number on a page and the list behind it are told by the same words."""

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
