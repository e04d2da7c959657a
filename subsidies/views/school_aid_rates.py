"""The rates of school aid: what holds from which year, proposing one, the second person's word."""

from functools import partial

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from aid_portal.current_term import current_term
from aid_portal.forms.carrying import carried_out
from aid_portal.idempotency import idempotent
from aid_portal.links import rows
from aid_portal.listing import Empty, list_page
from aid_portal.permissions import Permission, require
from subsidies.actions import school_aid_rates
from subsidies.filters.school_aid import SchoolAidRateFilter
from subsidies.forms.school_aid import RateForm
from subsidies.models import SchoolAidRate
from subsidies.tables.school_aid import SchoolAidRateTable
from subsidies.views.second_words import decided
from subsidies.views.shown_school_aid import rate_page


@require(Permission.SCHOOL_AID_VIEW)
def rate_list(request):
    may_add = request.user.has(Permission.POLICY_EDIT)
    begin = (rows("subsidies:school-aid-rate-add"), _("拟定比例")) if may_add else ("", "")
    words = _("先由县资助中心一人拟定、另一人批准各学段的比例，学校才能填报。")
    return list_page(
        request,
        queryset=SchoolAidRate.objects.visible_to(request.user).for_list(),
        filterset_class=SchoolAidRateFilter,
        table_class=SchoolAidRateTable,
        title=_("计提比例"),
        template="subsidies/school_aid/rates.html",
        empty=Empty(_("还没有计提比例"), words, *begin, icon="sliders"),
        context={"may_add": may_add},
    )


@require(Permission.POLICY_EDIT)
@idempotent
def rate_add(request):
    form = RateForm(request.POST or None, initial={"first_year": current_term(request).year})
    made = carried_out(form, lambda: school_aid_rates.propose(**form.said, by=request.user)) if form.is_valid() else None
    if made is None:
        return render(request, "subsidies/school_aid/rate_form.html", {"form": form})
    messages.success(request, _("已提交，另一人批准后起用。"))
    return redirect(made)


@require(Permission.SCHOOL_AID_VIEW)
def rate_detail(request, pk):
    rate = get_object_or_404(SchoolAidRate.objects.visible_to(request.user).for_list(), pk=pk)
    return render(request, "subsidies/school_aid/rate.html", rate_page(rate, request.user))


@require_POST
@require(Permission.POLICY_APPROVE)
@idempotent
def rate_decide(request, pk):
    rate = get_object_or_404(SchoolAidRate.objects.visible_to(request.user), pk=pk)
    yes, no = _("已批准，学校按这个比例填报。"), _("已记为未批准，拟定人能看到原因。")
    return decided(request, rate, partial(school_aid_rates.decide, rate=rate), yes=yes, no=no)
