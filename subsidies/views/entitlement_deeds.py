"""What is done with one row: added with documents, objected to, restored, held, let go."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from aid_portal.actions import stored_files
from aid_portal.current_term import current_term
from aid_portal.idempotency import idempotent
from aid_portal.permissions import Permission, require
from students.filters.students import named
from students.models import Enrolment
from subsidies.actions import entitlements, part_terms
from subsidies.forms.entitlements import ChildSearchForm, DaysForm, EntitlementAddForm, HoldForm
from subsidies.forms.once import OnceForm, OnceNoteForm
from subsidies.models import Entitlement, PolicyVersion

EVIDENCE = "entitlement_evidence"
FOUND = 50  # as many children as a search shows


@require(Permission.ENTITLEMENT_CONFIRM)
@idempotent
def add(request):
    """First the child by its name, then programme, tier and the documents it rests on."""
    visible = Enrolment.objects.visible_to(request.user).for_list()
    if not request.GET.get("enrolment", "").isdecimal():
        return _search(request, visible, request.GET.get("term") or str(current_term(request)))
    enrolment = get_object_or_404(visible.select_related("term"), pk=request.GET["enrolment"])
    policy = PolicyVersion.objects.visible_to(request.user).law()
    form = EntitlementAddForm(request.POST or None, request.FILES or None, enrolment=enrolment, policy=policy)
    if form.is_valid():
        facts = {**form.said, "evidence": keep(form.cleaned_data["evidence"], enrolment.school, request.user)}
        made = entitlements.add(enrolment=enrolment, **facts, by=request.user)
        messages.success(request, _("已补报，列入学校的名单。"))
        return redirect(made)
    return render(request, "subsidies/entitlements/add.html", {"enrolment": enrolment, "form": form})


@require_POST
@require(Permission.ENTITLEMENT_CONFIRM)
@idempotent
def object_to(request, pk):
    return carry_out(request, _find(request, pk), OnceNoteForm(request.POST), entitlements.object_to, _("已提出异议。"))


@require_POST
@require(Permission.ENTITLEMENT_CONFIRM)
@idempotent
def restore(request, pk):
    return carry_out(request, _find(request, pk), OnceForm(request.POST), entitlements.restore, _("已恢复为拟享受。"))


@require_POST
@require(Permission.ENTITLEMENT_CONFIRM)
@idempotent
def state_days(request, pk):
    done = _("已按天数重新计算应发金额。")
    return carry_out(request, _find(request, pk), DaysForm(request.POST), part_terms.state_days, done)


@require_POST
@require(Permission.ADJUST)
@idempotent
def hold(request, pk):
    done = _("已暂缓发放；到复核日期会提醒。")
    return carry_out(request, _find(request, pk), HoldForm(request.POST), entitlements.hold, done)


@require_POST
@require(Permission.ADJUST)
@idempotent
def let_go(request, pk):
    return carry_out(request, _find(request, pk), OnceNoteForm(request.POST), entitlements.let_go, _("已解除暂缓。"))


def carry_out(request, entitlement, form, act, done):
    """The deed of a form that unfolds on the page of the row; what is missing is said there."""
    if form.is_valid():
        act(entitlement=entitlement, **form.said, by=request.user)
        messages.success(request, done)
    else:
        messages.error(request, "".join(error for errors in form.errors.values() for error in errors))
    return redirect(entitlement)


def keep(file, unit, by, kind=EVIDENCE):
    """The scan as a stored file of the school; nothing where none was given."""
    if file is None:
        return None
    return stored_files.store(source=file, name=file.name or "", kind=kind, by=by, unit=unit, personal=True)


def _find(request, pk):
    return get_object_or_404(Entitlement.objects.visible_to(request.user), pk=pk)


def _search(request, visible, term):
    form = ChildSearchForm(request.GET if "name" in request.GET else None)
    name = form.cleaned_data["name"] if form.is_valid() else ""
    found = named(visible.for_term(term), name).order_by("pinyin", "pk")[:FOUND] if name else []
    return render(request, "subsidies/entitlements/search.html", {"form": form, "name": name, "found": found, "term": term})
