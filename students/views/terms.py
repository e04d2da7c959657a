"""Terms: the cut-off day, on which everything is decided, and the lock after closing."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from aid_portal import figures
from aid_portal.forms.users import NoteForm
from aid_portal.listing import Empty, list_page
from aid_portal.permissions import Permission, require
from students.actions import terms
from students.filters.terms import TermFilter
from students.forms.terms import CutOffForm
from students.models import Enrolment, Release, TermSetting
from students.reports.terms import evidence, with_enrolments
from students.tables.terms import TermTable


def _seen(request):
    return with_enrolments(TermSetting.objects.visible_to(request.user).for_list(), Enrolment.objects.visible_to(request.user))


@require(Permission.TERM_VIEW)
def term_list(request):
    last = TermSetting.objects.visible_to(request.user).last()
    return list_page(
        request,
        queryset=_seen(request),
        filterset_class=TermFilter,
        table_class=TermTable,
        title=_("学期"),
        template="students/terms/list.html",
        empty=Empty(_("还没有学期"), icon="calendar3"),
        context={
            "may_manage": request.user.has(Permission.TERM_MANAGE),
            "following": last.term.next if last else None,
            "day_form": CutOffForm(),
        },
    )


@require(Permission.TERM_VIEW)
def term_detail(request, pk):
    term = get_object_or_404(_seen(request), pk=pk)
    context = {
        "term": term,
        "facts": _facts(term),
        "evidence": evidence(Release.objects.visible_to(request.user), term.cut_off_on),
        "may_see_evidence": request.user.has(Permission.RECORD_VIEW),
        "may_manage": request.user.has(Permission.TERM_MANAGE),
        "cut_off_form": CutOffForm(initial={"day": term.cut_off_on}),
        "note_form": NoteForm(),
    }
    return render(request, "students/terms/detail.html", context)


@require_POST
@require(Permission.TERM_MANAGE)
def begin_next(request):
    form = CutOffForm(request.POST)
    if form.is_valid():
        term = terms.begin_next(**form.cleaned_data, by=request.user)
        messages.success(request, _("已开设%(term)s。") % {"term": term})
        return redirect(term)
    messages.error(request, _("请填写认定基准日。"))
    return redirect("students:term-list")


@require(Permission.TERM_MANAGE)
def cut_off(request, pk):
    """First what the new day would change, then, by a POST, the change."""
    term = get_object_or_404(TermSetting.objects.visible_to(request.user), pk=pk)
    form = CutOffForm(request.POST if request.method == "POST" else request.GET)
    if not form.is_valid():
        messages.error(request, _("请填写认定基准日，如 2022-09-30。"))
        return redirect(term)
    day = form.cleaned_data["day"]
    if request.method == "POST":
        terms.set_cut_off(term=term, day=day, by=request.user)
        messages.success(request, _("%(term)s的认定基准日已改为 %(day)s。") % {"term": term, "day": day})
        return redirect(term)
    shown = evidence(Release.objects.visible_to(request.user), term.cut_off_on, day)
    return render(request, "students/terms/confirm.html", {"term": term, "day": day, "evidence": shown})


@require_POST
@require(Permission.TERM_MANAGE)
def lock(request, pk):
    term = get_object_or_404(TermSetting.objects.visible_to(request.user), pk=pk)
    form = NoteForm(request.POST)
    if form.is_valid():
        terms.lock(term=term, note=form.cleaned_data["note"], by=request.user)
        messages.success(request, _("%(term)s已锁定。") % {"term": term})
    else:
        messages.error(request, _("请写明锁定的原因。"))
    return redirect(term)


@require_POST
@require(Permission.TERM_MANAGE)
def unlock(request, pk):
    term = get_object_or_404(TermSetting.objects.visible_to(request.user), pk=pk)
    form = NoteForm(request.POST)
    if form.is_valid():
        terms.unlock(term=term, note=form.cleaned_data["note"], by=request.user)
        messages.success(request, _("%(term)s已解锁，可以继续接收花名册。") % {"term": term})
    else:
        messages.error(request, _("请写明解锁的原因。"))
    return redirect(term)


def _facts(term):
    span = _("%(first)s 至 %(last)s") % {"first": term.term.first_day, "last": term.term.last_day}
    return [
        (_("认定基准日"), figures.long_day(term.cut_off_on)),
        (_("学期起止"), span),
        (_("学年"), term.term.academic_year.label),
        (_("花名册人数"), figures.count(term.enrolment_count)),
        (_("锁定人"), term.locked_by or ""),
        (_("锁定时间"), figures.minute(term.locked_at) if term.locked_at else ""),
        (_("锁定原因"), term.lock_note),
    ]
