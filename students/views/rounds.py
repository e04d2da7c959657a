"""Rounds: the list, opening one, its days, its end; how far its schools are, and one school's work in it."""

from django.contrib import messages
from django.db.models import Value
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from aid_portal import figures
from aid_portal.idempotency import idempotent
from aid_portal.links import rows
from aid_portal.listing import Empty, export_of_term, list_page
from aid_portal.models import OrgUnit
from aid_portal.permissions import Permission, require
from students.actions import applications, rounds
from students.filters.rounds import RoundFilter, SchoolProgressFilter
from students.forms.rounds import RoundDaysForm, RoundForm
from students.models import DeterminationRound, TermSetting
from students.reports.round_children import children_of
from students.reports.round_progress import with_progress
from students.tables.rounds import RoundTable, SchoolProgressTable
from students.views.shown_rounds import round_context, school_page, usual_facts


def found(request, pk) -> DeterminationRound:
    return get_object_or_404(DeterminationRound.objects.visible_to(request.user).for_list(), pk=pk)


def schools_seen(request):
    return OrgUnit.objects.visible_to(request.user).schools().open()


@require(Permission.ROUND_VIEW)
def round_list(request):
    may_open = request.user.has(Permission.ROUND_MANAGE)
    begin = (rows("students:round-open"), _("发起认定")) if may_open else ("", "")
    return list_page(
        request,
        queryset=DeterminationRound.objects.visible_to(request.user).for_list(),
        filterset_class=RoundFilter,
        table_class=RoundTable,
        title=_("困难认定"),
        template="students/rounds/list.html",
        exports=("determination_rounds",),
        empty=Empty(_("还没有发起认定"), _("每学年秋季认定一次，春季按变化调整。"), *begin, icon="clipboard-check"),
        context={"may_open": may_open},
    )


@require(Permission.ROUND_MANAGE)
@idempotent
def round_open(request):
    """The usual days are offered; with `usual` they are counted anew from the day typed."""
    terms = TermSetting.objects.visible_to(request.user).filter(round=None, locked_at=None).order_by("-position")
    typed = request.POST if request.method == "POST" and "usual" not in request.POST else None
    form = RoundForm(typed, terms=terms, initial=usual_facts(request))
    if form.is_valid():
        made = rounds.open_round(term=form.cleaned_data["term"], facts=form.facts, by=request.user)
        messages.success(request, _("已发起“%(round)s”，各学校可以登记告知、收取申请。") % {"round": made})
        return redirect(made)
    return render(request, "students/rounds/form.html", {"form": form, "offers": terms.exists()})


@require(Permission.ROUND_VIEW)
def round_detail(request, pk):
    """Who sees one school sees its work at once."""
    round, schools = found(request, pk), schools_seen(request)
    if len(schools[:2]) == 1:
        return render(request, "students/rounds/school.html", school_page(round, schools[0], request.user))
    progress = with_progress(schools, round, timezone.localdate(), request.user)
    return list_page(
        request,
        queryset=progress.annotate(of_round=Value(round.pk), of_term=Value(round.term_id)),
        filterset_class=SchoolProgressFilter,
        table_class=SchoolProgressTable,
        title=str(round),
        template="students/rounds/detail.html",
        empty=Empty(_("没有学校"), _("您能查看的单位里没有学校。"), icon="building"),
        exports=export_of_term("round_progress", round.term_id, request.user),
        context=round_context(round, schools, request.user),
    )


@require(Permission.ROUND_VIEW)
def round_school(request, pk, school):
    round = found(request, pk)
    place = get_object_or_404(OrgUnit.objects.visible_to(request.user).schools(), pk=school)
    return render(request, "students/rounds/school.html", school_page(round, place, request.user))


@require(Permission.ROUND_MANAGE)
@idempotent
def round_change(request, pk):
    round = found(request, pk)
    form = RoundDaysForm(request.POST or None, record=round, initial={name: getattr(round, name) for name in rounds.CHANGEABLE})
    if form.is_valid():
        rounds.change(round=round, facts=form.said, by=request.user)
        messages.success(request, _("已调整，原来的期限留在审计记录里。"))
        return redirect(round)
    return render(request, "students/rounds/change.html", {"form": form, "round": round})


@require_POST
@require(Permission.ROUND_MANAGE)
@idempotent
def round_close(request, pk):
    round = rounds.close(round=found(request, pk), by=request.user)
    messages.success(request, _("“%(round)s”已结束，不再收申请、不再上报。") % {"round": round})
    return redirect(round)


@require_POST
@require(Permission.ROUND_MANAGE)
@idempotent
def round_reopen(request, pk):
    round = rounds.reopen(round=found(request, pk), by=request.user)
    messages.success(request, _("“%(round)s”已重新开放。") % {"round": round})
    return redirect(round)


@require_POST
@require(Permission.DETERMINATION_DECIDE)
@idempotent
def take_in_proven(request, pk, school):
    """Whom the departments' lists prove: no family is asked for a paper."""
    round = found(request, pk)
    place = get_object_or_404(OrgUnit.objects.visible_to(request.user).schools(), pk=school)
    children = list(children_of(round, request.user).filter(school=place).select_related("school"))
    made = applications.take_in_proven(round=round, enrolments=children, by=request.user)
    if made:
        words = {"count": figures.count(len(made))}
        messages.success(request, _("已登记%(count)s名部门数据已证明的学生，直接由学校认定。") % words)
    else:
        messages.info(request, _("没有新的部门数据已证明的学生；已登记的不重复登记。"))
    return redirect("students:round-school", round.pk, place.pk)
