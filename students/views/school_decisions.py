"""The school's group decides: many at once after a second look, one by one with reasons, and takes back."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from aid_portal import figures
from aid_portal.forms.carrying import carried_out
from aid_portal.idempotency import idempotent
from aid_portal.permissions import Permission, require
from students.actions import school_decisions
from students.actions.school_decisions import Decided
from students.determination_choices import MeetingLevel, Tier
from students.forms.review_meetings import DecideForm, SureForm
from students.models import Application, ReviewMeeting
from students.reports.round_classes import before
from students.views.applications import found, noted
from students.views.review_meetings import sitting


@require(Permission.DETERMINATION_DECIDE)
@idempotent
def meeting_decide(request, pk):
    """First the boxes, then what they would come to, then the deed; the lists are asked at the second step."""
    meeting = sitting(request, pk, MeetingLevel.SCHOOL)
    waiting = before(meeting, request.user)
    if request.method != "POST":
        return render(request, "students/meetings/choose.html", {"meeting": meeting, "applications": list(waiting)})
    form = SureForm(request.POST) if "chosen" in request.POST else None
    if form is not None and form.is_valid():
        chosen = list(waiting.filter(pk__in=form.cleaned_data["chosen"]))
        done = school_decisions.decide_all(applications=chosen, meeting=meeting, by=request.user)
        messages.success(request, _("已认定%(count)s名学生。") % {"count": figures.count(len(done))})
        return redirect(meeting)
    keys = form.data["chosen"].split() if form else request.POST.getlist("selected")
    chosen = list(waiting.filter(pk__in=[int(key) for key in keys if key.isdecimal() and len(key) < 12]))
    return _ask(request, meeting, chosen, form)


def _ask(request, meeting, chosen, form):
    found = school_decisions.proposed(chosen, meeting)
    lines = [(each, Tier(each.tier).label) for each in found if each.tier]
    begin = {"chosen": " ".join(str(each.application.pk) for each, _label in lines)}
    context = {
        "meeting": meeting,
        "lines": lines,
        "left": [each.application for each in found if not each.tier],
        "raised": [each.application for each in found if each.tier and each.tier != each.application.class_tier],
        "form": form or SureForm(initial=begin),
    }
    return render(request, "students/meetings/decide.html", context)


@require(Permission.DETERMINATION_DECIDE)
@idempotent
def application_decide(request, pk):
    application = found(request, pk)
    place = {"round": application.round_id, "school": application.enrolment.school_id, "level": MeetingLevel.SCHOOL}
    meetings = ReviewMeeting.objects.visible_to(request.user).filter(**place).for_list()
    begin = {"tier": application.class_tier or application.proven_tier, "reason": application.class_reason}
    form = DecideForm(request.POST or None, meetings=meetings, initial=begin)
    if form.is_valid() and _decided(form, application, request.user):
        messages.success(request, _("已登记学校认定结果。"))
        return redirect(application)
    context = {"form": form, "application": application, "meets": meetings.exists()}
    return render(request, "students/applications/decide.html", context)


def _decided(form, application, user) -> Application | None:
    meeting = form.cleaned_data["meeting"]
    return carried_out(
        form, lambda: school_decisions.decide(application=application, meeting=meeting, found=Decided(**form.found), by=user)
    )


@require_POST
@require(Permission.DETERMINATION_DECIDE)
@idempotent
def take_back(request, pk):
    return noted(request, found(request, pk), school_decisions.take_back, _("已退回学校认定工作组，须重新认定。"))
