"""One unit's sheet of a year: every mark with what was counted, and the points that a person gives or takes."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from aid_portal.idempotency import idempotent
from aid_portal.permissions import Permission, require
from supervision.actions import assessments
from supervision.forms.assessments import AdjustForm
from supervision.models import IndicatorMark, UnitAssessment
from supervision.views.shown_assessments import sheet_page


@require(Permission.ASSESSMENT_VIEW)
def unit_assessment_detail(request, pk):
    sheet = get_object_or_404(UnitAssessment.objects.visible_to(request.user).for_list(), pk=pk)
    return render(request, "supervision/assessments/sheet.html", sheet_page(sheet, request.user))


@require_POST
@require(Permission.ASSESSMENT_EDIT)
@idempotent
def unit_assessment_adjust(request, pk, code):
    seen = IndicatorMark.objects.visible_to(request.user).for_list()
    mark, form = get_object_or_404(seen, sheet=pk, indicator__code=code), AdjustForm(request.POST)
    if form.is_valid():
        assessments.adjust(mark=mark, **form.said, by=request.user)
        messages.success(request, _("已调整“%(indicator)s”的得分。") % {"indicator": mark.indicator})
    else:
        messages.error(request, _("请填写调整分和理由。"))
    return redirect(mark.sheet)
