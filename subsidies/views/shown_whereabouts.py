"""What the pages of monitored children show, and where their numbers lead."""

from typing import Any

from django.utils.translation import gettext as _

from aid_portal import figures
from aid_portal.links import rows
from aid_portal.models import User
from aid_portal.permissions import Permission
from students.choices import PairStatus
from students.models import MatchPair
from subsidies.choices import Place
from subsidies.filters.whereabouts import NO_TOWN, WhereaboutsFilter
from subsidies.models import Whereabouts
from subsidies.reports.places import TownRow, counts


def place_tabs(found: WhereaboutsFilter) -> list[dict[str, Any]]:
    """One tab a place with its count under the other conditions, those that need somebody first."""
    others = {name: value for name, value in found.data.items() if name != "code"}
    numbers = counts(WhereaboutsFilter(others, found.queryset, request=found.request).rows)
    chosen = found.data.get("code", "")
    every = [_tab(_("全部"), sum(numbers.values()), others, "", chosen)]
    first = sorted(Place, key=lambda place: list(URGENT).index(place) if place in URGENT else len(URGENT))
    return every + [_tab(place.label, numbers.get(place, 0), others, place, chosen) for place in first]


URGENT = (Place.SUSPECT, Place.REVIEW, Place.NO_PROGRAMME)


def _tab(label: str, number: int, others: dict[str, Any], code: str, chosen: str) -> dict[str, Any]:
    url = rows("subsidies:whereabouts-list", **others, code=code)
    return {"label": label, "url": url, "count": number, "current": chosen == code}


def town_table(towns: list[TownRow], found: WhereaboutsFilter) -> dict[str, Any]:
    given = dict(found.data)
    totals = [sum(column) for column in zip(*(row.cells for row in towns), strict=True)]
    return {
        "places": [place.label for place in Place],
        "rows": [
            {
                "label": row.town or _("未填"),
                "cells": _cells(row.cells, {**given, "town": row.town or NO_TOWN}),
                "total": _cell(row.total, {**given, "town": row.town or NO_TOWN}),
            }
            for row in towns
        ],
        "totals": _cells(totals, given),
        "total": _cell(sum(totals), given),
    }


def _cells(numbers: list[int], query: dict[str, Any]) -> list[dict[str, Any]]:
    return [_cell(number, {**query, "code": place}) for place, number in zip(Place, numbers, strict=False)]


def _cell(number: int, query: dict[str, Any]) -> dict[str, Any]:
    return {"number": number, "url": rows("subsidies:whereabouts-list", **query) if number else ""}


def whereabouts_facts(child: Whereabouts, user: User) -> list[tuple]:
    record = child.record
    source = _("《%(list)s》第%(row)s行") % {"list": record.release, "row": record.row}
    return [
        (_("姓名"), record.name),
        (_("出生日期"), figures.day(record.birth_date) if record.birth_date else _("不明")),
        (_("人编号"), record.person_number),
        (_("户编号"), record.household_number),
        (_("镇街"), record.town),
        (_("村"), record.village),
        (_("与户主关系"), record.relation),
        (_("名单所载在校情况"), record.schooling),
        (_("所在学校"), child.school or "", child.school.get_absolute_url() if child.school else ""),
        (_("来源"), source, rows("students:record-detail", record.pk) if user.has(Permission.RECORD_VIEW) else ""),
        (_("比对"), child.run, child.run.get_absolute_url()),
    ]


def ways_on(child: Whereabouts, user: User) -> list[dict[str, str]]:
    """What can be done about it, for those who may."""
    ways = []
    if child.student_id and user.has(Permission.STUDENT_VIEW):
        ways.append((_("查看学生"), rows("students:student-detail", child.student_id), "person-lines-fill"))
    if child.code == Place.SUSPECT and user.has(Permission.PROOF_SUBMIT):
        proof = rows("students:proof-submit", record=child.record_id)
        ways.append((_("登记县外就读证明"), proof, "file-earmark-check"))
    if child.code == Place.REVIEW:
        pairs = MatchPair.objects.visible_to(user).filter(record=child.record_id, term=child.term_id, status=PairStatus.OPEN)
        ways += [(_("去核对"), rows("students:match-detail", pair.pk), "arrow-left-right") for pair in pairs]
    return [{"label": label, "url": url, "icon": icon} for label, url, icon in ways if url]
