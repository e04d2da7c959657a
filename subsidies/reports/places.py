"""Monitored children counted by where they are, and by town; what is said of each place; the phone of the household."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count, QuerySet
from django.utils.translation import gettext_lazy as _

from aid_portal import crypto
from students.models import Record
from students.rules.record_columns import HOUSEHOLD_PHONE
from students.sealing import record_aad
from subsidies.choices import Place
from subsidies.models import Whereabouts

SENTENCES = {
    Place.OK: _("在县内学校在读，本学期至少有一项资助。"),
    Place.NO_PROGRAMME: _("在县内学校在读，但没有适用的资助项目。"),
    Place.REVIEW: _("与学生花名册相似但不能确定是同一人，或出生日期不明；核对以前不算失学。"),
    Place.ELSEWHERE: _("已核验县外就读证明，不计入疑似失学。"),
    Place.SUSPECT: _("在义务教育年龄内，县内花名册中没有查到，也没有已核验的县外就读证明，须逐一上门核实。"),
    Place.NOT_ENROLLED: _("已完成义务教育或超过义务教育年龄，不在校，不属于失学。"),
    Place.PRESCHOOL: _("未到义务教育年龄，没有在园，仅供了解。"),
}


def counts(whereabouts: QuerySet[Whereabouts]) -> dict[str, int]:
    return dict(whereabouts.order_by().values_list("code").annotate(Count("pk")))


@dataclass(frozen=True)
class TownRow:
    town: str
    cells: list[int]  # one a place, in the order of Place
    total: int


def by_town(whereabouts: QuerySet[Whereabouts]) -> list[TownRow]:
    """Every person once: rows and columns add up."""
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for town, code, number in whereabouts.order_by("record__town").values_list("record__town", "code").annotate(Count("pk")):
        found[town][code] = number
    return [TownRow(town, [cells.get(place, 0) for place in Place], sum(cells.values())) for town, cells in found.items()]


def phone_of(record: Record) -> str:
    """Unsealed: the caller has asked why, or masks it."""
    if not record.sealed:
        return ""
    return crypto.unseal(record.sealed, record_aad(record.release_id, record.row)).get("extra", {}).get(HOUSEHOLD_PHONE, "")
