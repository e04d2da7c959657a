"""Who had which school from when until when: every duty of the schools of a list, those that have ended included."""

from collections.abc import Generator

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from aid_portal.exporting import ExportColumn, ExportSpec, register_export
from aid_portal.permissions import Permission
from supervision.exports.inspectors import schools_of
from supervision.filters.inspectors import InspectorFilter
from supervision.models import InspectorDuty

NAMES = ("unit__code", "unit__name", "unit__parent__name", "user__name", "since", "until", "made_by__name")


def _duties(schools: QuerySet) -> QuerySet[InspectorDuty]:
    return InspectorDuty.objects.filter(unit__in=schools.order_by().values("pk")).order_by("unit__path", "since", "pk")


def _rows(schools: QuerySet) -> Generator[tuple]:
    yield from _duties(schools).values_list(*NAMES).iterator(chunk_size=2000)


register_export(
    ExportSpec(
        name="inspector_duties",
        label=_("责任督学任职情况"),
        permission=Permission.INSPECTION_VIEW,
        columns=(
            ExportColumn("code", _("学校代码"), width=12),
            ExportColumn("school", _("学校"), width=30),
            ExportColumn("parent", _("所属"), width=20),
            ExportColumn("inspector", _("责任督学"), width=12),
            ExportColumn("since", _("任职自"), "date", width=12),
            ExportColumn("until", _("任职至"), "date", width=12),
            ExportColumn("given_by", _("指定人"), width=12),
        ),
        queryset=schools_of,
        rows=_rows,
        count=lambda schools: _duties(schools).count(),
        note=_("一行是一位责任督学在一所学校的一段任职；现任的没有截止日期。"),
        filterset_class=InspectorFilter,
        page="supervision:inspector-list",
    )
)
