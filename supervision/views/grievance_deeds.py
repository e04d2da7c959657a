"""What is done about one grievance with a few words; its files and its sealed words whole, one at a time and on record."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from aid_portal import unmasking
from aid_portal.forms.reveals import ReasonForm
from aid_portal.idempotency import idempotent
from aid_portal.identifiers import mask_text
from aid_portal.permissions import Permission, require
from aid_portal.views.revealed import show_revealed
from aid_portal.views.stored_files import hand_out
from supervision.actions import grievance_steps
from supervision.forms.grievances import WordsForm
from supervision.models import GrievanceFile
from supervision.sealing import open_grievance
from supervision.views.grievances import find

REVEALED = ("text", "phone", "wanted")


def _with_words(request, pk, deed, told):
    grievance, form = find(request, pk), WordsForm(request.POST)
    if form.is_valid():
        deed(grievance=grievance, text=form.cleaned_data["text"], by=request.user)
        messages.success(request, told)
    else:
        messages.error(request, _("请写明内容，2至2000字。"))
    return redirect(grievance)


@require_POST
@require(Permission.GRIEVANCE_HANDLE)
@sensitive_post_parameters("text")
@idempotent
def note(request, pk):
    return _with_words(request, pk, grievance_steps.note, _("已记录，诉求人看不到。"))


@require_POST
@require(Permission.GRIEVANCE_HANDLE)
@sensitive_post_parameters("text")
@idempotent
def report(request, pk):
    return _with_words(request, pk, grievance_steps.report, _("已反馈县局，等待答复。"))


@require_POST
@require(Permission.GRIEVANCE_ANSWER)
@sensitive_post_parameters("text")
@idempotent
def answer(request, pk):
    return _with_words(request, pk, grievance_steps.answer, _("已答复，诉求人凭查询码可以看到。"))


@require_POST
@require(Permission.GRIEVANCE_ANSWER)
@sensitive_post_parameters("text")
@idempotent
def decline(request, pk):
    return _with_words(request, pk, grievance_steps.decline, _("已记为不予受理，诉求人凭查询码可以看到原因。"))


@require_POST
@require(Permission.GRIEVANCE_ANSWER)
@sensitive_post_parameters("text")
@idempotent
def reopen(request, pk):
    return _with_words(request, pk, grievance_steps.reopen, _("已重新办理，期限从今天起算。"))


@require_POST
@require(Permission.GRIEVANCE_HANDLE)
def reveal(request, pk):
    """One of the sealed words in full, with a reason, for half a minute."""
    grievance, form, field = find(request, pk), ReasonForm(request.POST), request.POST.get("field", "")
    if field not in REVEALED:
        raise Http404
    if not form.is_valid():
        messages.error(request, _("请写明查看的事由。"))
        return redirect(grievance)
    unmasking.reveal(target=grievance, fields=[field], reason=form.cleaned_data["reason"], by=request.user)
    return show_revealed(request, open_grievance(grievance)[field], mask_text, back=grievance.get_absolute_url())


@require_POST
@require(Permission.GRIEVANCE_VIEW)
def file(request, pk):
    found = get_object_or_404(GrievanceFile.objects.visible_to(request.user).select_related("file"), pk=pk)
    return hand_out(found.file, by=request.user)
