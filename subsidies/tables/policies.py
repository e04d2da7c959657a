"""Columns of the versions of the policy."""

from django.utils.translation import gettext_lazy as _

from aid_portal.columns import BadgeColumn, LinkColumn, NumberColumn, TextColumn, TimeColumn
from aid_portal.listing import ListTable
from subsidies.choices import PolicyStatus
from subsidies.models import PolicyVersion


class VersionColumn(LinkColumn):
    def html(self, value, record) -> str:
        return super().html(record, record)


class PolicyVersionTable(ListTable):
    number = VersionColumn(verbose_name=_("版本"), heading=True)
    status = BadgeColumn(verbose_name=_("状态"), choices=PolicyStatus)
    note = TextColumn(verbose_name=_("说明"), orderable=False, css="wrap")
    assumed_count = NumberColumn(verbose_name=_("待核定"), orderable=False)
    drafted_by = TextColumn(verbose_name=_("起草人"), accessor="drafted_by__name", orderable=False)
    drafted_at = TimeColumn(verbose_name=_("起草时间"))
    approved_by = TextColumn(verbose_name=_("批准人"), accessor="approved_by__name", orderable=False)
    approved_at = TimeColumn(verbose_name=_("生效时间"))

    class Meta(ListTable.Meta):
        model = PolicyVersion
        fields = ("number", "status", "note", "assumed_count", "drafted_by", "drafted_at", "approved_by", "approved_at")
        order_by = ("-number",)
        caption = _("政策版本")
