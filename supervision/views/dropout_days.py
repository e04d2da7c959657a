"""The days of dropout control that no law fixes: what is in force, and setting another."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from aid_portal.idempotency import idempotent
from aid_portal.permissions import Permission, require
from supervision.actions import dropout_days
from supervision.dropout_choices import ParameterCode
from supervision.forms.absences import DaysForm
from supervision.reports.dropout_days import shown_days
from supervision.views.shown_dropouts import pages


@require(Permission.DROPOUT_VIEW)
def days(request):
    context = {
        "days": shown_days(),
        "pages": pages(request.user, "dropout-days"),
        "may_set": request.user.has(Permission.DROPOUT_CLOSE),
    }
    return render(request, "supervision/dropouts/days.html", context)


@require(Permission.DROPOUT_CLOSE)
@idempotent
def set_days(request, code):
    if code not in ParameterCode.values:
        raise Http404
    shown = next(each for each in shown_days() if each.code == code)
    form = DaysForm(request.POST or None, initial={"days": shown.days, "source": shown.source})
    if form.is_valid():
        dropout_days.set_days(code=ParameterCode(code), **form.said, by=request.user)
        messages.success(request, _("已设定，从现在起按新的天数计算。"))
        return redirect("supervision:dropout-days")
    return render(request, "supervision/dropouts/days_form.html", {"form": form, "shown": shown})
