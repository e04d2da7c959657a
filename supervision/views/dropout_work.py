"""What is done about a case: visits, rungs, measures, proposals to end it and the second person's word; their papers."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from aid_portal.forms.carrying import carried_out
from aid_portal.idempotency import idempotent
from aid_portal.models import OrgUnit
from aid_portal.permissions import Permission, require
from aid_portal.views.stored_files import hand_out
from subsidies.forms.once import OnceNoteForm
from supervision.actions import dropout_closings, dropout_work
from supervision.forms.dropouts import AssignSchoolForm, CaseStepForm, CaseVisitForm, CloseForm, MeasureForm, OpinionForm
from supervision.models import DropoutClosing, DropoutMeasure, DropoutPhoto, DropoutStep
from supervision.rules.dropouts import rung_after
from supervision.views.dropouts import COMPULSORY, find_case
from supervision.views.kept_files import kept_file_views


def _deed(request, case, form, title, lead, deed, done):
    """A form about a case, and what follows when it is filled in well; nothing more is written about one that has ended."""
    if not case.is_open:
        messages.info(request, _("这个个案已经结束，不再登记。"))
        return redirect(case)
    if form.is_valid() and carried_out(form, deed) is not None:
        messages.success(request, done)
        return redirect(case)
    return render(request, "supervision/dropouts/deed.html", {"form": form, "case": case, "title": title, "lead": lead})


@require(Permission.DROPOUT_HANDLE)
@idempotent
def assign(request, pk):
    case = find_case(request, pk)
    schools = OrgUnit.objects.visible_to(request.user).schools().open().filter(school_type__in=COMPULSORY)
    form = AssignSchoolForm(request.POST or None, schools=schools.order_by("path"))
    return _deed(
        request, case, form, _("指定责任学校"), _("由它负责联系家庭、劝返和安排就读；指定后学校能看到这份档案。"),
        lambda: dropout_work.assign(case=case, school=form.cleaned_data["school"], by=request.user),
        _("已指定责任学校。"),
    )  # fmt: skip


@require(Permission.DROPOUT_HANDLE)
def visit(request, pk):
    """The form's own key makes a visit that is sent twice one visit."""
    case, form = find_case(request, pk), CaseVisitForm(request.POST or None, request.FILES or None)
    return _deed(
        request, case, form, _("记录劝返走访"), _("到家里走访后当天记录；记录后不能更改，记错的再记一次并写明。"),
        lambda: dropout_work.visit(
            case=case, key=form.cleaned_data["key"], facts=form.facts, photos=form.cleaned_data["photos"], by=request.user
        ),
        _("走访已记录。"),
    )  # fmt: skip


@require(Permission.DROPOUT_HANDLE)
@idempotent
def step(request, pk):
    case = find_case(request, pk)
    rung = rung_after(case.reached)
    if rung is None:
        messages.info(request, _("四步都已登记，可以继续走访和登记措施。"))
        return redirect(case)
    form = CaseStepForm(request.POST or None, request.FILES or None, rung=rung)
    return _deed(
        request, case, form, _("登记“%(rung)s”") % {"rung": rung.label}, _("逐级处置：学校联系、镇街责令、县级督办、司法途径。"),
        lambda: dropout_work.take_step(
            case=case, rung=rung, facts=form.facts, file=form.cleaned_data["file"], by=request.user
        ),
        _("已登记。"),
    )  # fmt: skip


@require(Permission.DROPOUT_HANDLE)
@idempotent
def measure(request, pk):
    case, form = find_case(request, pk), MeasureForm(request.POST or None, request.FILES or None)
    return _deed(
        request, case, form, _("登记帮扶措施"), _("措施本身不结束个案；送教上门、延缓入学、休学获批后另行申请销号。"),
        lambda: dropout_work.take_measure(case=case, facts=form.facts, file=form.cleaned_data["file"], by=request.user),
        _("已登记。"),
    )  # fmt: skip


@require(Permission.DROPOUT_HANDLE)
@idempotent
def close(request, pk):
    case, form = find_case(request, pk), CloseForm(request.POST or None, request.FILES or None)
    return _deed(
        request, case, form, _("申请销号"), _("写明法定原因并附证明，由县资助中心另一人核准后销号。"),
        lambda: dropout_closings.propose(case=case, facts=form.facts, file=form.cleaned_data["file"], by=request.user),
        _("已提交，等另一人核准。"),
    )  # fmt: skip


def _closing(request, pk):
    return get_object_or_404(DropoutClosing.objects.visible_to(request.user).select_related("case"), pk=pk)


@require_POST
@require(Permission.DROPOUT_CLOSE)
@idempotent
def approve(request, pk):
    return _decide(request, _closing(request, pk), OpinionForm(request.POST), _("已核准销号。"), approved=True)


@require_POST
@require(Permission.DROPOUT_CLOSE)
@idempotent
def refuse(request, pk):
    return _decide(request, _closing(request, pk), OnceNoteForm(request.POST), _("已退回，申请人能看到原因。"), approved=False)


def _decide(request, closing, form, done, *, approved):
    if form.is_valid():
        dropout_closings.decide(closing=closing, approved=approved, **form.said, by=request.user)
        messages.success(request, done)
    else:
        messages.error(request, _("请写明退回的原因，最多200字。"))
    return redirect(closing.case)


@require_POST
@require(Permission.DROPOUT_VIEW)
def closing_file(request, pk):
    return hand_out(_closing(request, pk).file, by=request.user)


@require_POST
@require(Permission.DROPOUT_VIEW)
def step_file(request, pk):
    found = get_object_or_404(DropoutStep.objects.visible_to(request.user), pk=pk, file__isnull=False)
    return hand_out(found.file, by=request.user)


@require_POST
@require(Permission.DROPOUT_VIEW)
def measure_file(request, pk):
    found = get_object_or_404(DropoutMeasure.objects.visible_to(request.user), pk=pk, file__isnull=False)
    return hand_out(found.file, by=request.user)


photo, photo_thumbnail, photo_file = kept_file_views(DropoutPhoto, Permission.DROPOUT_VIEW)
