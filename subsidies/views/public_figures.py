"""Without a login: what a year came to, as it was reported."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from aid_portal.public_pages import chosen_year, open_and_kept
from subsidies.reports.public_figures import LEAST, published, published_years


@open_and_kept
@require_safe
def figures(request):
    years = published_years()
    year = chosen_year(request, years)
    shown = {"years": years, "year": year, "found": published(year) if year else None, "least": LEAST}
    return render(request, "public/aid/figures.html", shown)
