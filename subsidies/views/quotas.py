"""Places of the schools: those of a term, proposing them for many schools, approving by another."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from aid_portal import figures
from aid_portal.current_term import current_term
from aid_portal.idempotency import idempotent
from aid_portal.links import rows
from aid_portal.listing import Empty, PostAction, list_page, selection
from aid_portal.models import OrgUnit
from aid_portal.permissions import Permission, require
from students.models import TermSetting
from subsidies.actions import quotas
from subsidies.choices import PaperStatus
from subsidies.filters.quotas import QuotaFilter
from subsidies.forms.quotas import QuotaForm, QuotasForm, RefusedQuotasForm
from subsidies.models import Quota
from subsidies.reports.quota_rows import programmes_with_places, school_places, with_counts
from subsidies.tables.quotas import QuotaTable


@require(Permission.ENTITLEMENT_VIEW)
def quota_list(request):
    may_propose = request.user.has(Permission.QUOTA_EDIT)
    go = (rows("subsidies:quota-propose"), _("拟定名额")) if may_propose else ("", "")
    words = _("有名额的项目（如学前生活补助、普高国家助学金）按学校下达名额，超出的学生列为候补。")
    decides = request.user.has(Permission.QUOTA_APPROVE)
    batch = [
        PostAction(_("批准"), rows("subsidies:quota-approve"), "check2-all"),
        PostAction(_("不批准"), rows("subsidies:quota-refuse"), "x-circle", "light"),
    ]
    return list_page(
        request,
        queryset=with_counts(Quota.objects.visible_to(request.user).for_list()),
        filterset_class=QuotaFilter,
        table_class=QuotaTable,
        title=_("名额"),
        template="subsidies/quotas/list.html",
        empty=Empty(_("本学期还没有名额"), words, *go, icon="people"),
        batch=batch if decides else (),
        context={"may_propose": may_propose},
    )


@require(Permission.QUOTA_EDIT)
@idempotent
def propose(request):
    """Schools with eligible children in a table; others by their code."""
    term = get_object_or_404(
        TermSetting.objects.visible_to(request.user), pk=request.GET.get("term") or str(current_term(request))
    )
    programmes = list(programmes_with_places())
    programme = next((each for each in programmes if each.code == request.GET.get("programme")), programmes[0])
    schools = {unit.code: unit for unit in OrgUnit.objects.visible_to(request.user).schools()}
    found = school_places(term, programme)
    form = QuotaForm(request.POST or None, rows=found, schools=schools)
    if form.is_valid():
        source, places = form.cleaned_data["source"], form.places
        made = quotas.propose(term=term, programme=programme, places=places, source=source, by=request.user)
        messages.success(request, _("已提交%(count)s所学校的名额，等待另一人批准。") % {"count": figures.count(len(made))})
        return redirect(rows("subsidies:quota-list", term=term.pk, programme=programme.code))
    tabs = [{"label": str(each), "url": _address(term, each), "current": each == programme, "count": None} for each in programmes]
    context = {"term": term, "programme": programme, "tabs": tabs, "form": form, "action": _address(term, programme)}
    return render(request, "subsidies/quotas/propose.html", context)


@require(Permission.QUOTA_APPROVE)
@idempotent
def approve(request):
    return _decide(request, QuotasForm, _("批准名额"), approved=True)


@require(Permission.QUOTA_APPROVE)
@idempotent
def refuse(request):
    return _decide(request, RefusedQuotasForm, _("不批准名额"), approved=False)


def _decide(request, form_class, title, *, approved):
    """First with the boxes of the list, then with what the second look showed."""
    if request.method != "POST":
        return redirect("subsidies:quota-list")
    visible = Quota.objects.visible_to(request.user).for_list()
    form = form_class(request.POST) if "sure" in request.POST else None
    if form is None:
        return _ask(request, selection(request, visible, QuotaFilter), form_class, title)
    if not form.is_valid():
        return _ask(request, visible.filter(pk__in=form.cleaned_data.get("quotas", [])), form_class, title, form)
    chosen = list(visible.filter(pk__in=form.cleaned_data["quotas"]).values_list("pk", flat=True))
    decided = quotas.decide(quotas=chosen, approved=approved, note=form.cleaned_data.get("note", ""), by=request.user)
    words = {"count": figures.count(len(decided))}
    messages.success(request, (_("已批准%(count)s项名额。") if approved else _("已不批准%(count)s项名额。")) % words)
    return redirect("subsidies:quota-list")


def _ask(request, chosen, form_class, title, form=None):
    waiting = list(chosen.filter(status=PaperStatus.PROPOSED).order_by("programme_id", "school_id"))
    context = {
        "title": title,
        "quotas": waiting,
        "places": sum(each.places for each in waiting),
        "others": chosen.count() - len(waiting),
        "form": form or form_class(initial={"quotas": " ".join(str(each.pk) for each in waiting)}),
    }
    return render(request, "subsidies/quotas/decide.html", context)


def _address(term, programme):
    return rows("subsidies:quota-propose", term=term.pk, programme=programme.code)
