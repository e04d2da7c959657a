"""Households of a term, one row each, as the list shows them; no numbers of persons."""

from collections.abc import Generator

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from aid_portal.exporting import ExportColumn, ExportQuery, ExportSpec, register_export
from aid_portal.permissions import Permission
from students.models import TermSetting
from supervision.filters.households import HouseholdFilter
from supervision.models import Household
from supervision.reports.household_register import Register


def _households(query: ExportQuery) -> QuerySet:
    """The list's filter says which term; the console takes all of the one it names."""
    if query.user:
        return Household.objects.visible_to(query.user).order_by("town", "village", "household_number")
    register = Register(TermSetting.objects.get(pk=query.term), None)
    return register.rows(Household.objects.all()).order_by("town", "village", "household_number")


def _rows(households: QuerySet) -> Generator[tuple]:
    for each in households.defer("sealed").iterator(chunk_size=2000):
        yield (
            each.household_number, each.shown_head, each.town, each.village, each.child_count, each.pupil_count,
            each.elsewhere_count, each.unaided_count,
        )  # fmt: skip


register_export(
    ExportSpec(
        name="households",
        label=_("监测户"),
        permission=Permission.HOUSEHOLD_VIEW,
        columns=(
            ExportColumn("household_number", _("户编号"), width=20),
            ExportColumn("head", _("户主"), width=10),
            ExportColumn("town", _("镇街"), width=14),
            ExportColumn("village", _("村"), width=16),
            ExportColumn("children", _("孩子"), "count", width=8),
            ExportColumn("pupils", _("县内在校"), "count", width=10),
            ExportColumn("elsewhere", _("县外就读"), "count", width=10),
            ExportColumn("unaided", _("未列入资助"), "count", width=12),
        ),
        queryset=_households,
        rows=_rows,
        filterset_class=HouseholdFilter,
        page="supervision:household-list",
        note=_("一行是名单上有孩子的一户；在校、县外就读和未列入资助的人数只算导出人能查看的范围。"),
    )
)
