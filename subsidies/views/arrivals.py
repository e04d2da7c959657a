"""Asking payees whether the money came: drawing them, whom to call, what each said, what was found out."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from aid_portal.forms.carrying import carried_out
from aid_portal.forms.reveals import ReasonForm
from aid_portal.idempotency import idempotent
from aid_portal.listing import Empty, list_page
from aid_portal.permissions import Permission, require
from subsidies.actions import arrivals
from subsidies.filters.arrivals import ArrivalFilter
from subsidies.forms.arrivals import AnswerForm, DrawForm, SettlementForm
from subsidies.models import ArrivalQuestion, ArrivalSample
from subsidies.reports.arrivals import population_of, sizes
from subsidies.tables.arrivals import ArrivalTable
from subsidies.views.batches import find
from subsidies.views.papers import asked_form, handed_out
from subsidies.views.shown_arrivals import question_page, sample_page


@require(Permission.BATCH_VIEW)
def arrival_list(request):
    return list_page(
        request,
        queryset=ArrivalSample.objects.visible_to(request.user).for_list().with_counts(),
        filterset_class=ArrivalFilter,
        table_class=ArrivalTable,
        title=_("到账回访"),
        template="subsidies/arrivals/list.html",
        empty=Empty(_("还没有到账回访"), _("银行答复全部明细以后，在发放批次的页面抽取收款人回访。"), icon="telephone"),
        exports=("arrivals",),
    )


def find_sample(request, pk):
    return get_object_or_404(ArrivalSample.objects.visible_to(request.user).for_list().with_counts(), pk=pk)


def _question(request, pk):
    return get_object_or_404(ArrivalQuestion.objects.visible_to(request.user).for_list(), pk=pk)


@require(Permission.BATCH_VIEW)
def arrival_detail(request, pk):
    page = sample_page(find_sample(request, pk), request.user, again="again" in request.GET)
    return render(request, "subsidies/arrivals/detail.html", page)


@require(Permission.ARRIVAL_ASK)
@idempotent
def arrival_draw(request, pk):
    batch, form = find(request, pk), DrawForm(request.POST or None)
    made = carried_out(form, lambda: arrivals.draw(batch=batch, **form.said, by=request.user)) if form.is_valid() else None
    if made is None:
        return render(request, "subsidies/arrivals/draw.html", {"batch": batch, "form": form, **_drawing(batch)})
    messages.success(request, _("已抽取%(size)s笔，请按电话单回访。") % {"size": made.size})
    return redirect(made)


def _drawing(batch):
    population = population_of(batch)
    return {"population": population, "sizes": sizes(population)}


@require_POST
@require(Permission.ARRIVAL_ASK)
def arrival_sheet(request, pk):
    sample, form = find_sample(request, pk), ReasonForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("请写明查看的事由。"))
        return redirect(sample)
    reason = form.cleaned_data["reason"]
    return handed_out(arrivals.take_sheet(sample=sample, form=asked_form(request), reason=reason, by=request.user))


@require(Permission.BATCH_VIEW)
def question_detail(request, pk):
    return render(request, "subsidies/arrivals/question.html", question_page(_question(request, pk), request.user))


@require_POST
@require(Permission.ARRIVAL_ASK)
@idempotent
def question_answer(request, pk):
    """Back to the draw, where the next one waits."""
    question, form = _question(request, pk), AnswerForm(request.POST)
    if form.is_valid():
        answers = {question.position: form.said}
        if carried_out(form, lambda: arrivals.answer(sample=question.sample, answers=answers, by=request.user)):
            messages.success(request, _("已登记第%(position)s笔的回访结果。") % {"position": question.position})
            return redirect(question.sample)
    page = question_page(_question(request, pk), request.user)
    return render(request, "subsidies/arrivals/question.html", {**page, "answer_form": form})


@require_POST
@require(Permission.BANK_FILE)
@idempotent
def question_settle(request, pk):
    question, form = _question(request, pk), SettlementForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("请写明查核结果。"))
        return redirect("subsidies:arrival-question-detail", pk)
    arrivals.settle(question=question, **form.said, by=request.user)
    messages.success(request, _("已登记查核结果。"))
    return redirect("subsidies:arrival-question-detail", pk)
