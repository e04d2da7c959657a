"""Funding documents: the list, entering one, looking at it, the second person's word, the day of the money."""

from functools import partial

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from aid_portal.current_term import current_term
from aid_portal.idempotency import idempotent
from aid_portal.links import rows
from aid_portal.listing import Empty, list_page
from aid_portal.permissions import Permission, require
from subsidies.actions import budgets
from subsidies.filters.documents import FundingDocumentFilter
from subsidies.forms.documents import DocumentForm, ReceiptForm
from subsidies.models import FundingDocument
from subsidies.tables.documents import FundingDocumentTable
from subsidies.views.second_words import decided
from subsidies.views.shown_documents import document_page


def _visible(request):
    return FundingDocument.objects.visible_to(request.user).for_list()


@require(Permission.BUDGET_VIEW)
def document_list(request):
    may_add = request.user.has(Permission.BUDGET_EDIT)
    begin = (rows("subsidies:document-add"), _("登记资金文件")) if may_add else ("", "")
    return list_page(
        request,
        queryset=_visible(request),
        filterset_class=FundingDocumentFilter,
        table_class=FundingDocumentTable,
        title=_("资金文件"),
        template="subsidies/documents/list.html",
        empty=Empty(
            _("还没有资金文件"), _("收到指标文后登记金额和分配，由另一人批准，指标才能使用。"), *begin, icon="file-earmark-text"
        ),
        context={"may_add": may_add},
    )


@require(Permission.BUDGET_EDIT)
@idempotent
def document_add(request):
    year = current_term(request).year
    form = DocumentForm(request.POST or None, initial={"year": year})
    if form.is_valid():
        document = budgets.propose(facts=form.facts, allotments=form.allotments, by=request.user)
        messages.success(request, _("已登记“%(document)s”，等另一人批准后指标才能使用。") % {"document": document})
        return redirect(document)
    return render(request, "subsidies/documents/form.html", {"form": form})


@require(Permission.BUDGET_VIEW)
def document_detail(request, pk):
    document = get_object_or_404(_visible(request), pk=pk)
    return render(request, "subsidies/documents/detail.html", document_page(document, request.user))


@require_POST
@require(Permission.BUDGET_APPROVE)
@idempotent
def document_decide(request, pk):
    document = get_object_or_404(FundingDocument.objects.visible_to(request.user), pk=pk)
    yes = _("已批准“%(document)s”，指标可以使用。") % {"document": document}
    no = _("已记为未批准，经办人能看到原因。")
    return decided(request, document, partial(budgets.decide, document=document), yes=yes, no=no)


@require_POST
@require(Permission.BUDGET_EDIT)
@idempotent
def document_receive(request, pk):
    document = get_object_or_404(FundingDocument.objects.visible_to(request.user), pk=pk)
    form = ReceiptForm(request.POST)
    if form.is_valid():
        budgets.receive(document=document, day=form.cleaned_data["day"], by=request.user)
        messages.success(request, _("已登记到账日期，从这天起计算滞拨天数。"))
    else:
        messages.error(request, " ".join(form.errors.get("day", [_("请填写到账日期。")])))
    return redirect(document)
