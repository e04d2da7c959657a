"""What the ground floor gives away: the audit log, to those who audit."""

from collections.abc import Generator

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from aid_portal import audit, figures
from aid_portal.exporting import ExportColumn, ExportQuery, ExportSpec, register_export
from aid_portal.filters.audit_events import AuditEventFilter
from aid_portal.identifiers import mask_text
from aid_portal.models import AuditEvent
from aid_portal.permissions import Permission


def _audit_events(query: ExportQuery) -> QuerySet:
    scope = query.seen(AuditEvent)
    return scope.order_by("pk")


def _audit_event_rows(events: QuerySet) -> Generator[tuple]:
    names = ("at", "event", "actor", "actor_id_text", "target", "unit_name", "unit_code", "note", "address", "request_id")
    for at, event, actor, *rest in events.values_list(*names).iterator(chunk_size=2000):
        yield figures.minute(at), audit.event_label(event), audit.actor_label(actor), *rest


register_export(
    ExportSpec(
        name="audit_events",
        label=_("审计记录"),
        permission=Permission.AUDIT_VIEW,
        columns=(
            ExportColumn("at", _("时间"), width=17),
            ExportColumn("event", _("事项"), width=20),
            ExportColumn("actor", _("操作人"), width=10),
            ExportColumn("username", _("用户名"), width=12),
            ExportColumn("target", _("对象"), mask=mask_text, width=36),
            ExportColumn("unit_name", _("单位"), width=24),
            ExportColumn("unit_code", _("单位代码"), width=12),
            ExportColumn("note", _("说明"), mask=mask_text, width=40),
            ExportColumn("address", _("来源地址"), width=16),
            ExportColumn("request_id", _("请求编号"), width=36),
        ),
        queryset=_audit_events,
        rows=_audit_event_rows,
        note=_("一行是一件已记录的事；前后内容不导出，须在页面逐条查看。"),
        filterset_class=AuditEventFilter,
        page="audit-event-list",
        of_a_term=False,
    )
)
