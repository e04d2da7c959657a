"""Columns of the requests for unmasked data."""

from django.utils.translation import gettext_lazy as _

from aid_portal.choices import UnmaskKind, UnmaskStatus
from aid_portal.columns import BadgeColumn, LinkColumn, NumberColumn, TextColumn, TimeColumn
from aid_portal.listing import ListTable
from aid_portal.models import UnmaskRequest


class UnmaskRequestTable(ListTable):
    what = LinkColumn(verbose_name=_("要办的事"), heading=True)
    kind = BadgeColumn(verbose_name=_("类别"), choices=UnmaskKind)
    row_count = NumberColumn(verbose_name=_("条数"))
    requested_by = TextColumn(verbose_name=_("申请人"), accessor="requested_by__name")
    requested_at = TimeColumn(verbose_name=_("申请时间"))
    status = BadgeColumn(verbose_name=_("状态"), choices=UnmaskStatus)
    decided_by = TextColumn(verbose_name=_("批准人"), accessor="decided_by__name", css="muted")

    class Meta(ListTable.Meta):
        model = UnmaskRequest
        fields = ("what", "kind", "row_count", "requested_by", "requested_at", "status", "decided_by")
        order_by = ("-requested_at",)
        caption = _("查看完整信息的申请")
