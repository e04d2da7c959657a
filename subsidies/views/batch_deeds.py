"""The verbs on a batch, each a POST with a key: a second click is the first one again."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from aid_portal.actions import sessions
from aid_portal.idempotency import idempotent
from aid_portal.middleware import address_of
from aid_portal.permissions import Permission, require
from subsidies.actions import batches, countersignatures
from subsidies.forms.approval_bands import SeenForm
from subsidies.forms.batches import CloseForm, DayForm, ReleaseForm, SettleForm, TitleForm
from subsidies.forms.once import OnceNoteForm
from subsidies.views.batches import find


def _unfit(request, form, batch):
    """What was typed cannot be used: the first reason as a message."""
    messages.error(request, next(iter(form.errors.values()))[0])
    return redirect(batch)


def _done(request, pk, form, deed, words):
    """The deed with what the form says, and the page of what came of it; `words` may name it as `batch`."""
    batch = find(request, pk)
    if not form.is_valid():
        return _unfit(request, form, batch)
    done = deed(batch=batch, **form.said, by=request.user)
    messages.success(request, words % {"batch": done})
    return redirect(done)


@require_POST
@require(Permission.BATCH_PREPARE)
@idempotent
def submit(request, pk):
    batch = batches.submit(batch=find(request, pk), by=request.user)
    messages.success(request, _("“%(batch)s”已提交，等待另一人审核。") % {"batch": batch})
    return redirect(batch)


@require_POST
@require(Permission.BATCH_REVIEW)
@idempotent
def review(request, pk):
    batch = batches.review(batch=find(request, pk), by=request.user)
    messages.success(request, _("“%(batch)s”审核通过，等待财务复核放行。") % {"batch": batch})
    return redirect(batch)


@require_POST
@require(Permission.COUNTERSIGN)
@idempotent
def countersign(request, pk):
    return _done(request, pk, SeenForm(request.POST), countersignatures.sign_batch, _("“%(batch)s”已会签。"))


@require_POST
@require(Permission.BATCH_RELEASE)
@sensitive_post_parameters("password")
def release(request, pk):
    """The password first and outside the deed's transaction: a wrong one is counted even though nothing else happens."""
    batch, form = find(request, pk), ReleaseForm(request.POST)
    if not form.is_valid():
        return _unfit(request, form, batch)
    sessions.confirm(password=form.cleaned_data["password"], address=address_of(request), by=request.user)
    return _release(request, batch, form.cleaned_data["seen"])


@idempotent
def _release(request, batch, seen):
    batch = batches.release(batch=batch, seen=seen, by=request.user)
    messages.success(request, _("“%(batch)s”已放行，资金已预留。") % {"batch": batch})
    return redirect(batch)


@require_POST
@require(Permission.BATCH_REVIEW)
@idempotent
def send_back(request, pk):
    return _done(request, pk, OnceNoteForm(request.POST), batches.send_back, _("“%(batch)s”已退回经办人。"))


@require_POST
@require(Permission.BATCH_RELEASE)
@idempotent
def hold_back(request, pk):
    """The same by the hand that would release it."""
    return _done(request, pk, OnceNoteForm(request.POST), batches.hold_back, _("“%(batch)s”已退回经办人。"))


@require_POST
@require(Permission.BATCH_PREPARE)
@idempotent
def cancel(request, pk):
    return _done(request, pk, OnceNoteForm(request.POST), batches.cancel, _("“%(batch)s”已撤销，其中人员可以编入别的批次。"))


@require_POST
@require(Permission.BANK_FILE)
@idempotent
def send(request, pk):
    return _done(request, pk, DayForm(request.POST), batches.send, _("已登记送交银行，请在期限内导入回盘。"))


@require_POST
@require(Permission.BANK_FILE)
@idempotent
def settle(request, pk):
    return _done(request, pk, SettleForm(request.POST), batches.settle, _("已登记拨付凭证，减免全部入账。"))


@require_POST
@require(Permission.BATCH_PREPARE)
@idempotent
def close(request, pk):
    return _done(request, pk, CloseForm(request.POST), batches.close, _("“%(batch)s”已关闭。"))


@require_POST
@require(Permission.BATCH_PREPARE)
@idempotent
def reissue(request, pk):
    words = _("补发批次“%(batch)s”已编制，请核对后提交审核。")
    return _done(request, pk, TitleForm(request.POST), _again, words)


def _again(*, batch, **said):
    return batches.reissue(parent=batch, **said)
