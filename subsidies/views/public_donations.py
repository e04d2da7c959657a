"""Without a login: who gave what in a year."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from aid_portal.public_pages import chosen_year, open_and_kept
from subsidies.reports.public_donations import gift_years, gifts_of


@open_and_kept
@require_safe
def donations(request):
    years = gift_years()
    year = chosen_year(request, years)
    shown = {"years": years, "year": year, "found": gifts_of(year) if year else None}
    return render(request, "public/aid/donations.html", shown)
