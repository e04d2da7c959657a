"""How the banks want their files: the layouts with their versions, one in full with example lines,
a new version with a look at real rows while it is written."""

import yaml
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from aid_portal.idempotency import idempotent
from aid_portal.listing import Empty, list_page
from aid_portal.permissions import Permission, require
from subsidies.actions import bank_files
from subsidies.choices import Channel
from subsidies.filters.layouts import LayoutFilter
from subsidies.forms.bank_files import LayoutForm
from subsidies.models import BankLayout, Batch
from subsidies.tables.layouts import LayoutTable
from subsidies.views.shown_bank_files import preview_page
from subsidies.views.shown_layouts import layout_page


@require(Permission.BATCH_VIEW)
def layout_list(request):
    return list_page(
        request,
        queryset=BankLayout.objects.visible_to(request.user).select_related("made_by"),
        filterset_class=LayoutFilter,
        table_class=LayoutTable,
        title=_("银行文件格式"),
        template="subsidies/layouts/list.html",
        empty=Empty(_("还没有银行文件格式"), _("照银行给的格式说明登记。"), icon="file-earmark-text"),
        context={"may_edit": request.user.has(Permission.BANK_FILE)},
    )


@require(Permission.BATCH_VIEW)
def layout_detail(request, pk):
    layout = get_object_or_404(BankLayout.objects.visible_to(request.user).select_related("made_by"), pk=pk)
    return render(request, "subsidies/layouts/detail.html", layout_page(layout, request.user))


@require(Permission.BANK_FILE)
@idempotent
def layout_add(request):
    """From scratch, or with ?from= as a new version of a layout; files made before still name the old one."""
    former, form = _former(request), _form(request)
    if form.is_valid():
        label, code, spec = (form.said[name] for name in ("label", "code", "spec"))
        layout = bank_files.add_layout(label=label, code=code, spec=spec, by=request.user)
        messages.success(request, _("已登记“%(layout)s”，以后的文件按它生成。") % {"layout": layout})
        return redirect(layout)
    return render(request, "subsidies/layouts/form.html", {"form": form, "former": former, "preview": None})


@require_POST
@require(Permission.BANK_FILE)
def layout_preview(request):
    """The first rows of a real batch, masked, as this description would write them; nothing is kept of it."""
    form, preview = _form(request), None
    if form.is_valid():
        batch, draft = form.said["batch"], BankLayout(spec=form.said["spec"])
        if batch:
            preview = preview_page(batch, draft, user=request.user, masked=True)
        else:
            form.add_error("batch", _("请选择预览用的批次。"))
    return render(request, "subsidies/layouts/form.html", {"form": form, "former": None, "preview": preview})


def _form(request):
    batches = Batch.objects.visible_to(request.user).exclude(channel=Channel.SCHOOL_INCOME).order_by("-pk")
    return LayoutForm(request.POST or None, initial=_begin(_former(request)), batches=batches)


def _former(request):
    asked = request.GET.get("from", "")
    if not (asked.isdecimal() and len(asked) < 10):
        return None
    return get_object_or_404(BankLayout.objects.visible_to(request.user), pk=int(asked))


def _begin(former):
    if former is None:
        return {}
    text = yaml.safe_dump(former.spec, allow_unicode=True, sort_keys=False, default_flow_style=None, width=160)
    return {"code": former.code, "label": former.label, "spec": text}
