"""What the pages of the yearly account show: six sections with their words, their numbers and what each number means."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from aid_portal import figures
from aid_portal.links import rows
from aid_portal.models import User
from aid_portal.permissions import Permission
from supervision.forms.year_accounts import FreezeYearForm
from supervision.models import YearAccount
from supervision.reports.year_account import Account, Difference, Entry, account, differences, kept, years_with_rows
from supervision.reports.year_terms import comparison

PAGE = "supervision:year-account"


def account_page(year: int, user: User) -> dict[str, Any]:
    """Beside the year the one before it."""
    found, before = account(year), account(year - 1)
    may_freeze = found.has_rows and user.has(Permission.STATISTICS_FREEZE)
    return {
        "title": str(YearAccount(year=year)),
        "year": year,
        "years": [(each, rows(PAGE, year=each)) for each in years_with_rows() if each != year],
        "sections": _sections(found, before),
        "before": _("%(year)s年") % {"year": year - 1} if before.has_rows else "",
        "terms": _terms(year),
        "whole": whole_text(found),
        "has_rows": found.has_rows,
        "freeze_form": FreezeYearForm(initial={"year": year}) if may_freeze else None,
        "frozen": YearAccount.objects.visible_to(user).filter(year=year).for_list(),
    }


def frozen_page(frozen: YearAccount) -> dict[str, Any]:
    then, now = kept(frozen), account(frozen.year)
    return {
        "frozen": frozen,
        "facts": [
            (_("固定人"), frozen.made_by.name),
            (_("固定时间"), figures.minute(frozen.frozen_at)),
            (_("用途"), frozen.note),
        ],
        "sections": _sections(then),
        "whole": whole_text(then),
        "differences": [_difference(each) for each in differences(then, now)],
        "today": rows(PAGE, year=frozen.year),
    }


def whole_text(found: Account) -> str:
    """What the button copies: the sections that have something to say."""
    return "\n".join(f"{heading}。{text}" for heading, text in found.paragraphs if text)


def _sections(found: Account, before: Account | None = None) -> list[dict[str, Any]]:
    old = before.by_key() if before else {}
    return [
        {
            "heading": heading,
            "text": text,
            "lines": [_line(entry, old.get(entry.key)) for entry in found.entries if entry.section == section],
        }
        for section, (heading, text) in enumerate(found.paragraphs, start=1)
    ]


def _line(entry: Entry, before: Entry | None) -> dict[str, Any]:
    return {
        "name": entry.name,
        "value": entry.with_unit,
        "url": entry.rows,
        "definition": entry.definition,
        "before": before.with_unit if before else "",
        "change": signed(entry.value - before.value, _exact) if before and entry.value and before.value else "",
    }


def _terms(year: int) -> dict[str, Any] | None:
    found = comparison(year)
    if found is None:
        return None
    return {
        "heads": [column.term.label for column in found.columns],
        "lines": [
            {
                "label": line.label,
                "cells": [(plain_number(cell), column.rows) for cell, column in zip(line.cells, found.columns, strict=True)],
                "from_term": signed(line.from_term, plain_number),
                "from_year": signed(line.from_year, plain_number),
            }
            for line in found.lines()
        ],
    }


def plain_number(number: Decimal | int) -> str:
    """Money with its fen, heads without; nothing is a dash."""
    if not number:
        return figures.DASH
    return figures.yuan(number) if isinstance(number, Decimal) else figures.count(number)


def signed(number: Decimal | int | None, written: Callable[[Decimal | int], str]) -> str:
    """+3, −120.50; no change is said as such, nothing to compare with is a dash."""
    if number is None:
        return figures.DASH
    if not number:
        return _("持平")
    return f"{'+' if number > 0 else figures.MINUS}{written(abs(number))}"


def _exact(number: Decimal | int) -> str:
    return f"{Decimal(number).normalize():,f}"


def _difference(found: Difference) -> tuple[str, str, str, str]:
    """Name, then, now, and the rows of now."""
    then, now = (each.with_unit if each else "" for each in (found.before, found.now))
    return found.name, then, now, found.now.rows if found.now else ""
