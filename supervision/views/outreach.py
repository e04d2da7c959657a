"""Outreach: the list, a year in numbers, one activity, telling of one, putting it right, voiding it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from aid_portal.asked_years import year_named
from aid_portal.current_term import current_term
from aid_portal.forms.carrying import carried_out
from aid_portal.idempotency import idempotent
from aid_portal.links import rows
from aid_portal.listing import Empty, list_page
from aid_portal.models import OrgUnit
from aid_portal.permissions import Permission, require
from supervision.actions import outreach
from supervision.filters.outreach import OutreachFilter
from supervision.forms.outreach import ChangeOutreachForm, OutreachForm
from supervision.models import OutreachActivity
from supervision.outreach_choices import OutreachKind
from supervision.tables.outreach import OutreachTable
from supervision.views.shown_outreach import activity_page, begin_page, told_of, totals_page


def _visible(request):
    return OutreachActivity.objects.visible_to(request.user).for_list()


@require(Permission.OUTREACH_VIEW)
def outreach_list(request):
    may_add = request.user.has(Permission.OUTREACH_EDIT)
    begin = (rows("supervision:outreach-begin"), _("登记活动")) if may_add else ("", "")
    words = _("入户宣讲、发放资料、消息推送和会议宣讲都登记在这里，全年数字由登记相加得出。")
    return list_page(
        request,
        queryset=_visible(request),
        filterset_class=OutreachFilter,
        table_class=OutreachTable,
        title=_("宣传活动"),
        template="supervision/outreach/list.html",
        empty=Empty(_("还没有登记宣传活动"), words, *begin, icon="people"),
        exports=("outreach",),
        context={"may_add": may_add, "may_take": request.user.has(Permission.OUTREACH_CONTACTS)},
    )


@require(Permission.OUTREACH_VIEW)
def totals(request):
    code = request.GET.get("town", "")
    town = get_object_or_404(OrgUnit.objects.visible_to(request.user), code=code) if code else None
    year = year_named(request.GET.get("year", "")) or current_term(request).year
    return render(request, "supervision/outreach/totals.html", totals_page(request.user, year, town))


@require(Permission.OUTREACH_VIEW)
def outreach_detail(request, pk):
    activity = get_object_or_404(_visible(request), pk=pk)
    return render(request, "supervision/outreach/detail.html", activity_page(activity, request.user))


@require(Permission.OUTREACH_EDIT)
def begin(request):
    return render(request, "supervision/outreach/begin.html", begin_page())


@require(Permission.OUTREACH_EDIT)
def add(request, kind):
    """The form's own key makes an activity that is sent twice one activity."""
    if kind not in OutreachKind.values:
        raise Http404
    units = OrgUnit.objects.visible_to(request.user).open().order_by("path")
    form = OutreachForm(request.POST or None, request.FILES or None, kind=kind, units=units)
    if form.is_valid() and (made := carried_out(form, lambda: _recorded(form, request.user))):
        messages.success(request, _("已登记。"))
        return redirect(made)
    words = {"form": form, "title": OutreachKind(kind).label, "back": rows("supervision:outreach-begin"), "activity": None}
    return render(request, "supervision/outreach/form.html", words)


def _recorded(form, user):
    said = form.cleaned_data
    return outreach.record(key=said["key"], unit=said["unit"], kind=form.kind, facts=form.facts, photos=said["photos"], by=user)


@require(Permission.OUTREACH_EDIT)
@idempotent
def change(request, pk):
    activity = get_object_or_404(_visible(request), pk=pk, voided_at=None)
    form = ChangeOutreachForm(request.POST or None, request.FILES or None, kind=activity.kind, initial=told_of(activity))
    if form.is_valid() and (made := carried_out(form, lambda: _changed(form, activity, request.user))):
        messages.success(request, _("已修改，原来的数字留在审计记录里。"))
        return redirect(made)
    words = {"form": form, "title": _("修改"), "back": activity.get_absolute_url(), "activity": activity}
    return render(request, "supervision/outreach/form.html", words)


def _changed(form, activity, user):
    said = form.cleaned_data
    return outreach.change(activity=activity, facts=form.facts, reason=said["reason"], photos=said["photos"], by=user)


@require_POST
@require(Permission.OUTREACH_EDIT)
@idempotent
def void(request, pk):
    activity = get_object_or_404(_visible(request), pk=pk)
    outreach.void(activity=activity, reason=request.POST.get("note", ""), by=request.user)
    messages.success(request, _("已作废，不再计入全年数字。"))
    return redirect(activity)
