"""A kitchen or a supplier becomes another from a day on; a school is fed by it no longer. What was before stays readable."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from aid_portal.forms.carrying import carried_out
from aid_portal.idempotency import idempotent
from aid_portal.models import OrgUnit
from aid_portal.permissions import Permission, require
from subsidies.actions import kitchen_changes
from subsidies.forms.canteens import CanteenChangeForm, LeaveOffForm
from subsidies.forms.meal_purchases import SupplierChangeForm
from subsidies.models import Canteen, Supplier


@require(Permission.MEAL_MANAGE)
@idempotent
def canteen_change(request, pk):
    canteen = get_object_or_404(Canteen.objects.visible_to(request.user).open(), pk=pk)
    form = CanteenChangeForm(request.POST or None, initial=_begin(canteen, kitchen_changes.CANTEEN))
    deed = lambda: kitchen_changes.change_canteen(canteen=canteen, **form.why, facts=form.facts, by=request.user)  # noqa: E731
    lead = _("换证、改变供餐模式、更换负责人的，写明从哪一天起；以前的内容留在变更记录里。")
    return _answer(request, canteen, form, deed, _("变更食堂"), lead)


@require(Permission.MEAL_MANAGE)
@idempotent
def supplier_change(request, pk):
    supplier = get_object_or_404(Supplier.objects.visible_to(request.user), pk=pk)
    form = SupplierChangeForm(request.POST or None, initial=_begin(supplier, kitchen_changes.SUPPLIER))
    deed = lambda: kitchen_changes.change_supplier(supplier=supplier, **form.why, facts=form.facts, by=request.user)  # noqa: E731
    lead = _("换证、改名、停止供货的，写明从哪一天起；每笔采购按验收当天有效的许可证核对。")
    return _answer(request, supplier, form, deed, _("变更供应商"), lead)


def _begin(record, names):
    return {"from_on": timezone.localdate(), **{name: getattr(record, name) for name in names}}


def _answer(request, record, form, deed, title, lead):
    made = carried_out(form, deed) if form.is_valid() else None
    if made is None:
        words = {"title": title, "lead": lead, "back": record.get_absolute_url()}
        return render(request, "subsidies/meals/supplier_form.html", {"form": form, **words})
    messages.success(request, _("已变更，以前的内容保留在变更记录里。"))
    return redirect(made)


@require_POST
@require(Permission.MEAL_MANAGE)
@idempotent
def leave_off(request, pk):
    canteen = get_object_or_404(Canteen.objects.visible_to(request.user), pk=pk)
    form = LeaveOffForm(request.POST, schools=OrgUnit.objects.visible_to(request.user).filter(canteen_place__canteen=canteen))
    if form.is_valid():
        kitchen_changes.leave_off(canteen=canteen, **form.said, by=request.user)
        messages.success(request, _("已登记，这所学校可以改由其他食堂供餐。"))
    else:
        messages.error(request, _("请选择学校、日期（不晚于今天）并写明原因。"))
    return redirect(canteen)
