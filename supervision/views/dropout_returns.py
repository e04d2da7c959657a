"""Returns of dropout control: schools beside their months, the county's quarters, looking at the numbers and sending them."""

from datetime import date

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from aid_portal.choices import OrgKind
from aid_portal.forms.carrying import carried_out
from aid_portal.idempotency import idempotent
from aid_portal.links import rows
from aid_portal.listing import Empty, list_page
from aid_portal.models import OrgUnit
from aid_portal.permissions import Permission, require
from supervision.actions import dropout_returns
from supervision.dropout_choices import ReturnKind
from supervision.filters.dropout_returns import MonthFilter, QuarterFilter
from supervision.forms.dropout_returns import CorrectForm, MonthForm, SendForm
from supervision.models import DropoutReturn
from supervision.reports.dropout_returns import reporting_schools
from supervision.rules.periods import before, first_of
from supervision.tables.dropout_returns import MonthTable, QuarterTable
from supervision.views.shown_dropouts import pages
from supervision.views.shown_returns import month_tabs, return_page, to_correct, to_send


@require(Permission.DROPOUT_VIEW)
def month_list(request):
    schools = reporting_schools() & OrgUnit.objects.visible_to(request.user)
    return list_page(
        request,
        queryset=schools,
        filterset_class=MonthFilter,
        table_class=MonthTable,
        title=_("控辍保学月报"),
        template="supervision/dropouts/months.html",
        exports=("dropout_months",),
        empty=Empty(_("没有要报月报的学校"), _("有小学、初中的学校每月报送，没有失学的也要报。"), icon="calendar3"),
        tabs_of=month_tabs,
        context={"pages": pages(request.user, "dropout-month-list"), "may_send": request.user.has(Permission.DROPOUT_HANDLE)},
    )


@require(Permission.CHECK_VIEW)
def quarter_list(request):
    county = _county(request)
    return list_page(
        request,
        queryset=DropoutReturn.objects.visible_to(request.user).standing().filter(kind=ReturnKind.QUARTER).for_list(),
        filterset_class=QuarterFilter,
        table_class=QuarterTable,
        title=_("县级季度复核"),
        template="supervision/dropouts/quarters.html",
        empty=Empty(_("还没有季度复核"), _("每季度结束后，县局对照各校月报和资格比对复核一次。"), icon="clipboard-check"),
        context={"pages": pages(request.user, "dropout-quarter-list"), "send_url": _send_url(request) if county else ""},
    )


def _send_url(request):
    if not request.user.has(Permission.DROPOUT_HANDLE):
        return ""
    return rows("supervision:dropout-quarter-send", quarter=before(ReturnKind.QUARTER, timezone.localdate()).isoformat())


def _county(request):
    return OrgUnit.objects.visible_to(request.user).filter(kind=OrgKind.BUREAU).first()


@require(Permission.DROPOUT_HANDLE)
@idempotent
def send_month(request):
    """First whose month it is, where there are several schools; then its numbers, and the word that they are right."""
    schools = (reporting_schools() & OrgUnit.objects.visible_to(request.user)).order_by("path")
    first = _asked(request.GET.get("month", ""), ReturnKind.MONTH)
    school = _school(request, schools)
    if school is None:
        return render(request, "supervision/dropouts/whose.html", {"form": MonthForm(schools=schools), "month": f"{first:%Y-%m}"})
    return _send(request, school, ReturnKind.MONTH, first)


def _school(request, schools):
    key = request.GET.get("school", "")
    if key.isdecimal() and len(key) < 15:
        return get_object_or_404(schools, pk=int(key))
    return schools[0] if len(schools) == 1 else None


@require(Permission.DROPOUT_HANDLE)
@idempotent
def send_quarter(request):
    county = _county(request)
    if county is None:
        messages.info(request, _("季度复核由县局做，学校报送月报。"))
        return redirect("supervision:dropout-month-list")
    return _send(request, county, ReturnKind.QUARTER, _asked(request.GET.get("quarter", ""), ReturnKind.QUARTER))


def _asked(text, kind):
    """The period of the address; without one the last that is over."""
    text = f"{text}-01" if len(text) == len("2022-10") else text
    try:
        return first_of(kind, date.fromisoformat(text))
    except ValueError:
        return before(kind, timezone.localdate())


def _send(request, unit, kind, first):
    form = SendForm(request.POST or None)
    if form.is_valid():
        made = carried_out(
            form, lambda: dropout_returns.send(unit=unit, kind=kind, first_day=first, **form.said, by=request.user)
        )
        if made is not None:
            messages.success(request, _("已报送。"))
            return redirect(made)
    return render(request, "supervision/dropouts/send.html", {"form": form, **to_send(unit, kind, first, request.user)})


def _find(request, pk):
    return get_object_or_404(DropoutReturn.objects.visible_to(request.user).for_list(), pk=pk)


@require(Permission.DROPOUT_VIEW)
def detail(request, pk):
    return render(request, "supervision/dropouts/return.html", return_page(_find(request, pk), request.user))


@require(Permission.DROPOUT_HANDLE)
@idempotent
def correct(request, pk):
    """The numbers that were sent beside those of now; then why, and the new version."""
    wrong = _find(request, pk)
    form, made = CorrectForm(request.POST or None, initial={"note": wrong.note}), None
    if form.is_valid():
        made = carried_out(form, lambda: dropout_returns.correct(wrong=wrong, **form.said, by=request.user))
    if made is None:
        return render(request, "supervision/dropouts/correct.html", {"form": form, **to_correct(wrong)})
    messages.success(request, _("已更正，原来的报表保留在下面。"))
    return redirect(made)
