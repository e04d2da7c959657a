"""Without a login: aggregates as files, and what their columns mean."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from aid_portal.open_data import as_csv, datasets, meanings
from aid_portal.public_pages import open_and_kept


@open_and_kept
@require_safe
def data_list(request):
    shown = [{"dataset": each, "years": each.years()} for each in datasets()]
    return render(request, "aid_portal/public_data.html", {"shown": shown})


@open_and_kept
@require_safe
def data_file(request, name, year):
    found = next((each for each in datasets() if each.name == name), None)
    text = as_csv(found, year) if found else ""
    if not text:
        raise Http404
    return _file(text, f"{name}-{year}.csv")


@open_and_kept
@require_safe
def data_columns(request):
    return _file(meanings(), "columns.csv")


def _file(text, name):
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(text, content_type="text/csv; charset=utf-8", headers=headers)
