"""The year-end assessment: the years, the table of units, weights, computing, submitting, publishing."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from aid_portal.current_term import current_term
from aid_portal.idempotency import idempotent
from aid_portal.links import rows
from aid_portal.listing import Empty, list_page
from aid_portal.permissions import Permission, require
from aid_portal.views.stored_files import hand_out_made
from subsidies.forms.once import OnceNoteForm
from supervision.actions import assessment_papers, assessments
from supervision.filters.assessments import AssessmentFilter
from supervision.forms.assessments import BeginForm, WeightsForm
from supervision.models import Assessment
from supervision.tables.assessments import AssessmentTable
from supervision.views.shown_assessments import assessment_page


def _find(request, pk):
    return get_object_or_404(Assessment.objects.visible_to(request.user).for_list(), pk=pk)


@require(Permission.ASSESSMENT_VIEW)
def assessment_list(request):
    may_begin = request.user.has(Permission.ASSESSMENT_EDIT)
    begin = (rows("supervision:assessment-begin"), _("建立年度考核")) if may_begin else ("", "")
    return list_page(
        request,
        queryset=Assessment.objects.visible_to(request.user).for_list(),
        filterset_class=AssessmentFilter,
        table_class=AssessmentTable,
        title=_("年度考核"),
        template="supervision/assessments/list.html",
        empty=Empty(
            _("还没有年度考核"), _("得分由系统按指标计算，审定公布后学校可以看到自己的得分。"), *begin, icon="clipboard-data"
        ),
        context={"may_begin": may_begin},
    )


@require(Permission.ASSESSMENT_EDIT)
@idempotent
def assessment_begin(request):
    form = BeginForm(request.POST or None, initial={"year": current_term(request).year})
    if form.is_valid():
        assessment = assessments.begin(**form.said, by=request.user)
        messages.success(request, _("已建立“%(assessment)s”。核对权重后计算得分。") % {"assessment": assessment})
        return redirect("supervision:assessment-weights", assessment.pk)
    return render(request, "supervision/assessments/form.html", {"form": form})


@require(Permission.ASSESSMENT_VIEW)
def assessment_detail(request, pk):
    return render(request, "supervision/assessments/detail.html", assessment_page(_find(request, pk), request.user))


@require(Permission.ASSESSMENT_EDIT)
@idempotent
def assessment_weights(request, pk):
    assessment = _find(request, pk)
    form = WeightsForm(request.POST or None, indicators=list(assessment.indicators.order_by("position")))
    if form.is_valid():
        assessments.weigh(assessment=assessment, weights=form.weights, by=request.user)
        messages.success(request, _("已保存权重。"))
        return redirect(assessment)
    return render(request, "supervision/assessments/weights.html", {"form": form, "assessment": assessment})


@require_POST
@require(Permission.ASSESSMENT_EDIT)
@idempotent
def assessment_compute(request, pk):
    assessment = assessments.compute(assessment=_find(request, pk), by=request.user)
    messages.success(request, _("已按现在的数据计算%(count)s个单位的得分。") % {"count": assessment.sheets.count()})
    return redirect(assessment)


@require_POST
@require(Permission.ASSESSMENT_EDIT)
@idempotent
def assessment_submit(request, pk):
    assessment = assessments.submit(assessment=_find(request, pk), by=request.user)
    messages.success(request, _("已提交，等另一人审定公布。"))
    return redirect(assessment)


@require_POST
@require(Permission.ASSESSMENT_PUBLISH)
@idempotent
def assessment_send_back(request, pk):
    assessment, form = _find(request, pk), OnceNoteForm(request.POST)
    if form.is_valid():
        assessments.send_back(assessment=assessment, note=form.cleaned_data["note"], by=request.user)
        messages.success(request, _("已退回，编制人能看到原因。"))
    else:
        messages.error(request, _("请写明退回的原因。"))
    return redirect(assessment)


@require_POST
@require(Permission.ASSESSMENT_PUBLISH)
@idempotent
def assessment_publish(request, pk):
    assessment = assessments.publish(assessment=_find(request, pk), by=request.user)
    messages.success(request, _("已公布，名次和得分从现在起不能再改，各学校可以看到自己的得分。"))
    return redirect(assessment)


@require_POST
@require(Permission.ASSESSMENT_VIEW)
def assessment_result(request, pk):
    return hand_out_made(*assessment_papers.result(assessment=_find(request, pk), by=request.user))
