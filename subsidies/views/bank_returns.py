"""What the bank says became of a batch: its returns, taking one in, looking at it, booking it or refusing it."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from aid_portal.errors import Refused
from aid_portal.idempotency import idempotent
from aid_portal.listing import Empty, list_page
from aid_portal.permissions import Permission, require
from subsidies.actions import bank_returns
from subsidies.filters.bank_returns import BankReturnFilter
from subsidies.forms.bank_files import BookForm, ReturnForm
from subsidies.forms.once import OnceNoteForm
from subsidies.models import BankReturn
from subsidies.tables.bank_returns import BankReturnTable
from subsidies.views.batches import find
from subsidies.views.shown_bank_returns import return_page


@require(Permission.BATCH_VIEW)
def return_list(request):
    return list_page(
        request,
        queryset=BankReturn.objects.visible_to(request.user).for_list().select_related("file"),
        filterset_class=BankReturnFilter,
        table_class=BankReturnTable,
        title=_("银行回盘"),
        template="subsidies/returns/list.html",
        empty=Empty(_("还没有银行回盘"), _("在发放批次的页面上传银行给的回盘文件。"), icon="inbox"),
    )


@require(Permission.BANK_FILE)
@idempotent
def return_upload(request, pk):
    """Read as a whole at once; nothing is booked by it."""
    batch = find(request, pk)
    last = batch.files.order_by("-number").first()
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = ReturnForm(*sent, batch=batch, initial={"layout": last.layout_id if last else None})
    found = _taken(form, batch, request.user) if form.is_valid() else None
    if found is None:
        return render(request, "subsidies/returns/upload.html", {"batch": batch, "form": form})
    return redirect(found)


def _taken(form, batch, user):
    """None where the file cannot be read at all, with the reason at its field."""
    said = form.said
    try:
        return bank_returns.upload(
            batch=batch, layout=said["layout"], source=said["file"], name=said["file"].name, by=user
        )  # fmt: skip
    except Refused as refusal:
        form.add_error("file", refusal.message)
        return None


def _find(request, pk):
    return get_object_or_404(BankReturn.objects.visible_to(request.user).for_list(), pk=pk)


@require(Permission.BATCH_VIEW)
def return_detail(request, pk):
    page = return_page(_find(request, pk), request.user)
    forms = {"book_form": BookForm(by_account=bool(page["by_account"])), "note_form": OnceNoteForm()}
    return render(request, "subsidies/returns/detail.html", {**page, **forms})


@require_POST
@require(Permission.BANK_FILE)
@idempotent
def return_book(request, pk):
    bank_return, form = _find(request, pk), BookForm(request.POST)
    form.full_clean()
    booked = bank_returns.book(bank_return=bank_return, **form.said, by=request.user)
    messages.success(request, _("回盘已入账。"))
    return redirect(booked)


@require_POST
@require(Permission.BANK_FILE)
@idempotent
def return_refuse(request, pk):
    bank_return, form = _find(request, pk), OnceNoteForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("请写明退回原因。"))
        return redirect(bank_return)
    refused = bank_returns.refuse(bank_return=bank_return, **form.said, by=request.user)
    messages.success(request, _("整份回盘已退回，没有入账；银行重新给出后再上传。"))
    return redirect(refused)
