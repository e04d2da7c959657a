"""Columns of list pages: django-tables2 columns that write their cell straight as HTML, without a template per cell."""

from collections.abc import Callable, Hashable, Iterable
from datetime import date, datetime
from functools import lru_cache
from typing import Any

import django_tables2 as tables
from django.templatetags.static import static
from django.utils.translation import gettext as _

from aid_portal import figures
from aid_portal.looks import look_of
from aid_portal.markup import escaped

EMPTY = f'<span class="none">{figures.DASH}</span>'


@lru_cache(maxsize=256)
def icon_html(name: str) -> str:
    """An icon of the sprite as decoration: the text beside it says the same."""
    href = f"{static('vendor/icons.svg')}#{escaped(name)}"
    return f'<svg class="icon" aria-hidden="true" focusable="false"><use href="{href}"></use></svg>'


def badge_html(value: str | None, label: str) -> str:
    """A status as colour, icon and word."""
    look = look_of(value)
    return f'<span class="badge tone-{look.tone}">{icon_html(look.icon)}{escaped(label)}</span>'


def stacked(first: str, second: str) -> str:
    """Two safe pieces of one cell, the lesser below."""
    return f'{first}<br><span class="muted">{second}</span>' if second else first


RestsOn = Callable[[Any, Any], Hashable]


def of_value(value: Any, record: Any) -> Hashable:
    """`rests_on` of a column whose cell says its value and nothing else of its row."""
    return value


class TextColumn(tables.Column):
    """Plain words. `css` goes on the cell: num, mono, wrap, strong, muted; `heading=True` makes it the row's heading."""

    css = ""
    rests_on: RestsOn | None = None  # all that the cell says, of value and record: it is written once a page for each such

    def __init_subclass__(cls) -> None:
        """A class says it of itself: who inherits from it may look further at the row."""
        cls.rests_on = vars(cls).get("rests_on")

    def __init__(self, *args: Any, css: str = "", heading: bool = False, rests_on: RestsOn | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rests_on = rests_on or self.rests_on
        self.css = " ".join(filter(None, (self.css, css)))
        self.heading = heading

    def html(self, value: Any, record: Any) -> str:
        """The inside of the cell as safe HTML; called for values that are there."""
        return escaped(value)


class LinkColumn(TextColumn):
    """Words that lead to the row's own page, or to `url(record)`; no link where that is empty."""

    css = "strong"

    def __init__(self, *args: Any, url: Callable[[Any], str | None] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.url = url or (lambda record: record.get_absolute_url())

    def html(self, value: Any, record: Any) -> str:
        url = self.url(record)
        return f'<a href="{escaped(url)}">{escaped(value)}</a>' if url else escaped(value)


class MoneyColumn(TextColumn):
    """Yuan with two decimals, right-aligned; negative in red with a minus sign."""

    css = "num"

    def html(self, value: Any, record: Any) -> str:
        text = figures.yuan(value)
        return f'<span class="negative">{text}</span>' if value < 0 else text


class NumberColumn(TextColumn):
    css = "num"

    def html(self, value: Any, record: Any) -> str:
        return figures.count(value)


class DateColumn(TextColumn):
    css = "date"

    def html(self, value: date, record: Any) -> str:
        return figures.day(value)


class TimeColumn(TextColumn):
    css = "date"

    def html(self, value: datetime, record: Any) -> str:
        return figures.minute(value)


class SignedColumn(TimeColumn):
    """When something was done and, below it, by whom: `by` names the person's field, empty for the console."""

    def __init__(self, *args: Any, by: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by

    def html(self, value: datetime, record: Any) -> str:
        person = getattr(record, self.by)
        return stacked(super().html(value, record), escaped(person.name if person else _("控制台")))


class BadgeColumn(TextColumn):
    """A status: `choices` is the enumeration, or pairs of value and label."""

    css = "tight"
    rests_on = staticmethod(of_value)

    def __init__(self, *args: Any, choices: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pairs: Iterable[tuple[str, Any]] = getattr(choices, "choices", choices)
        self.labels = dict(pairs)

    def html(self, value: Any, record: Any) -> str:
        key = str(value)
        return badge_html(key, str(self.labels.get(key, key)))


class MaskedColumn(TextColumn):
    """An identifier through `mask`, a function of aid_portal.identifiers; the full value never reaches the page."""

    css = "mono"

    def __init__(self, *args: Any, mask: Callable[[str], str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.mask = mask

    def html(self, value: Any, record: Any) -> str:
        return escaped(self.mask(str(value)))
