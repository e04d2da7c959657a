"""Receipts for gifts: the register, entering one of the treasury's system, voiding one."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from aid_portal.forms.carrying import carried_out
from aid_portal.idempotency import idempotent
from aid_portal.links import rows
from aid_portal.listing import Empty, list_page
from aid_portal.permissions import Permission, require
from subsidies.actions import donation_receipts
from subsidies.filters.donations import ReceiptFilter
from subsidies.forms.gifts import ReceiptForm
from subsidies.forms.once import OnceNoteForm
from subsidies.models import DonationReceipt, Gift
from subsidies.tables.donations import DonationReceiptTable


@require(Permission.DONATION_VIEW)
def receipt_list(request):
    due = rows("subsidies:gift-list", receipt="no")
    words = _("县里实际收到的捐赠，在财政电子票据系统开票后，把代码和号码登记到捐赠上。")
    return list_page(
        request,
        queryset=DonationReceipt.objects.visible_to(request.user).for_list(),
        filterset_class=ReceiptFilter,
        table_class=DonationReceiptTable,
        title=_("捐赠票据"),
        template="subsidies/donations/receipts.html",
        empty=Empty(_("这一年还没有票据"), words, due, _("应开未开的捐赠"), icon="file-earmark-text"),
        exports=("donation_receipts",),
        context={"due": due},
    )


@require(Permission.DONATION_EDIT)
@idempotent
def receipt_add(request, pk):
    """The next number of the code that was used last is offered."""
    gift = get_object_or_404(Gift.objects.visible_to(request.user).for_list().with_receipt(), pk=pk)
    if not gift.may_have_receipt:
        raise Http404
    form = ReceiptForm(request.POST or None, initial=_begin(request.user))
    made = None
    if form.is_valid():
        made = carried_out(form, lambda: donation_receipts.issue(gift=gift, **form.said, by=request.user))
    if made is None:
        return render(request, "subsidies/donations/receipt_form.html", {"form": form, "gift": gift})
    messages.success(request, _("已登记票据%(number)s。") % {"number": made.printed_number})
    return redirect(gift)


def _begin(user):
    today = timezone.localdate()
    last = DonationReceipt.objects.visible_to(user).order_by("-pk").first()
    code = last.code if last else ""
    return {"issued_on": today, "code": code, "number": donation_receipts.following(code, today.year) if code else None}


@require_POST
@require(Permission.DONATION_EDIT)
@idempotent
def receipt_void(request, pk):
    receipt, form = get_object_or_404(DonationReceipt.objects.visible_to(request.user), pk=pk), OnceNoteForm(request.POST)
    if form.is_valid():
        donation_receipts.void(receipt=receipt, reason=form.cleaned_data["note"], by=request.user)
        messages.success(request, _("已作废，号码不再使用；可以重新开具。"))
    else:
        messages.error(request, _("请写明作废原因。"))
    return redirect(receipt)
