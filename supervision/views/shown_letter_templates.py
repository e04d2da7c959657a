"""What the pages of a year's letters show: signed of due at each level, each number a link to its letters."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from aid_portal import figures
from aid_portal.links import rows
from aid_portal.models import OrgUnit, User
from aid_portal.permissions import Permission
from subsidies.forms.once import OnceForm
from supervision.choices import LetterLevel, LetterStatus
from supervision.filters.letters import DUE, NO
from supervision.models import LetterTemplate
from supervision.reports.letters import Coverage, Row, Share, coverage, with_shares

SHOWN_CARDS = 8


def template_cards(templates: QuerySet, user: User) -> list[dict[str, Any]]:
    """The newest ones with how far they are."""
    newest = templates.order_by("-year", "subject", "pk")[:SHOWN_CARDS]
    return [
        {
            "label": str(each),
            "value": figures.percent(each.share.signed, each.share.due),
            "hint": _("已签订%(signed)s / 应签订%(due)s") % _counts(each.share),
            "url": each.get_absolute_url(),
        }
        for each in with_shares(newest, user)
    ]


def template_page(template: LetterTemplate, user: User, town: OrgUnit | None) -> dict[str, Any]:
    found = coverage(template, user, town)
    manages = user.has(Permission.LETTER_MANAGE)
    return {
        "template": template,
        "town": town,
        "cards": list(_cards(template, found, {"town": town.code} if town else {})),
        "levels": [LetterLevel(level) for level in found.levels],
        "rows": [_shown(template, row, list(found.levels)) for row in found.rows],
        "total": [*(found.levels.values()), found.total],
        "duties": [(LetterLevel(level).label, template.duties_of(level)) for level in template.levels],
        "may": {"manage": manages, "sign": user.has(Permission.LETTER_EDIT)},
        "make_form": OnceForm() if manages else None,
        "copy_form": OnceForm() if manages else None,
        "unsigned_url": _letters(template, state=LetterStatus.UNSIGNED, **({"town": town.code} if town else {})),
    }


def _letters(template: LetterTemplate, **query: object) -> str:
    return rows("supervision:letter-list", template=template.pk, **query)


def _cards(template: LetterTemplate, found: Coverage, place: dict[str, str]):
    for level, share in found.levels.items():
        yield _card(template, str(LetterLevel(level).label), share, {"level": level, **place})
    yield _card(template, _("合计"), found.total, place)
    missing = {"label": _("已签订、未上传扫描件"), "value": figures.count(found.total.unscanned), "hint": ""}
    yield missing | {"url": _letters(template, scan=NO, **place)}


def _card(template: LetterTemplate, label: str, share: Share, query: dict[str, str]) -> dict[str, str]:
    hint = _("已签订%(signed)s / 应签订%(due)s") % _counts(share)
    value = figures.percent(share.signed, share.due)
    return {"label": label, "value": value, "hint": hint, "url": _letters(template, state=DUE, **query)}


def _counts(share: Share) -> dict[str, str]:
    return {"signed": figures.count(share.signed), "due": figures.count(share.due)}


def _shown(template: LetterTemplate, row: Row, levels: list[str]) -> dict[str, Any]:
    cells = [_cell(template, row.levels.get(level), {"level": level, **row.query}) for level in levels]
    opens = f"{template.get_absolute_url()}?town={row.unit.code}" if row.opens else ""
    return {
        "unit": row.unit,
        "url": opens or _letters(template, **row.query),
        "cells": [*cells, _cell(template, row.total, row.query)],
        "percent": figures.percent(row.total.signed, row.total.due),
        "whole": row.total.signed == row.total.due,
    }


def _cell(template: LetterTemplate, share: Share | None, query: dict[str, str]) -> dict[str, Any] | None:
    if share is None or not share.due:
        return None
    return {
        "signed": share.signed,
        "due": share.due,
        "unsigned": share.unsigned,
        "signed_url": _letters(template, state=LetterStatus.SIGNED, **query),
        "due_url": _letters(template, state=DUE, **query),
    }
