"""Taking rows of a list away: a look at what it will be, then a job; whole ids in number ask a second person."""

from dataclasses import replace

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from aid_portal import current_term, figures
from aid_portal.actions import exports
from aid_portal.choices import UnmaskKind, UnmaskStatus
from aid_portal.export_orders import ExportOrder
from aid_portal.exporting import ExportSpec, export_named, export_names
from aid_portal.forms.exports import ExportForm
from aid_portal.idempotency import idempotent, new_key
from aid_portal.models import JobRun, UnmaskRequest
from aid_portal.permissions import Permission, require


@require(Permission.EXPORT)
@idempotent
def create(request: HttpRequest, name: str) -> HttpResponse:
    """First from the list's toolbar, with the conditions alone; then from our own form, with how."""
    spec = _spec(request, name)
    if request.method != "POST":
        return redirect(spec.page or "job-run-list")
    order, form = _asked(request, spec)
    if not form.is_valid():
        return _confirm(request, order, form)
    order = replace(order, **form.cleaned_data)
    _rows, _grant, refused = exports.examine(order, request.user)
    if refused:
        form.add_error(None, refused.message)
        return _confirm(request, order, form, code=refused.code)
    run = exports.order(order=order, by=request.user)
    messages.success(request, _("已开始导出，完成后在这里下载；也可以先去做别的，稍后在“后台任务”中取。"))
    return redirect(run)


@require_POST
@require(Permission.EXPORT_UNMASKED)
def propose(request: HttpRequest, name: str) -> HttpResponse:
    order, form = _asked(request, _spec(request, name))
    if not form.is_valid():
        return _confirm(request, order, form)
    asked = exports.propose(order=replace(order, **form.cleaned_data), by=request.user)
    messages.success(request, _("已提交申请，批准后在这里继续导出。"))
    return redirect(asked)


@require_POST
@require(Permission.EXPORT)
def again(request: HttpRequest, pk: int) -> HttpResponse:
    """The same rows once more, as one may see them today."""
    mine = JobRun.objects.visible_to(request.user).filter(kind=exports.KIND, requested_by=request.user)
    return _resume(request, get_object_or_404(mine, pk=pk).params)


@require_POST
@require(Permission.EXPORT_UNMASKED)
def resume(request: HttpRequest, pk: int) -> HttpResponse:
    """What a second person has granted is taken up where it stopped: here, or on the page that asked for it."""
    mine = UnmaskRequest.objects.visible_to(request.user).filter(kind=UnmaskKind.EXPORT, requested_by=request.user)
    params = get_object_or_404(mine, pk=pk, status=UnmaskStatus.GRANTED).params
    return redirect(params["page"]) if "page" in params else _resume(request, params)


def _resume(request: HttpRequest, params: dict) -> HttpResponse:
    order = ExportOrder.from_params(params)
    initial = {"format": order.format, "masked": "yes" if order.masked else "no", "reason": order.reason}
    form = ExportForm(initial=initial, spec=_spec(request, order.spec.name), user=request.user)
    return _confirm(request, order, form)


def _spec(request: HttpRequest, name: str) -> ExportSpec:
    spec = export_named(name) if name in export_names() else None
    if spec is None or not spec.from_a_list:
        raise Http404
    if not spec.may_be_taken_by(request.user):
        raise PermissionDenied(spec.permission.label)
    return spec


def _asked(request: HttpRequest, spec: ExportSpec) -> tuple[ExportOrder, ExportForm]:
    chosen = request.POST.get("term") or request.GET.get("term", "")
    term = chosen if chosen in map(str, current_term.terms()) else str(current_term.current_term(request))
    order = ExportOrder.placed(spec, request.POST.get("query", ""), term)
    return order, ExportForm(request.POST if "format" in request.POST else None, spec=spec, user=request.user)


def _confirm(request: HttpRequest, order: ExportOrder, form: ExportForm, code: str = "") -> HttpResponse:
    rows = order.spec.count(order.rows(request.user))
    words = order.in_words(request.user)
    back = f"{reverse(order.spec.page)}?{order.query}" if order.spec.page else reverse("job-run-list")
    context = {
        "order": order,
        "form": form,
        "rows": rows,
        "facts": [
            *([(_("学期"), words["term"])] if words["term"] else []),
            (_("条件"), words["filters"]),
            (_("行数"), figures.count(rows)),
        ],
        "back": back,
        "mine": f"{reverse('job-run-list')}?{urlencode({'kind': exports.KIND, 'mine': 'yes'})}",
        "may_propose": code == exports.NEEDS_GRANT,
        "key": new_key(),
    }
    return render(request, "aid_portal/exports/form.html", context)
