"""Who may deliver to school kitchens, and at which prices: suppliers with their licences, the county's inquiry lists."""

from django.contrib import messages
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from aid_portal import figures
from aid_portal.forms.carrying import carried_out
from aid_portal.idempotency import idempotent
from aid_portal.links import rows
from aid_portal.listing import Empty, list_page
from aid_portal.permissions import Permission, require
from subsidies.actions import meal_purchases
from subsidies.filters.meal_purchases import InquiryFilter, SupplierFilter
from subsidies.forms.meal_purchases import InquiryForm, SupplierForm
from subsidies.models import Donor, PriceInquiry, Supplier
from subsidies.reports.kitchen_pasts import supplier_changes
from subsidies.tables.meal_purchases import InquiryTable, SupplierTable
from subsidies.views.shown_meals import tabs


@require(Permission.MEAL_VIEW)
def supplier_list(request):
    may_add = request.user.has(Permission.MEAL_MANAGE)
    begin = (rows("subsidies:supplier-add"), _("登记供应商")) if may_add else ("", "")
    return list_page(
        request,
        queryset=Supplier.objects.visible_to(request.user),
        filterset_class=SupplierFilter,
        table_class=SupplierTable,
        title=_("供应商"),
        template="subsidies/meals/suppliers.html",
        empty=Empty(_("还没有登记供应商"), _("登记营业执照、许可证和有效期，学校才能登记采购。"), *begin, icon="building"),
        context={"may_add": may_add, "tabs": tabs("subsidies:supplier-list")},
    )


@require(Permission.MEAL_MANAGE)
@idempotent
def supplier_add(request):
    form = SupplierForm(request.POST or None)
    made = carried_out(form, lambda: meal_purchases.list_supplier(facts=form.said, by=request.user)) if form.is_valid() else None
    if made is None:
        words = {"title": _("登记供应商"), "lead": _("按营业执照和食品许可证填写。"), "back": rows("subsidies:supplier-list")}
        return render(request, "subsidies/meals/supplier_form.html", {"form": form, **words})
    messages.success(request, _("已登记供应商。"))
    return redirect(made)


@require(Permission.MEAL_VIEW)
def supplier_detail(request, pk):
    supplier = get_object_or_404(Supplier.objects.visible_to(request.user).select_related("made_by"), pk=pk)
    facts = [
        (_("统一社会信用代码"), supplier.credit_code),
        (_("食品经营（生产）许可证号"), supplier.licence),
        (_("许可证有效期至"), figures.day(supplier.licence_until)),
        (_("联系电话"), supplier.phone),
        (_("停止供货"), figures.day(supplier.ended_on) if supplier.ended_on else ""),
        (_("登记"), f"{supplier.made_by.name} {figures.minute(supplier.made_at)}"),
    ]
    context = {
        "supplier": supplier,
        "facts": facts,
        "expired": supplier.licence_until < timezone.localdate(),
        "donor": Donor.objects.visible_to(request.user).filter(_same(supplier)).first(),
        "changes": supplier_changes(supplier),
        "may_change": request.user.has(Permission.MEAL_MANAGE),
    }
    return render(request, "subsidies/meals/supplier.html", context)


def _same(supplier):
    """Who gives under the same code or name: a supplier's gift may be a rebate (domain.md 9)."""
    return Q(credit_code=supplier.credit_code) | Q(name=supplier.name)


@require(Permission.MEAL_VIEW)
def inquiry_list(request):
    may_add = request.user.has(Permission.MEAL_MANAGE)
    begin = (rows("subsidies:price-inquiry-add"), _("登记询价")) if may_add else ("", "")
    return list_page(
        request,
        queryset=PriceInquiry.objects.visible_to(request.user).for_list(),
        filterset_class=InquiryFilter,
        table_class=InquiryTable,
        title=_("统一询价"),
        template="subsidies/meals/inquiries.html",
        empty=Empty(_("还没有登记询价"), _("县里定期询价，学校采购的单价与它对照，高于询价的标出。"), *begin, icon="list-ul"),
        context={"may_add": may_add, "tabs": tabs("subsidies:price-inquiry-list")},
    )


@require(Permission.MEAL_MANAGE)
@idempotent
def inquiry_add(request):
    form = InquiryForm(request.POST or None, initial={"from_on": timezone.localdate()})
    made = carried_out(form, lambda: meal_purchases.inquire(**form.said, by=request.user)) if form.is_valid() else None
    if made is None:
        lead = _("从执行日期起的采购与这份询价对照，直到下一份询价。")
        words = {"title": _("登记询价"), "lead": lead, "back": rows("subsidies:price-inquiry-list")}
        return render(request, "subsidies/meals/supplier_form.html", {"form": form, **words})
    messages.success(request, _("已登记询价。"))
    return redirect(made)


@require(Permission.MEAL_VIEW)
def inquiry_detail(request, pk):
    inquiry = get_object_or_404(PriceInquiry.objects.visible_to(request.user).for_list(), pk=pk)
    return render(request, "subsidies/meals/inquiry.html", {"inquiry": inquiry, "prices": inquiry.prices.all()})
