"""The other direction: where every monitored child is, by town and one by one."""

from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from aid_portal import unmasking
from aid_portal.forms.reveals import ReasonForm
from aid_portal.identifiers import mask_phone
from aid_portal.listing import RESULTS_ID, Empty, list_page
from aid_portal.permissions import Permission, require
from aid_portal.views.revealed import show_revealed
from subsidies.choices import Place
from subsidies.filters.whereabouts import WhereaboutsFilter
from subsidies.models import Whereabouts
from subsidies.reports.places import SENTENCES, by_town, phone_of
from subsidies.tables.whereabouts import WhereaboutsTable
from subsidies.views.shown_whereabouts import place_tabs, town_table, ways_on, whereabouts_facts


@require(Permission.CHECK_VIEW)
def whereabouts_list(request):
    return list_page(
        request,
        queryset=Whereabouts.objects.visible_to(request.user).for_list(),
        filterset_class=WhereaboutsFilter,
        table_class=WhereaboutsTable,
        title=_("监测对象去向"),
        template="subsidies/whereabouts/list.html",
        empty=Empty(
            _("本学期还没有监测对象去向"),
            _("导入脱贫人口与监测对象名单并完成资格比对后，这里列出每个孩子在哪里。"),
            icon="geo-alt",
        ),
        exports=("whereabouts",),
        tabs_of=place_tabs,
    )


@require(Permission.CHECK_VIEW)
def whereabouts_summary(request):
    found = WhereaboutsFilter(request.GET, Whereabouts.objects.visible_to(request.user), request=request)
    context = {"list": {"filterset": found, "request": request}, "pivot": town_table(by_town(found.rows), found)}
    part = request.headers.get("HX-Target") == RESULTS_ID
    return render(request, "subsidies/whereabouts/_summary.html" if part else "subsidies/whereabouts/summary.html", context)


@require(Permission.CHECK_VIEW)
def whereabouts_detail(request, pk):
    return _show(request, _find(request, pk))


@require_POST
@require(Permission.REVEAL)
def reveal(request, pk):
    """The household's phone, for who must go and look: one record, a reason, thirty seconds, on record."""
    child = get_object_or_404(Whereabouts.objects.visible_to(request.user).filter(code=Place.SUSPECT), pk=pk)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _show(request, child, form)
    unmasking.reveal(target=child, fields=["phone"], reason=form.cleaned_data["reason"], by=request.user)
    return show_revealed(request, phone_of(child.record), mask_phone, back=child.get_absolute_url())


def _find(request, pk):
    return get_object_or_404(
        Whereabouts.objects.visible_to(request.user).select_related("record__release", "school", "run"), pk=pk
    )


def _show(request, child, form=None):
    phone = phone_of(child.record) if child.code == Place.SUSPECT else ""
    context = {
        "child": child,
        "sentence": SENTENCES[Place(child.code)],
        "facts": whereabouts_facts(child, request.user),
        "ways": ways_on(child, request.user),
        "phone": mask_phone(phone) if phone else "",
        "form": form,
        "may_reveal": request.user.has(Permission.REVEAL),
    }
    return render(request, "subsidies/whereabouts/detail.html", context)
