"""The three lists: what a campaign asks for, and what each unit has done of it."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from aid_portal.idempotency import idempotent
from aid_portal.listing import Empty, list_page
from aid_portal.permissions import Permission, require
from aid_portal.views.stored_files import hand_out
from subsidies.forms.once import OnceForm, OnceNoteForm
from supervision.actions import worklists
from supervision.choices import CampaignStatus, WorkKind, WorkStatus
from supervision.filters.campaigns import WorkEntryFilter
from supervision.forms.worklists import EntryForm, WorkItemForm
from supervision.models import WorkEntry, WorkItem
from supervision.reports.campaigns import work_rows
from supervision.tables.campaigns import WorkEntryTable
from supervision.views.campaigns import found


@require(Permission.INSPECTION_VIEW)
def worklist(request, pk):
    campaign = found(request, pk)
    manages = request.user.has(Permission.INSPECTION_MANAGE) and campaign.status != CampaignStatus.CLOSED
    context = {
        "campaign": campaign,
        "lists": [(WorkKind(kind), lines) for kind, lines in work_rows(campaign).items()],
        "manages": manages,
        "issue_form": OnceForm() if manages and campaign.work_items.exists() and campaign.units.exists() else None,
    }
    return render(request, "supervision/worklists/detail.html", context)


@require(Permission.INSPECTION_MANAGE)
@idempotent
def item_add(request, pk):
    return _item(request, found(request, pk), None)


@require(Permission.INSPECTION_MANAGE)
@idempotent
def item_change(request, pk):
    item = _item_of(request, pk)
    return _item(request, item.campaign, item)


def _item(request, campaign, item):
    form = WorkItemForm(request.POST or None, item=item, initial={"kind": request.GET.get("kind", "")})
    if form.is_valid():
        worklists.set_item(campaign=campaign, facts=form.said, item=item, by=request.user)
        messages.success(request, _("已保存。"))
        return redirect("supervision:worklist", campaign.pk)
    return render(request, "supervision/worklists/form.html", {"form": form, "campaign": campaign, "item": item})


@require_POST
@require(Permission.INSPECTION_MANAGE)
@idempotent
def item_drop(request, pk):
    item = _item_of(request, pk)
    worklists.drop_item(item=item, by=request.user)
    messages.success(request, _("“%(item)s”已删去。") % {"item": item})
    return redirect("supervision:worklist", item.campaign_id)


@require_POST
@require(Permission.INSPECTION_MANAGE)
@idempotent
def issue(request, pk):
    campaign = found(request, pk)
    new = worklists.issue(campaign=campaign, by=request.user)
    told = _("已下达%(new)s项，各单位可以填报。") if new else _("各单位都已有全部条目，没有新的。")
    messages.success(request, told % {"new": new})
    return redirect("supervision:worklist", campaign.pk)


@require(Permission.NOTICE_VIEW)
def entry_list(request):
    return list_page(
        request,
        queryset=WorkEntry.objects.visible_to(request.user).for_list(),
        filterset_class=WorkEntryFilter,
        table_class=WorkEntryTable,
        title=_("清单落实情况"),
        template="supervision/worklists/list.html",
        empty=Empty(_("没有下达到您单位的清单"), _("县局下达责任清单、资料清单、任务清单后，在这里逐项填报。"), icon="list-task"),
        exports=("worklists",),
    )


@require(Permission.NOTICE_VIEW)
@idempotent
def entry_detail(request, pk):
    """A unit says what it has done; who organises the campaign may hand it back."""
    entry = _entry(request, pk)
    may_fill = entry.status == WorkStatus.WAITING and request.user.has(Permission.WORKLIST_FILL)
    form = EntryForm(request.POST or None, request.FILES or None, initial={"owner": entry.owner}) if may_fill else None
    if form is not None and form.is_valid():
        worklists.fill(entry=entry, **form.said, by=request.user)
        messages.success(request, _("已填报。"))
        return redirect(entry)
    answered = entry.status != WorkStatus.WAITING
    may_reopen = answered and request.user.has(Permission.INSPECTION_MANAGE)
    context = {"entry": entry, "form": form, "reopen_form": OnceNoteForm() if may_reopen else None}
    return render(request, "supervision/worklists/entry.html", context)


@require_POST
@require(Permission.NOTICE_VIEW)
def entry_file(request, pk):
    entry = get_object_or_404(WorkEntry.objects.visible_to(request.user).select_related("file"), pk=pk, file__isnull=False)
    return hand_out(entry.file, by=request.user)


@require_POST
@require(Permission.INSPECTION_MANAGE)
@idempotent
def entry_reopen(request, pk):
    entry = _entry(request, pk)
    worklists.reopen(entry=entry, note=request.POST.get("note", ""), by=request.user)
    messages.success(request, _("已退回，单位能看到原因。"))
    return redirect(entry)


def _item_of(request, pk) -> WorkItem:
    return get_object_or_404(WorkItem.objects.visible_to(request.user).select_related("campaign"), pk=pk)


def _entry(request, pk) -> WorkEntry:
    return get_object_or_404(WorkEntry.objects.visible_to(request.user).for_list(), pk=pk)
