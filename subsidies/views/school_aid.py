"""School aid of a year: the schools, what they come to, stating an income, putting it right, the page of one school."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from aid_portal.current_term import current_term
from aid_portal.forms.carrying import carried_out
from aid_portal.idempotency import idempotent
from aid_portal.links import rows
from aid_portal.listing import Empty, list_page
from aid_portal.permissions import Permission, require
from aid_portal.views.stored_files import hand_out
from subsidies.actions import school_aid
from subsidies.filters.school_aid import SchoolAidYearFilter
from subsidies.forms.school_aid import FACTS, RestateForm, StateForm
from subsidies.models import SchoolAidYear
from subsidies.reports.school_aid import concerned, with_money
from subsidies.tables.school_aid import SchoolAidYearTable
from subsidies.views.entitlement_deeds import keep
from subsidies.views.shown_school_aid import rates_of, shown_sums, year_page

KIND = "school_aid_basis"


def _visible(request):
    return with_money(SchoolAidYear.objects.visible_to(request.user).for_list(), timezone.localdate())


@require(Permission.SCHOOL_AID_VIEW)
def year_list(request):
    may_state = request.user.has(Permission.SCHOOL_AID_EDIT)
    begin = (rows("subsidies:school-aid-state"), _("填报收入")) if may_state else ("", "")
    words = _("收费的幼儿园、普通高中和中职学校每年从事业收入中按比例计提，用于减免、奖助学金和特殊困难补助。")
    return list_page(
        request,
        queryset=_visible(request),
        filterset_class=SchoolAidYearFilter,
        table_class=SchoolAidYearTable,
        title=_("学校资助"),
        template="subsidies/school_aid/list.html",
        empty=Empty(_("这一年还没有学校填报"), words, *begin, icon="mortarboard"),
        exports=("school_aid",),
        sums_url=rows("subsidies:school-aid-sums"),
        context={"may_state": may_state},
    )


@require(Permission.SCHOOL_AID_VIEW)
def year_sums(request):
    """What stands above the list, for exactly its conditions; not mixed with state aid."""
    found = SchoolAidYearFilter(request.GET, _visible(request), request=request)
    template = "subsidies/school_aid/_sums.html" if request.htmx else "subsidies/school_aid/sums.html"
    return render(request, template, shown_sums(found, request.user))


@require(Permission.SCHOOL_AID_EDIT)
@idempotent
def state(request):
    schools = concerned(request.user).order_by("path")
    begin = {"year": request.GET.get("year") or current_term(request).year}
    form = StateForm(request.POST or None, request.FILES or None, schools=schools, initial=begin)
    made = carried_out(form, lambda: _stated(form, request.user)) if form.is_valid() else None
    if made is None:
        return render(request, "subsidies/school_aid/form.html", {"form": form, "year": None, "rates": rates_of(begin["year"])})
    messages.success(request, _("已填报，应计提由系统算出。"))
    return redirect(made)


def _stated(form, user):
    said = form.cleaned_data
    facts = {**form.facts, "file": keep(said["file"], said["school"], user, KIND)}
    return school_aid.state(school=said["school"], year=said["year"], facts=facts, by=user)


@require(Permission.SCHOOL_AID_EDIT)
@idempotent
def restate(request, pk):
    year = get_object_or_404(_visible(request), pk=pk)
    begin = {name: getattr(year, name) for name in FACTS}
    form = RestateForm(request.POST or None, request.FILES or None, initial=begin)
    made = carried_out(form, lambda: _restated(form, year, request.user)) if form.is_valid() else None
    if made is None:
        return render(request, "subsidies/school_aid/form.html", {"form": form, "year": year, "rates": rates_of(year.year)})
    messages.success(request, _("已更正，原来的数字留在审计记录里。"))
    return redirect(made)


def _restated(form, year, user):
    """A new paper takes the place of the old one; without one the old one stays."""
    file = keep(form.cleaned_data["file"], year.school, user, KIND)
    facts = {**form.facts, **({"file": file} if file else {})}
    return school_aid.restate(year=year, facts=facts, reason=form.cleaned_data["reason"], by=user)


@require(Permission.SCHOOL_AID_VIEW)
def year_detail(request, pk):
    year = get_object_or_404(_visible(request), pk=pk)
    return render(request, "subsidies/school_aid/detail.html", year_page(year, request.user))


@require_POST
@require(Permission.SCHOOL_AID_VIEW)
def basis(request, pk):
    year = get_object_or_404(SchoolAidYear.objects.visible_to(request.user).select_related("file"), pk=pk)
    if year.file is None:
        raise Http404
    return hand_out(year.file, by=request.user)
