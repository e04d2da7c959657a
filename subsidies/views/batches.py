"""Payment batches: the list, the trial of one, building it, and its page."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from aid_portal.current_term import current_term
from aid_portal.idempotency import idempotent
from aid_portal.links import rows
from aid_portal.listing import Empty, list_page
from aid_portal.permissions import Permission, require
from subsidies.actions import batches
from subsidies.actions.batch_rows import Choice, trial
from subsidies.filters.batches import BatchFilter
from subsidies.forms.approval_bands import SeenForm
from subsidies.forms.bank_files import FileForm
from subsidies.forms.batches import ChoiceForm, CloseForm, DayForm, ReleaseForm, SettleForm, TitleForm
from subsidies.forms.once import OnceForm, OnceNoteForm
from subsidies.models import Batch
from subsidies.reports.batches import with_overdue
from subsidies.tables.batches import BatchTable
from subsidies.views.shown_arrivals import of_batch
from subsidies.views.shown_batches import batch_page
from subsidies.views.shown_trials import trial_page


def find(request, pk):
    return get_object_or_404(Batch.objects.visible_to(request.user).for_list(), pk=pk)


@require(Permission.BATCH_VIEW)
def batch_list(request):
    may_build = request.user.has(Permission.BATCH_PREPARE)
    begin = (rows("subsidies:batch-try"), _("编制批次")) if may_build else ("", "")
    return list_page(
        request,
        queryset=with_overdue(Batch.objects.visible_to(request.user).for_list(), timezone.localdate()),
        filterset_class=BatchFilter,
        table_class=BatchTable,
        title=_("发放批次"),
        template="subsidies/batches/list.html",
        empty=Empty(_("还没有发放批次"), _("名单审批以后，先试算，再编制批次。"), *begin, icon="send"),
        context={"may_build": may_build},
    )


@require(Permission.BATCH_VIEW)
def batch_detail(request, pk):
    return render(request, "subsidies/batches/detail.html", detail(request, find(request, pk)))


def detail(request, batch):
    page = batch_page(batch, request.user)
    forms = {
        "once": OnceForm(),
        "note_form": OnceNoteForm(),
        "release_form": ReleaseForm(initial={"seen": page["digest"]}),
        "seen_form": SeenForm(initial={"seen": page["digest"]}),
        "day_form": DayForm(),
        "settle_form": SettleForm(),
        "close_form": CloseForm(),
        "file_form": FileForm(),
        "reissue_form": TitleForm(initial={"title": _("%(title)s补发") % {"title": batch.title}}),
    }
    return {**page, **forms, "arrivals": of_batch(batch, request.user)}


@require(Permission.BATCH_PREPARE)
def batch_try(request):
    """What a batch would hold: the very look that builds it, and nothing is written. Posted, since it may tidy statistics."""
    form = _choice_form(request)
    return _try_page(request, form, TitleForm(initial=_title(form)))


@require_POST
@require(Permission.BATCH_PREPARE)
@idempotent
def batch_build(request):
    form, title = _choice_form(request), TitleForm(request.POST)
    if not (form.is_valid() and title.is_valid()):
        return _try_page(request, form, title)
    batch = batches.build(choice=Choice(**form.chosen), **title.said, by=request.user)
    messages.success(request, _("“%(batch)s”已编制并冻结，请核对后提交审核。") % {"batch": batch})
    return redirect(batch)


def _try_page(request, form, title_form):
    tried = _tried(form) if form.is_valid() else {"tried": None}
    narrowed = any(request.POST.get(name) for name in ("programmes", "towns", "school", "bank", "source"))
    context = {"form": form, "title_form": title_form, "narrowed": narrowed, "step": 2 if tried["tried"] else 1, **tried}
    return render(request, "subsidies/batches/try.html", context)


def _choice_form(request):
    begin = {"term": str(current_term(request))}
    return ChoiceForm(request.POST if request.method == "POST" else None, user=request.user, initial=begin)


def _tried(form):
    choice = form.chosen
    return trial_page(trial(Choice(**choice)), choice["channel"])


def _title(form):
    """A name that says what is in it, to be changed at will."""
    if not form.is_valid():
        return {}
    programmes = [programme.label for programme in form.cleaned_data["programmes"]]
    what = "、".join(programmes) if len(programmes) in (1, 2) else _("学生资助")
    return {"title": _("%(term)s%(what)s") % {"term": form.cleaned_data["term"], "what": what}}
