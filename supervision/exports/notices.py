"""Notices one by one, by number: what was issued to whom on which theme, when it was due and when it was closed."""

from collections.abc import Generator

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from aid_portal.exporting import ExportColumn, ExportQuery, ExportSpec, labels, register_export
from aid_portal.permissions import Permission
from supervision.choices import NoticeStatus, Theme
from supervision.filters.notices import NoticeFilter
from supervision.models import RectificationNotice


def notices_of(query: ExportQuery) -> QuerySet:
    """The console gets what was numbered, void numbers included, of a year where one is asked for."""
    if query.user:
        scope = RectificationNotice.objects.visible_to(query.user)
    else:
        scope = RectificationNotice.objects.numbered().filter(**({"year": query.year} if query.year else {}))
    return scope.order_by("year", "word", "number", "pk")


def _rows(notices: QuerySet) -> Generator[tuple]:
    for notice in notices.select_related("word", "unit").iterator(chunk_size=2000):
        dates = (notice.issued_on, notice.due_on, notice.closed_on)
        yield (notice.document_number, notice.theme, notice.unit.name, *dates, notice.status)


register_export(
    ExportSpec(
        name="notices",
        label=_("整改通知书"),
        permission=Permission.NOTICE_VIEW,
        columns=(
            ExportColumn("number", _("文号"), width=22),
            ExportColumn("theme", _("督查事项"), width=14, words=labels(lambda: Theme.choices)),
            ExportColumn("unit", _("被督查单位"), width=26),
            ExportColumn("issued_on", _("签发日期"), "date", width=12),
            ExportColumn("due_on", _("整改期限"), "date", width=12),
            ExportColumn("closed_on", _("销号日期"), "date", width=12),
            ExportColumn("status", _("状态"), width=10, words=labels(lambda: NoticeStatus.choices)),
        ),
        queryset=notices_of,
        rows=_rows,
        filterset_class=NoticeFilter,
        page="supervision:notice-list",
        note=_("一行是一份整改通知书；作废的编号保留。"),
        of_a_term=False,
    )
)
