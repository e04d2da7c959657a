"""How the banks want their files: the layouts with their versions, one in full with example lines,
a new version with a look at its rows while it is written, the second person's word."""

from functools import partial

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from aid_portal.forms.carrying import carried_out
from aid_portal.idempotency import idempotent
from aid_portal.listing import Empty, list_page
from aid_portal.permissions import Permission, require
from subsidies.actions import bank_layouts
from subsidies.choices import Channel
from subsidies.filters.layouts import LayoutFilter
from subsidies.forms.bank_layouts import LayoutForm
from subsidies.models import BankLayout, Batch
from subsidies.tables.layouts import LayoutTable
from subsidies.views.second_words import decided
from subsidies.views.shown_bank_files import preview_page
from subsidies.views.shown_layouts import example, layout_page


@require(Permission.BATCH_VIEW)
def layout_list(request):
    return list_page(
        request,
        queryset=BankLayout.objects.visible_to(request.user).for_list(),
        filterset_class=LayoutFilter,
        table_class=LayoutTable,
        title=_("银行文件格式"),
        template="subsidies/layouts/list.html",
        empty=Empty(_("还没有银行文件格式"), _("照银行给的格式说明登记，由另一人批准后使用。"), icon="file-earmark-text"),
        context={"may_edit": request.user.has(Permission.BANK_FILE)},
    )


def _find(request, pk):
    return get_object_or_404(BankLayout.objects.visible_to(request.user).for_list(), pk=pk)


@require(Permission.BATCH_VIEW)
def layout_detail(request, pk):
    return render(request, "subsidies/layouts/detail.html", layout_page(_find(request, pk), request.user))


@require(Permission.BANK_FILE)
@idempotent
def layout_add(request):
    """From what another bank wants, or with ?from= as a new version; files made before still name the old one."""
    former = _former(request)
    form = _form(request, former)
    layout = carried_out(form.about, lambda: bank_layouts.propose(**form.said, by=request.user)) if form.is_valid() else None
    if layout is None:
        page = {"form": form, "former": former, "preview": None, "example": None}
        return render(request, "subsidies/layouts/form.html", page)
    messages.success(request, _("已提交“%(layout)s”，另一人批准后使用；在那以前仍用原来的。") % {"layout": layout})
    return redirect(layout)


@require_POST
@require(Permission.BANK_FILE)
def layout_preview(request):
    """Made-up rows, or the first ones of a real batch, masked, as this description would write them; nothing is kept of it."""
    former = _former(request)
    form = _form(request, former)
    page = {"form": form, "former": former, "preview": None, "example": None}
    if form.is_valid():
        batch, draft = form.about.cleaned_data["batch"], BankLayout(spec=form.spec)
        shown = {"preview": preview_page(batch, draft, user=request.user, masked=True)} if batch else {"example": example(draft)}
        page.update(shown)
    return render(request, "subsidies/layouts/form.html", page)


@require_POST
@require(Permission.LAYOUT_APPROVE)
@idempotent
def layout_decide(request, pk):
    layout = _find(request, pk)
    yes = _("已批准“%(layout)s”，以后的文件按它生成。") % {"layout": layout}
    return decided(request, layout, partial(bank_layouts.decide, layout=layout), yes=yes)


def _form(request, former):
    batches = Batch.objects.visible_to(request.user).exclude(channel=Channel.SCHOOL_INCOME).order_by("-pk")
    like = former or BankLayout.objects.visible_to(request.user).current().first()
    return LayoutForm(request.POST or None, batches=batches, former=former, like=like)


def _former(request):
    asked = request.GET.get("from", "")
    return _find(request, int(asked)) if asked.isdecimal() and len(asked) < 10 else None
