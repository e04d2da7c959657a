"""Public notices as everybody may see them on the web: while they run, names with their middle hidden (decision 0091)."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from aid_portal.identifiers import mask_name
from students.determination_choices import NoticeColumn
from students.models import PublicNotice, PublicNoticeRow


@dataclass(frozen=True, slots=True)
class ShownLine:
    """`position` is all that points at the row: no key of a child or of an application leaves the house."""

    position: int
    cells: list[str]

    @property
    def words(self) -> str:
        return "　".join([f"{self.position}.", *self.cells])


def on_show(school: str = "") -> QuerySet[PublicNotice]:
    """Those that run today, of schools whose names hold the words."""
    return PublicNotice.objects.on_show().filter(school__name__icontains=school.strip()).select_related("school")


def posted(token: UUID) -> PublicNotice | None:
    """Also one that is over: whoever has its address is told so."""
    return PublicNotice.objects.select_related("school", "list__round").filter(token=token).first()


def is_on_show(notice: PublicNotice) -> bool:
    return PublicNotice.objects.on_show().filter(pk=notice.pk).exists()


def headings_of(notice: PublicNotice) -> list[str]:
    return [str(NoticeColumn(column).label) for column in notice.columns]


def lines_of(notice: PublicNotice) -> list[ShownLine]:
    name = notice.columns.index(NoticeColumn.NAME)
    rows = notice.rows.order_by("position").values_list("position", "cells")
    return [ShownLine(position, _masked(cells, name)) for position, cells in rows]


def row_at(notice: PublicNotice, position: int) -> PublicNoticeRow | None:
    return notice.rows.filter(position=position).first()


def _masked(cells: list[str], name: int) -> list[str]:
    return [mask_name(cell) if place == name else cell for place, cell in enumerate(cells)]
