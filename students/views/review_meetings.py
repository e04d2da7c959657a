"""Sittings: the list, recording one, its page, and what a class found of its children in one page."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from aid_portal import figures
from aid_portal.errors import Refused
from aid_portal.forms.carrying import carried_out
from aid_portal.idempotency import idempotent
from aid_portal.listing import Empty, list_page
from aid_portal.models import OrgUnit
from aid_portal.permissions import Permission, require
from aid_portal.views.stored_files import hand_out
from students.actions import review_meetings
from students.actions.review_meetings import Weighed
from students.determination_choices import MeetingLevel
from students.filters.review_meetings import MeetingFilter
from students.forms import review_meetings as forms
from students.models import ReviewMeeting
from students.reports.round_classes import before, class_places, last_members
from students.rules.review_groups import Seat
from students.tables.review_meetings import MeetingTable
from students.views.rounds import found
from students.views.shown_meetings import meeting_page


def sitting(request, pk, level=None) -> ReviewMeeting:
    seen = ReviewMeeting.objects.visible_to(request.user).for_list()
    return get_object_or_404(seen.filter(level=level) if level else seen, pk=pk)


@require(Permission.ROUND_VIEW)
def meeting_list(request):
    return list_page(
        request,
        queryset=ReviewMeeting.objects.visible_to(request.user).for_list(),
        filterset_class=MeetingFilter,
        table_class=MeetingTable,
        title=_("评议和认定会议"),
        template="students/meetings/list.html",
        empty=Empty(_("本学期还没有会议"), _("班级评议小组和学校认定工作组开会后，在学校的认定页登记。"), icon="people"),
        exports=("review_meetings",),
    )


@require(Permission.APPLICATION_COLLECT)
@idempotent
def meeting_add(request, pk, school):
    return _add(request, pk, school, MeetingLevel.CLASS)


@require(Permission.DETERMINATION_DECIDE)
@idempotent
def school_meeting_add(request, pk, school):
    return _add(request, pk, school, MeetingLevel.SCHOOL)


def _add(request, pk, school, level):
    round = found(request, pk)
    place = get_object_or_404(OrgUnit.objects.visible_to(request.user).schools(), pk=school)
    places = class_places(round, place, request.user) if level == MeetingLevel.CLASS else []
    more = "more" in request.POST
    typed = (request.POST, request.FILES) if request.method == "POST" and not more else ()
    begin = request.POST.dict() if more else {"place": request.GET.get("place", "")}
    form = forms.MeetingForm(*typed, places=places, initial=begin)
    members = _members(request, more, place.school_type, last_members(round, place, level))
    if form.is_valid() and members.is_valid() and (made := _recorded(form, members, round, place, level, request)):
        messages.success(request, _("会议已登记，接着填写结果。"))
        return redirect(made)
    context = {"form": form, "members": members, "round": round, "school": place, "level": MeetingLevel(level).label}
    return render(request, "students/meetings/form.html", context)


def _members(request, more, school_type, last):
    if more:
        return forms.with_one_more(request.POST, school_type)
    sent = request.method == "POST"
    return forms.sent_members(request.POST, school_type) if sent else forms.shown_members(last, school_type)


def _recorded(form, members, round, school, level, request):
    """What was typed stays where the group could not decide: the sentence says what it lacks."""
    seats = [Seat(**line.cleaned_data) for line in members if line.cleaned_data]
    return carried_out(form, lambda: review_meetings.record(
        round=round, school=school, facts={"level": level, **form.facts}, seats=seats,
        minutes=form.cleaned_data["minutes"], by=request.user,
    ))  # fmt: skip


@require(Permission.ROUND_VIEW)
def meeting_detail(request, pk):
    return render(request, "students/meetings/detail.html", meeting_page(sitting(request, pk), request.user))


@require_POST
@require(Permission.ROUND_VIEW)
def meeting_minutes(request, pk):
    meeting = get_object_or_404(ReviewMeeting.objects.visible_to(request.user), pk=pk, minutes__isnull=False)
    return hand_out(meeting.minutes, by=request.user)


@require(Permission.APPLICATION_COLLECT)
@idempotent
def meeting_weigh(request, pk):
    """The children of the class one below the other; who is left empty waits for another sitting."""
    meeting = sitting(request, pk, MeetingLevel.CLASS)
    applications = list(before(meeting, request.user))
    form = forms.WeighForm(request.POST or None, applications=applications, scoring=meeting.round.scoring)
    if form.is_valid() and (done := _weighed(form, meeting, request.user)):
        words = {"count": figures.count(len(done))}
        messages.success(request, _("已登记%(count)s名学生的评议结果，交学校认定工作组。") % words)
        return redirect(meeting)
    return render(request, "students/meetings/weigh.html", {"form": form, "meeting": meeting})


def _weighed(form, meeting, user):
    found = [(application, Weighed(**result)) for application, result in form.found]
    try:
        return review_meetings.weigh_all(meeting=meeting, found=found, by=user)
    except Refused as refusal:
        form.add_error(None, refusal.message)
        return []
