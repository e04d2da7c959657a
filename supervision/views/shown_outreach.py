"""What the pages of outreach show: the year in numbers with their definitions, one activity."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from aid_portal import figures
from aid_portal.links import rows
from aid_portal.models import OrgUnit, User
from aid_portal.permissions import Permission
from subsidies.forms.once import OnceNoteForm
from supervision.models import OutreachActivity
from supervision.outreach_choices import COUNTS, DEFINITIONS, VALID, Figure, OutreachKind
from supervision.reports import outreach
from supervision.reports.outreach import Line
from supervision.rules.outreach import year_in_words

LIST, TOTALS = "supervision:outreach-list", "supervision:outreach-totals"
ICONS = {
    OutreachKind.VISIT: "house", OutreachKind.LEAFLET: "file-earmark-text", OutreachKind.PUSH: "send",
    OutreachKind.MEETING: "people", OutreachKind.EDUCATION: "mortarboard", OutreachKind.DISPLAY: "grid",
}  # fmt: skip


def begin_page() -> dict[str, Any]:
    examples = {
        OutreachKind.VISIT: _("到学生家中面对面讲政策，按户计人次"),
        OutreachKind.LEAFLET: _("明白卡、致家长一封信、折页"),
        OutreachKind.PUSH: _("企业微信“学校通知”、公众号文章"),
        OutreachKind.MEETING: _("家长会、班会、政策宣讲会"),
        OutreachKind.EDUCATION: _("诚信、感恩、励志主题活动"),
        OutreachKind.DISPLAY: _("校门口展板、电子屏滚动"),
    }
    return {"kinds": [(kind, kind.label, words, ICONS[kind]) for kind, words in examples.items()]}


def totals_page(user: User, year: int, town: OrgUnit | None) -> dict[str, Any]:
    """`tables` are (title, first heading, lines)."""
    found = outreach.year_of(user, year, town)
    base = {"year": year, "state": VALID, **({"town": town.code} if town else {})}
    return {
        "year": year,
        "town": town,
        "years": [(each, rows(TOTALS, year=each), each == year) for each in outreach.years_of(user)],
        "cards": _cards(found.total, base),
        "sentence": year_in_words(found.total[Figure.VISITS], found.total[Figure.COPIES]),
        "figures": [(figure.label, DEFINITIONS[figure]) for figure in Figure],
        "tables": [
            (_("各单位"), _("单位"), _lines(found.units, base)),
            (_("按活动安排"), _("活动安排"), _lines(found.occasions, base)),
            (_("按主题"), _("主题"), _lines(found.themes, base)),
        ],
    }


def _cards(total: outreach.Sums, base: dict[str, Any]) -> list[dict[str, Any]]:
    units = (_("人次"), _("份"), _("次"), _("场"))
    hints = {
        Figure.PUSHES: _("发送%(sent)s，送达%(delivered)s，已读%(read)s")
        % {name: figures.count(total[name]) for name in ("sent", "delivered", "read")},
        Figure.MEETINGS: _("参加%(audience)s人") % {"audience": figures.count(total["audience"])},
    }
    return [
        {
            "label": figure.label, "value": figures.count(total[figure]), "unit": unit, "hint": hints.get(figure, ""),
            "url": rows(LIST, figure=figure.value, **base),
        }
        for figure, unit in zip(Figure, units, strict=True)
    ]  # fmt: skip


def _lines(lines: Sequence[Line], base: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {
            "label": line.label,
            "url": rows(TOTALS, year=base["year"], **line.query) if line.opens else "",
            "cells": [
                (figures.count(number), rows(LIST, figure=figure.value, **{**base, **line.query})) if number else None
                for figure, number in line.sums.items()
            ],
        }
        for line in lines
    ]


def activity_page(activity: OutreachActivity, user: User) -> dict[str, Any]:
    may_edit = user.has(Permission.OUTREACH_EDIT) and not activity.voided_at
    return {
        "activity": activity,
        "facts": [
            (_("单位"), activity.unit),
            (_("活动日期"), figures.day(activity.held_on)),
            (_("活动安排"), activity.get_occasion_display()),
            (_("主题"), activity.get_theme_display()),
            *_numbers(activity),
            (_("登记人"), f"{activity.recorded_by.name} {figures.minute(activity.recorded_at)}"),
            (_("备注"), activity.note),
        ],
        "photos": activity.photos.select_related("file", "thumbnail").order_by("pk"),
        "may_edit": may_edit,
        "void_form": OnceNoteForm() if may_edit else None,
    }


def _numbers(activity: OutreachActivity) -> list[tuple[str, Any]]:
    field = activity._meta.get_field
    counts = [(field(name).verbose_name, figures.count(getattr(activity, name))) for name in COUNTS[OutreachKind(activity.kind)]]
    if activity.kind == OutreachKind.PUSH:
        return [(_("推送渠道"), activity.get_channel_display()), *counts]
    return [(_("地点"), activity.place), (_("宣讲人员"), activity.people), *counts]


def told_of(activity: OutreachActivity) -> dict[str, Any]:
    """What the form begins with; a day stays a day."""
    names = ("held_on", "title", "occasion", "theme", "channel", "link", "place", "people", "note")
    told: dict[str, str | int | date | None] = {name: getattr(activity, name) for name in names}
    return told | {name: getattr(activity, name) for name in COUNTS[OutreachKind(activity.kind)]}
