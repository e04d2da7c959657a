"""How a school lets parents see and speak: notices, open days and meetings, each with its record; who sits in the committee."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from aid_portal import figures
from aid_portal.forms.carrying import carried_out
from aid_portal.idempotency import idempotent
from aid_portal.links import rows
from aid_portal.listing import Empty, list_page
from aid_portal.permissions import Permission, require
from aid_portal.views.stored_files import show_photo
from subsidies.actions import meal_openness
from subsidies.filters.meal_openness import EventFilter
from subsidies.forms.meal_openness import EventForm, LeavingForm, MemberForm
from subsidies.forms.once import OnceNoteForm
from subsidies.models import CommitteeMember, MealEvent
from subsidies.reports.meal_accounts import month_is_open
from subsidies.tables.meal_openness import EventTable
from subsidies.views.meal_days import fed_schools, find_school, the_day
from subsidies.views.shown_meals import tabs


def _visible(request):
    return MealEvent.objects.visible_to(request.user).for_list()


@require(Permission.MEAL_VIEW)
def event_list(request):
    return list_page(
        request,
        queryset=_visible(request),
        filterset_class=EventFilter,
        table_class=EventTable,
        title=_("公示与开放日"),
        template="subsidies/meals/events.html",
        empty=Empty(_("还没有登记"), _("学校在每日用餐页登记账目公示、食堂开放日和膳食委员会会议。"), icon="people"),
        context={"tabs": tabs("subsidies:meal-event-list")},
    )


@require(Permission.MEAL_VIEW)
def event_detail(request, pk):
    event = get_object_or_404(_visible(request), pk=pk)
    opens = request.user.has(Permission.MEAL_ACCOUNT) and month_is_open(event.school, event.day)
    context = {"event": event, "facts": _facts(event), "take_back_form": OnceNoteForm() if opens else None}
    return render(request, "subsidies/meals/event.html", context)


def _facts(event):
    day = event.day
    return [
        (_("学校"), event.school, rows("subsidies:meal-month", event.school_id, day.year, day.month)),
        (_("类型"), event.get_kind_display()),
        (_("日期"), figures.day(day)),
        (_("到场人数"), figures.count(event.people) if event.people else ""),
        (_("改进措施"), event.measures),
        (_("登记"), f"{event.recorded_by.name} {figures.minute(event.recorded_at)}"),
    ]


@require_GET
@require(Permission.MEAL_VIEW)
def event_photo(request, pk):
    file = get_object_or_404(MealEvent.objects.visible_to(request.user), pk=pk, photo__isnull=False).photo
    return show_photo(file)


@require(Permission.MEAL_ACCOUNT)
@idempotent
def hold(request, pk):
    school = find_school(request, pk)
    day = the_day(request, fed_schools(request).filter(pk=pk))
    form = EventForm(request.POST or None, request.FILES or None, initial={"day": day, "kind": request.GET.get("kind")})
    made = carried_out(form, lambda: _held(form, school, request.user)) if form.is_valid() else None
    if made is None:
        lead = _("账目和食谱每月公示，定期请家长进食堂看、听家长意见；次数记入月报。")
        context = {"form": form, "school": school, "day": day, "title": _("登记公示、开放日、会议"), "lead": lead}
        return render(request, "subsidies/meals/note.html", context)
    messages.success(request, _("已登记。"))
    return redirect(made)


def _held(form, school, user):
    return meal_openness.hold(school=school, facts=form.facts, photo=form.cleaned_data["photo"], by=user)


@require_POST
@require(Permission.MEAL_ACCOUNT)
@idempotent
def take_back(request, pk):
    event, form = get_object_or_404(_visible(request), pk=pk), OnceNoteForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("请写明删除的原因，2至200字。"))
        return redirect(event)
    meal_openness.take_back(event=event, reason=form.said["note"], by=request.user)
    messages.success(request, _("已删除，原来的内容留在审计记录里。"))
    return redirect(rows("subsidies:meal-event-list"))


@require(Permission.MEAL_VIEW)
def committee(request, pk):
    """Who sits in it now and who sat before, and what it has met about."""
    school = find_school(request, pk)
    members, today = CommitteeMember.objects.visible_to(request.user).filter(school=school).for_list(), timezone.localdate()
    may = request.user.has(Permission.MEAL_ACCOUNT)
    context = {
        "school": school,
        "members": [member for member in members if member.until_on is None],
        "former": [member for member in members if member.until_on],
        "meetings": _visible(request).filter(school=school, kind="meeting"),
        "member_form": MemberForm(initial={"from_on": today}) if may else None,
        "leaving_form": LeavingForm(initial={"day": today}) if may else None,
        "meeting_url": rows("subsidies:meal-school-event", school.pk, kind="meeting"),
        "tabs": tabs("subsidies:meal-event-list"),
    }
    return render(request, "subsidies/meals/committee.html", context)


@require_POST
@require(Permission.MEAL_ACCOUNT)
@idempotent
def join(request, pk):
    school, form = find_school(request, pk), MemberForm(request.POST)
    if form.is_valid():
        meal_openness.join(school=school, **form.said, by=request.user)
        messages.success(request, _("已登记委员。"))
    else:
        messages.error(request, _("请填写姓名、身份和任职日期（不晚于今天）。"))
    return redirect(rows("subsidies:meal-school-committee", pk))


@require_POST
@require(Permission.MEAL_ACCOUNT)
@idempotent
def leave(request, pk):
    member, form = get_object_or_404(CommitteeMember.objects.visible_to(request.user), pk=pk), LeavingForm(request.POST)
    if form.is_valid():
        meal_openness.leave(member=member, **form.said, by=request.user)
        messages.success(request, _("已登记退出。"))
    else:
        messages.error(request, _("请填写最后一天，不能晚于今天。"))
    return redirect(rows("subsidies:meal-school-committee", member.school_id))
