"""Campaigns: the list, making one, its page, its beginning and its end."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from aid_portal.idempotency import idempotent
from aid_portal.links import rows
from aid_portal.listing import Empty, list_page
from aid_portal.permissions import Permission, require
from supervision.actions import campaigns
from supervision.filters.campaigns import CampaignFilter
from supervision.forms.campaigns import CampaignForm
from supervision.models import Campaign
from supervision.reports.campaigns import with_counts
from supervision.tables.campaigns import CampaignTable
from supervision.views.shown_campaigns import campaign_page


@require(Permission.INSPECTION_VIEW)
def campaign_list(request):
    may_add = request.user.has(Permission.INSPECTION_MANAGE)
    begin = (rows("supervision:campaign-add"), _("建立督查行动")) if may_add else ("", "")
    return list_page(
        request,
        queryset=with_counts(Campaign.objects.visible_to(request.user).for_list()),
        filterset_class=CampaignFilter,
        table_class=CampaignTable,
        title=_("督查行动"),
        template="supervision/campaigns/list.html",
        empty=Empty(_("还没有督查行动"), _("先建立行动，编好督查组，再指定或抽取被督查单位。"), *begin, icon="clipboard-check"),
        context={"may_add": may_add},
    )


@require(Permission.INSPECTION_MANAGE)
@idempotent
def campaign_add(request):
    form = CampaignForm(request.POST or None)
    if form.is_valid():
        facts, checklists = form.facts, form.cleaned_data["checklists"]
        campaign = campaigns.create(facts=facts, checklists=checklists, by=request.user)
        messages.success(request, _("已建立“%(campaign)s”，接着编督查组、定单位。") % {"campaign": campaign})
        return redirect(campaign)
    return render(request, "supervision/campaigns/form.html", {"form": form})


@require(Permission.INSPECTION_VIEW)
def campaign_detail(request, pk):
    return render(request, "supervision/campaigns/detail.html", campaign_page(found(request, pk), request.user))


@require(Permission.INSPECTION_MANAGE)
@idempotent
def campaign_change(request, pk):
    campaign = found(request, pk)
    form = CampaignForm(request.POST or None, campaign=campaign)
    if form.is_valid():
        facts, checklists = form.facts, form.cleaned_data["checklists"]
        campaigns.change(campaign=campaign, facts=facts, checklists=checklists, by=request.user)
        messages.success(request, _("已保存。"))
        return redirect(campaign)
    return render(request, "supervision/campaigns/form.html", {"form": form, "campaign": campaign})


@require_POST
@require(Permission.INSPECTION_MANAGE)
@idempotent
def start(request, pk):
    campaign = campaigns.start(campaign=found(request, pk), by=request.user)
    messages.success(request, _("“%(campaign)s”已启动，各组可以记录督查。") % {"campaign": campaign})
    return redirect(campaign)


@require_POST
@require(Permission.INSPECTION_MANAGE)
@idempotent
def close(request, pk):
    campaign = campaigns.close(campaign=found(request, pk), note=request.POST.get("note", ""), by=request.user)
    messages.success(request, _("“%(campaign)s”已结束。") % {"campaign": campaign})
    return redirect(campaign)


def found(request, pk) -> Campaign:
    return get_object_or_404(Campaign.objects.visible_to(request.user).for_list(), pk=pk)
