"""The yearly account: as the rows say now, as it was frozen, as a Word file."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from aid_portal.asked_years import year_named
from aid_portal.current_term import current_term
from aid_portal.idempotency import idempotent
from aid_portal.links import rows
from aid_portal.permissions import Permission, require
from aid_portal.views.stored_files import hand_out_made
from supervision.actions import year_accounts
from supervision.forms.year_accounts import FreezeYearForm
from supervision.models import YearAccount
from supervision.views.shown_year import account_page, frozen_page


def _find(request, pk):
    return get_object_or_404(YearAccount.objects.visible_to(request.user).for_list(), pk=pk)


def _year(asked):
    """What the address says; 404 where that is no year."""
    year = year_named(asked)
    if year is None:
        raise Http404
    return year


@require(Permission.YEAR_VIEW)
def year_account(request):
    year = _year(request.GET.get("year") or str(current_term(request).year))
    return render(request, "supervision/year/account.html", account_page(year, request.user))


@require_POST
@require(Permission.STATISTICS_FREEZE)
@idempotent
def freeze(request):
    year, form = _year(request.POST.get("year", "")), FreezeYearForm(request.POST)
    if form.is_valid():
        made = year_accounts.freeze(year=year, note=form.cleaned_data["note"], by=request.user)
        messages.success(request, _("已固定，这一份以后不再变化。"))
        return redirect(made)
    messages.error(request, _("请写明用途。"))
    return redirect(rows("supervision:year-account", year=year))


@require(Permission.YEAR_VIEW)
def frozen(request, pk):
    return render(request, "supervision/year/frozen.html", frozen_page(_find(request, pk)))


@require_POST
@require(Permission.YEAR_VIEW)
def word(request):
    return hand_out_made(*year_accounts.word(year=_year(request.POST.get("year", "")), by=request.user))


@require_POST
@require(Permission.YEAR_VIEW)
def frozen_word(request, pk):
    return hand_out_made(*year_accounts.frozen_word(frozen=_find(request, pk), by=request.user))
