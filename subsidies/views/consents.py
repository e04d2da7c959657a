"""Guardians' consents: the list, recording one for a child, looking at it, withdrawing it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from aid_portal import figures
from aid_portal.forms.carrying import carried_out
from aid_portal.idempotency import idempotent
from aid_portal.listing import Empty, list_page
from aid_portal.permissions import Permission, require
from students.models import Student
from subsidies.actions import consents
from subsidies.filters.donations import ConsentFilter
from subsidies.forms.consents import ConsentForm
from subsidies.forms.once import OnceForm
from subsidies.models import GuardianConsent
from subsidies.reports.consents import last_enrolment
from subsidies.tables.consents import ConsentTable
from subsidies.views.donations import handed_out
from subsidies.views.entitlement_deeds import keep

KIND = "guardian_consent"


def _visible(request):
    return GuardianConsent.objects.visible_to(request.user).for_list()


@require(Permission.CONSENT_RECORD)
def consent_list(request):
    words = _("在学生的页面登记监护人签字的同意书；没有同意的，给捐赠人的名单隐去姓名，不附照片。")
    return list_page(
        request,
        queryset=_visible(request),
        filterset_class=ConsentFilter,
        table_class=ConsentTable,
        title=_("监护人同意"),
        template="subsidies/consents/list.html",
        empty=Empty(_("还没有登记监护人同意"), words, icon="person-check"),
        exports=("consents",),
    )


@require(Permission.CONSENT_RECORD)
def consent_detail(request, pk):
    consent = get_object_or_404(_visible(request).select_related("evidence"), pk=pk)
    context = {"consent": consent, "facts": _facts(consent), "withdraw_form": None if consent.withdrawn_on else OnceForm()}
    return render(request, "subsidies/consents/detail.html", context)


def _facts(consent):
    withdrawn = f"{figures.day(consent.withdrawn_on)} {consent.withdrawn_by}" if consent.withdrawn_on else ""
    return [
        (_("学生"), consent.student, consent.student.get_absolute_url()),
        (_("学校"), consent.school, consent.school.get_absolute_url()),
        (_("可以告诉捐赠人"), consent.allows),
        (_("同意日期"), figures.day(consent.given_on)),
        (_("同意书"), consent.paper),
        (_("登记"), f"{consent.made_by} {figures.minute(consent.made_at)}"),
        (_("撤回"), withdrawn),
    ]


@require(Permission.CONSENT_RECORD)
@idempotent
def consent_add(request, pk):
    student = get_object_or_404(Student.objects.visible_to(request.user), pk=pk)
    enrolment = last_enrolment(student, request.user)
    if enrolment is None:
        raise Http404
    form = ConsentForm(request.POST or None, request.FILES or None)
    made = carried_out(form, lambda: _recorded(form, enrolment, request.user)) if form.is_valid() else None
    if made is None:
        return render(request, "subsidies/consents/form.html", {"form": form, "enrolment": enrolment})
    messages.success(request, _("已登记监护人同意。"))
    return redirect(made)


def _recorded(form, enrolment, user):
    evidence = keep(form.cleaned_data["file"], enrolment.school, user, KIND)
    return consents.record(student=enrolment.student, school=enrolment.school, evidence=evidence, **form.facts, by=user)


@require_POST
@require(Permission.CONSENT_RECORD)
@idempotent
def consent_withdraw(request, pk):
    consent = get_object_or_404(_visible(request), pk=pk)
    consents.withdraw(consent=consent, by=request.user)
    messages.success(request, _("已撤回，今后给捐赠人的材料不再包含这些内容。"))
    return redirect(consent)


@require_POST
@require(Permission.CONSENT_RECORD)
def consent_evidence(request, pk):
    return handed_out(request, get_object_or_404(_visible(request).select_related("evidence"), pk=pk))
