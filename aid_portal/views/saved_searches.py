"""Keeping the conditions of a list under a name, and taking the name away."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from aid_portal.actions import saved_searches
from aid_portal.current_term import current_term
from aid_portal.forms.saved_searches import SavedSearchForm
from aid_portal.models import SavedSearch


@require_POST
def save(request: HttpRequest) -> HttpResponse:
    form = SavedSearchForm(request.POST)
    if form.is_valid():
        search = saved_searches.keep(**form.cleaned_data, term=str(current_term(request)), by=request.user)
        messages.success(request, _("已保存为常用查询“%(name)s”，在查询条件下方可以打开。") % {"name": search})
        return redirect(search)
    messages.error(request, _("没有保存：请写1至20个字的名称。"))
    page, query = request.POST.get("page", ""), request.POST.get("query", "")
    ours = page.startswith("/") and url_has_allowed_host_and_scheme(page, {request.get_host()})
    return redirect(f"{page}?{query}" if ours else "home")


@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    search = get_object_or_404(SavedSearch.objects.visible_to(request.user), pk=pk)
    saved_searches.remove(search=search, by=request.user)
    messages.success(request, _("已删除常用查询“%(name)s”。") % {"name": search})
    return redirect(search.page)


for view in (save, remove):
    view.permission = None  # anybody logged in; everybody keeps and removes the own ones
