"""What the pages of a list show: whose turn it is, its notices, from when it may be approved, what this person may do."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from aid_portal import figures, working_days
from aid_portal.errors import Refused
from aid_portal.forms.once import OnceForm, OnceNoteForm
from aid_portal.links import rows
from aid_portal.models import User
from aid_portal.permissions import Permission
from students.actions.determination_lists import standing_notice
from students.determination_choices import ApplicationStatus, DeterminationListStatus, NoticeColumn, RoundStatus
from students.forms.determination_lists import ApproveForm
from students.models import Application, DeterminationList, Objection, PublicNotice

L = DeterminationListStatus
STEPS = {L.DRAFT: 1, L.POSTED: 2, L.RETURNED: 2, L.SUBMITTED: 3, L.REVIEWED: 4, L.APPROVED: 5}
SCHOOLS_TURN = (L.DRAFT, L.POSTED, L.RETURNED)


def list_context(found: DeterminationList, user: User, days: Any = None) -> dict[str, Any]:
    notice, today = standing_notice(found), timezone.localdate()
    on_it = Application.objects.visible_to(user).filter(list=found)
    return {
        "found": found,
        "step": STEPS[DeterminationListStatus(found.status)],
        "facts": list_facts(found, on_it.count(), notice),
        "notices": PublicNotice.objects.visible_to(user).filter(list=found).order_by("-pk"),
        "objections": Objection.objects.visible_to(user).holding().filter(notice__list=found).for_list(),
        "below": on_it.exclude(below_reason="").count(),
        "may": list_doings(found, user, notice, today),
        "runs_until": notice.ends_on if notice and found.status == L.REVIEWED and not notice.is_over(today) else None,
        "last_day": last_day(today, days or found.round.posting_days),
        "approve_form": ApproveForm(),
        "once_form": OnceForm(),
        "note_form": OnceNoteForm(),
    }


def list_facts(found: DeterminationList, count: int, notice: PublicNotice | None) -> list[tuple]:
    hands = (
        (_("编制"), found.made_by, found.made_at), (_("学校上报"), found.submitted_by, found.submitted_at),
        (_("县级审核"), found.reviewed_by, found.reviewed_at), (_("县级审批"), found.approved_by, found.approved_at),
    )  # fmt: skip
    span = {"start": figures.day(notice.posted_on), "end": figures.day(notice.ends_on)} if notice else {}
    return [
        (_("认定轮次"), found.round, found.round.get_absolute_url()),
        (_("人数"), figures.count(count)),
        (_("公示"), _("%(start)s至%(end)s") % span if notice else "", notice.get_absolute_url() if notice else ""),
        *((label, f"{person.name} {figures.minute(moment)}" if person else "") for label, person, moment in hands),
    ]


def last_day(today: date, days: Any) -> str:
    """Where the notice would end if it were posted today, or why that cannot be told."""
    try:
        return figures.long_day(working_days.add_working_days(today, int(days)))
    except (Refused, ValueError, TypeError) as fault:
        return fault.message if isinstance(fault, Refused) else ""


def list_doings(found: DeterminationList, user: User, notice: PublicNotice | None, today: date) -> dict[str, bool]:
    runs = found.round.status == RoundStatus.RUNNING
    own = bool(user.stands_for & {found.made_by_id, found.submitted_by_id, found.reviewed_by_id})
    review = user.has(Permission.DETERMINATION_REVIEW) and found.status == L.SUBMITTED
    approve = user.has(Permission.DETERMINATION_APPROVE) and found.status == L.REVIEWED
    return {
        "post": user.has(Permission.DETERMINATION_DECIDE) and runs and found.status in SCHOOLS_TURN,
        "submit": user.has(Permission.DETERMINATION_SUBMIT) and L.SUBMITTED in found.open_moves() and notice is not None,
        "review": review and not own,
        "send_back": review,
        "approve": approve and not own and notice is not None and notice.is_over(today),
        "refuse": approve,
        "wait": own and (review or approve),
    }


def usual_posting(found: DeterminationList, typed: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """As the school posted the last time; a school of trades also shows the trade."""
    if typed is not None:
        return {name: typed.getlist(name) if name == "columns" else typed.get(name) for name in typed}
    last = found.school.public_notices.order_by("-pk").first()
    trades = found.applications.filter(status=ApplicationStatus.DECIDED).exclude(enrolment__major="").exists()
    trade = [NoticeColumn.MAJOR] if trades else []
    columns = [NoticeColumn.NAME, NoticeColumn.GRADE, NoticeColumn.CLASS, *trade, NoticeColumn.TIER]
    title = _("%(round)s家庭经济困难学生认定结果公示") % {"round": found.round.term.term.academic_year.label}
    return {
        "title": title, "columns": [str(each) for each in columns], "days": found.round.posting_days,
        "place": last.place if last else "", "contact": last.contact if last else "",
    }  # fmt: skip


def school_lists(round_id: int, school_id: int, user: User) -> dict[str, Any]:
    """Of a school in a round: its lists, and whether another may be made."""
    lists = DeterminationList.objects.visible_to(user).filter(round=round_id, school=school_id)
    loose = Application.objects.visible_to(user).filter(
        round=round_id, enrolment__school=school_id, status=ApplicationStatus.DECIDED, list=None
    )
    may_make = user.has(Permission.DETERMINATION_DECIDE) and not lists.exclude(status=L.APPROVED).exists() and loose.exists()
    return {
        "lists": lists.for_list().order_by("-number"),
        "loose": loose.count(),
        "may_make": may_make,
        "notices_url": rows("students:public-notice-list"),
    }
