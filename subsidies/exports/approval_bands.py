"""What the list of the bands of countersigning gives away."""

from collections.abc import Generator

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from aid_portal.exporting import ExportColumn, ExportQuery, ExportSpec, labels, register_export
from aid_portal.permissions import Permission
from subsidies.choices import SignedThing
from subsidies.filters.approval_bands import ApprovalBandFilter
from subsidies.models import ApprovalBand
from subsidies.tables.school_aid import RATE_STATES


def _bands(query: ExportQuery) -> QuerySet:
    scope = query.seen(ApprovalBand)
    return scope.for_list().order_by("subject", "above", "starts_on", "pk")


def _rows(bands: QuerySet) -> Generator[tuple]:
    for each in bands:
        yield (
            each.subject, each.above, each.signers, each.starts_on, each.source, each.state,
            each.made_by.name, each.decided_by.name if each.decided_by else "",
        )  # fmt: skip


register_export(
    ExportSpec(
        name="approval_bands",
        label=_("会签标准"),
        permission=Permission.POLICY_VIEW,
        columns=(
            ExportColumn("subject", _("对象"), width=14, words=labels(lambda: SignedThing.choices)),
            ExportColumn("above", _("金额达到（元）"), "money", width=18),
            ExportColumn("signers", _("会签人数"), "count", width=10),
            ExportColumn("starts_on", _("执行日期"), "date", width=12),
            ExportColumn("source", _("依据"), width=34),
            ExportColumn("state", _("状态"), width=12, words=labels(lambda: RATE_STATES)),
            ExportColumn("made_by", _("拟定人"), width=12),
            ExportColumn("decided_by", _("批准人"), width=12),
        ),
        queryset=_bands,
        rows=_rows,
        filterset_class=ApprovalBandFilter,
        page="subsidies:band-list",
        of_a_term=False,
        note=_("一行是一项标准；同一金额以已经执行的最近一项为准，人数为0的结束以前的标准。"),
    )
)
