"""The file that goes to the bank: a preview, making it, taking it away, also in a zip with a password."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from aid_portal import unmasking
from aid_portal.forms.reveals import ReasonForm
from aid_portal.idempotency import idempotent
from aid_portal.permissions import Permission, require
from aid_portal.views.stored_files import hand_out
from subsidies.actions import bank_files, bank_packages
from subsidies.forms.bank_files import FileForm
from subsidies.models import BankFile, BankLayout
from subsidies.views.batches import find
from subsidies.views.shown_bank_files import preview_page


@require(Permission.BANK_FILE)
def file_preview(request, pk):
    """The first rows as the bank would read them, numbers masked."""
    batch, layout = find(request, pk), _layout(request)
    page = preview_page(batch, layout, user=request.user, masked=True)
    return render(request, "subsidies/bank_files/preview.html", page)


@require_POST
@require(Permission.REVEAL)
def file_preview_whole(request, pk):
    """The same rows with whole numbers: one look with its reason, on record."""
    if not request.user.has(Permission.BANK_FILE):
        raise PermissionDenied
    batch, layout, form = find(request, pk), _layout(request), ReasonForm(request.POST)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        unmasking.reveal(target=batch, fields=["account", "id_number"], reason=reason, by=request.user)
    page = preview_page(batch, layout, user=request.user, masked=not form.is_valid())
    return render(request, "subsidies/bank_files/preview.html", page)


def _layout(request):
    """The one asked for, else the first that is in use."""
    current = BankLayout.objects.visible_to(request.user).current()
    asked = (request.POST.get("layout") or request.GET.get("layout", "")) if request else ""
    return get_object_or_404(current, pk=int(asked)) if asked.isdecimal() and len(asked) < 10 else current.first()


@require_POST
@require(Permission.BANK_FILE)
@idempotent
def file_make(request, pk):
    batch, form = find(request, pk), FileForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("请选择银行文件格式。"))
        return redirect(batch)
    made = bank_files.make(batch=batch, **form.said, by=request.user)
    messages.success(request, _("已生成银行文件%(file)s，请下载后送交银行。") % {"file": made})
    return redirect(batch)


def _file(request, pk):
    return get_object_or_404(BankFile.objects.visible_to(request.user).select_related("batch", "layout", "file"), pk=pk)


@require_POST
@require(Permission.BANK_FILE)
def file_download(request, pk):
    return hand_out(_file(request, pk).file, by=request.user)


@require_POST
@require(Permission.BANK_FILE)
def file_pack(request, pk):
    """The password stands on this answer and nowhere else; asked again, there is another zip with another password."""
    bank_file = _file(request, pk)
    package = bank_packages.pack(bank_file=bank_file, by=request.user)
    context = {"bank_file": bank_file, "batch": bank_file.batch, "package": package}
    return render(request, "subsidies/bank_files/packed.html", context)
