"""Columns of the audit log."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from aid_portal import audit
from aid_portal.columns import LinkColumn, TextColumn, TimeColumn
from aid_portal.listing import ListTable
from aid_portal.models import AuditEvent


class EventColumn(LinkColumn):
    def html(self, value, record) -> str:
        return super().html(audit.event_label(value), record)


class ActorColumn(TextColumn):
    def html(self, value, record) -> str:
        return super().html(audit.actor_label(value), record)


class AuditEventTable(ListTable):
    at = TimeColumn(verbose_name=_("时间"), order_by=("id",), initial_sort_descending=True)
    event = EventColumn(
        verbose_name=_("事项"), heading=True, orderable=False, url=lambda record: reverse("audit-event-detail", args=[record.pk])
    )
    actor = ActorColumn(verbose_name=_("操作人"), orderable=False)
    target = TextColumn(verbose_name=_("对象"), orderable=False)
    unit_name = TextColumn(verbose_name=_("单位"), orderable=False)
    address = TextColumn(verbose_name=_("来源地址"), orderable=False, css="mono muted")

    class Meta(ListTable.Meta):
        model = AuditEvent
        fields = ("at", "event", "actor", "target", "unit_name", "address")
        order_by = ("-at",)
        caption = _("审计记录")
