"""The audit log, for those who audit."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from aid_portal import audit, unmasking
from aid_portal.filters.audit_events import AuditEventFilter
from aid_portal.forms.users import NoteForm
from aid_portal.listing import Empty, list_page
from aid_portal.models import AuditEvent
from aid_portal.permissions import Permission, require
from aid_portal.tables.audit_events import AuditEventTable
from aid_portal.views.shown import event_changes, event_facts


@require(Permission.AUDIT_VIEW)
def audit_event_list(request):
    return list_page(
        request,
        queryset=AuditEvent.objects.visible_to(request.user),
        filterset_class=AuditEventFilter,
        table_class=AuditEventTable,
        title=_("审计记录"),
        template="aid_portal/audit_events/list.html",
        empty=Empty(_("没有符合条件的记录"), _("放宽时间或换个事项再查。"), icon="journal-text"),
        exports=("audit_events",),
    )


@require(Permission.AUDIT_VIEW)
def audit_event_detail(request, pk):
    event = get_object_or_404(AuditEvent.objects.visible_to(request.user), pk=pk)
    return _show(request, event, masked=True)


@require_POST
@require(Permission.REVEAL)
def reveal(request, pk):
    """The same page with full numbers: one record, a reason, and an event of its own."""
    event = get_object_or_404(AuditEvent.objects.visible_to(request.user), pk=pk)
    form = NoteForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("请写明查看事由。"))
        return redirect(event)
    unmasking.reveal(target=event, fields=["before", "after"], reason=form.cleaned_data["note"], by=request.user)
    return _show(request, event, masked=False)


def _show(request, event, *, masked):
    context = {
        "event": event,
        "label": audit.event_label(event.event),
        "facts": event_facts(event),
        "changes": event_changes(event, masked=masked),
        "masked": masked,
        "note_form": NoteForm(),
        "may_reveal": masked and request.user.has(Permission.REVEAL),
    }
    return render(request, "aid_portal/audit_events/detail.html", context)
