"""What the bank sent back and the accounts that put it right: returned rows, asking for another account, deciding on it."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from aid_portal import unmasking
from aid_portal.forms.carrying import carried_out
from aid_portal.forms.reveals import ReasonForm
from aid_portal.idempotency import idempotent
from aid_portal.identifiers import mask_card
from aid_portal.listing import Empty, list_page
from aid_portal.permissions import Permission, require
from aid_portal.views.revealed import show_revealed
from subsidies.actions import cards
from subsidies.filters.cards import CardChangeFilter, ReturnedFilter
from subsidies.forms.cards import CardForm
from subsidies.forms.once import OnceNoteForm
from subsidies.models import CardChange
from subsidies.reports.returned import returned
from subsidies.tables.cards import CardChangeTable, MendableTable, ReturnedTable
from subsidies.views.shown_cards import account_tabs, change_page, payment_facts


@require(Permission.PAYMENT_VIEW)
def returned_list(request):
    may_change = request.user.has(Permission.CARD_CHANGE)
    return list_page(
        request,
        queryset=returned(request.user),
        filterset_class=ReturnedFilter,
        table_class=MendableTable if may_change else ReturnedTable,
        title=_("退票待处理"),
        template="subsidies/returned/list.html",
        empty=Empty(_("没有退票要处理"), _("银行退回的每一笔都会列在这里，直到补发。"), icon="check-circle"),
        context={"tabs": account_tabs(request.user, "returned-list")},
    )


@require(Permission.CARD_CHANGE)
@idempotent
def card_propose(request, pk):
    """Another account for the child of a returned payment; it counts once another person has approved it."""
    payment = get_object_or_404(returned(request.user), pk=pk)
    form = CardForm(request.POST or None, initial={"holder": payment.student.name})
    change = _proposed(form, payment, request.user) if form.is_valid() else None
    if change is None:
        context = {"form": form, "payment": payment, "facts": payment_facts(payment)}
        return render(request, "subsidies/cards/form.html", context)
    messages.success(request, _("已提交，等待县级审核人批准；批准后补发到新账户。"))
    return redirect("subsidies:returned-list")


def _proposed(form, payment, user):
    return carried_out(
        form, lambda: cards.propose(student=payment.student, school=payment.school, payment=payment, **form.said, by=user)
    )


@require(Permission.PAYMENT_VIEW)
def card_list(request):
    return list_page(
        request,
        queryset=CardChange.objects.visible_to(request.user).for_list(),
        filterset_class=CardChangeFilter,
        table_class=CardChangeTable,
        title=_("账户变更"),
        template="subsidies/cards/list.html",
        empty=Empty(_("还没有账户变更"), _("学校在“退票待处理”里提出，县级审核人批准。"), icon="person-badge"),
        context={"tabs": account_tabs(request.user, "card-list")},
    )


def _find(request, pk):
    visible = CardChange.objects.visible_to(request.user).select_related("student", "school", "made_by", "decided_by")
    return get_object_or_404(visible.select_related("payment__batch", "payment__programme"), pk=pk)


@require(Permission.PAYMENT_VIEW)
def card_detail(request, pk):
    return render(request, "subsidies/cards/detail.html", change_page(_find(request, pk), request.user))


@require_POST
@require(Permission.CARD_APPROVE)
@idempotent
def card_approve(request, pk):
    change = cards.decide(change=_find(request, pk), approved=True, by=request.user)
    messages.success(request, _("已批准，以后发放用新账户。"))
    return redirect(change)


@require_POST
@require(Permission.CARD_APPROVE)
@idempotent
def card_refuse(request, pk):
    change, form = _find(request, pk), OnceNoteForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("请写明不批准的原因。"))
        return redirect(change)
    change = cards.decide(change=change, approved=False, **form.said, by=request.user)
    messages.success(request, _("已退回，学校能看到原因。"))
    return redirect(change)


@require_POST
@require(Permission.REVEAL)
def card_reveal(request, pk):
    """The new account in full, with a reason, for half a minute."""
    change, form = _find(request, pk), ReasonForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("请写明查看的事由。"))
        return redirect(change)
    reason = form.cleaned_data["reason"]
    unmasking.reveal(target=change, fields=["account"], reason=reason, unit=change.school, by=request.user)
    value = cards.open_card(change)["account"]
    return show_revealed(request, value, mask_card, back=change.get_absolute_url())
