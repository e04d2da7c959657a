"""Everything the page of a notice shows: facts, its problems with what was done of each, its story, and what may be done now."""

from collections import defaultdict
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from aid_portal import figures
from aid_portal.models import User
from aid_portal.permissions import Permission
from subsidies.choices import PaperStatus
from subsidies.forms.once import OnceForm, OnceNoteForm
from supervision.choices import DeadlineKind, NoticeStatus, ProblemStatus
from supervision.forms.notices import DeliveryForm, ExtensionForm, ReasonForm
from supervision.forms.replies import AcceptForm, ReinspectionForm
from supervision.models import Evidence, Extension, RectificationNotice, Step
from supervision.reports.clocks import clock_of_notice, standing_of, standing_of_problem
from supervision.reports.notice_waiting import unread_steps
from supervision.tables.notices import standing_badge
from supervision.views.shown_plans import plan_deadline, plan_part
from supervision.views.shown_stories import story

S = NoticeStatus


def notice_page(notice: RectificationNotice, user: User) -> dict[str, Any]:
    today = timezone.localdate()
    problems = list(notice.problems.all())
    photos = _photos(notice, user)
    steps = list(Step.objects.visible_to(user).filter(notice=notice).for_list().order_by("pk"))
    extensions = list(Extension.objects.visible_to(user).filter(notice=notice).for_list().order_by("pk"))
    return {
        "notice": notice,
        "facts": notice_facts(notice, user),
        "standing": standing_badge(standing_of(notice, today)),
        "problems": [_problem(problem, notice, photos, user, today) for problem in problems],
        "plan": plan_part(notice, user),
        "closed": sum(problem.status == ProblemStatus.CLOSED for problem in problems),
        "story": story(notice, problems, steps, extensions),
        "unread": unread_steps(user).filter(step__notice=notice).order_by("pk"),
        "asked": next((each for each in extensions if each.status == PaperStatus.PROPOSED), None),
        "may": doings(notice, user, extensions),
        **_forms(),
    }


def _forms() -> dict[str, Any]:
    return {
        "once": OnceForm(),
        "note_form": OnceNoteForm(),
        "reason_form": ReasonForm(),
        "delivery_form": DeliveryForm(),
        "extension_form": ExtensionForm(),
        "accept_form": AcceptForm(),
        "reinspection_form": ReinspectionForm(),
    }


def doings(notice: RectificationNotice, user: User, extensions: list[Extension]) -> dict[str, bool]:
    """Which buttons stand there; the actions and the database say the last word."""
    at, own = notice.status, notice.drafted_by_id in user.stands_for
    drafts, issues, replies = (
        user.has(each) for each in (Permission.NOTICE_DRAFT, Permission.NOTICE_ISSUE, Permission.NOTICE_REPLY)
    )
    asked = any(each.status == PaperStatus.PROPOSED for each in extensions)
    own_ask = any(each.status == PaperStatus.PROPOSED and each.made_by_id in user.stands_for for each in extensions)
    lasts = at in (S.ISSUED, S.DELIVERED) and clock_of_notice(notice).stopped_on is None and notice.due_on >= timezone.localdate()
    return {
        "change": at == S.DRAFT and drafts,
        "submit": at == S.DRAFT and drafts,
        "discard": at == S.DRAFT and drafts,
        "withdraw": at == S.SUBMITTED and own,
        "issue": at == S.SUBMITTED and issues and not own,
        "send_back": at == S.SUBMITTED and issues and not own,
        "wait": at == S.SUBMITTED and issues and own,
        "deliver": at == S.ISSUED and drafts,
        "confirm": at == S.ISSUED and replies,
        "void": at in (S.ISSUED, S.DELIVERED) and issues,
        "extend": lasts and replies and not asked,
        "decide": asked and issues and at in (S.ISSUED, S.DELIVERED),
        "approve": asked and issues and lasts and not own_ask,
        "receipt_form": bool(notice.number) and at != S.VOIDED,
    }


def notice_facts(notice: RectificationNotice, user: User) -> list[tuple]:
    campaign, inspects = notice.campaign, user.has(Permission.INSPECTION_VIEW)
    return [
        (_("被督查单位"), notice.unit),
        (_("督查事项"), notice.get_theme_display()),
        (_("督查时间"), notice.inspected),
        (_("督查组成员"), notice.inspectors),
        (_("督查内容"), notice.matters),
        *([(_("督查行动"), campaign, campaign.get_absolute_url() if inspects else "")] if campaign else []),
        *plan_deadline(notice),
        (_("整改期限"), _deadline(notice)),
        *([(_("期限和督办标准"), notice.standard, notice.standard.get_absolute_url())] if notice.standard and inspects else []),
        (_("整改责任人"), notice.responsible_person),
        (_("联系人"), _("%(contact)s %(phone)s") % {"contact": notice.contact, "phone": notice.phone}),
        (_("报送方式"), notice.report_to),
        (_("签发人"), notice.issued_by.name if notice.issued_by else ""),
        (_("签收"), _received(notice)),
        (_("抄送"), notice.copies),
    ]


def _deadline(notice: RectificationNotice) -> str:
    words = {"days": notice.deadline_days, "kind": DeadlineKind(notice.deadline_kind).label}
    counted = _("%(days)s个%(kind)s") % words
    return _("%(day)s（%(counted)s）") % {"day": figures.day(notice.due_on), "counted": counted} if notice.due_on else counted


def _received(notice: RectificationNotice) -> str:
    if not notice.delivered_on:
        return ""
    return _("%(who)s %(day)s") % {"who": notice.received_by, "day": figures.day(notice.delivered_on)}


def _problem(problem: Any, notice: RectificationNotice, photos: dict, user: User, today: Any) -> dict[str, Any]:
    reviews = user.has(Permission.NOTICE_REVIEW) and notice.status == S.DELIVERED
    replies = list(problem.replies.all())
    answered_by = {reply.made_by_id for reply in replies}
    return {
        "row": problem,
        "standing": standing_badge(standing_of_problem(problem, notice, today)),
        "photos": photos["finding", problem.finding_id] if problem.finding_id else [],
        "rounds": [_round(reply, problem, photos) for reply in replies],
        "may_reply": _may_reply(problem, notice) and user.has(Permission.NOTICE_REPLY),
        "may_review": reviews and problem.status == ProblemStatus.REPLIED and not user.stands_for & answered_by,
        "may_reinspect": reviews and problem.status == ProblemStatus.ACCEPTED and not user.stands_for & answered_by,
    }


def _may_reply(problem: Any, notice: RectificationNotice) -> bool:
    return problem.owed and notice.status == S.DELIVERED and (problem.immediate or not notice.owes_plan)


def _round(reply: Any, problem: Any, photos: dict) -> dict[str, Any]:
    looked = next((each for each in problem.reinspections.all() if each.reply_id == reply.pk), None)
    return {
        "reply": reply,
        "photos": photos["reply", reply.pk],
        "looked": looked,
        "looked_photos": photos["reinspection", looked.pk] if looked else [],
    }


def _photos(notice: RectificationNotice, user: User) -> dict[tuple[str, int], list[Evidence]]:
    """By what they belong to, in one query."""
    of_notice = Q(finding__problem__notice=notice) | Q(reply__problem__notice=notice) | Q(reinspection__problem__notice=notice)
    found: dict[tuple[str, int], list[Evidence]] = defaultdict(list)
    for each in Evidence.objects.visible_to(user).filter(of_notice).select_related("file", "thumbnail").order_by("pk"):
        owner = next(name for name in ("finding", "reply", "reinspection") if getattr(each, f"{name}_id"))
        found[owner, getattr(each, f"{owner}_id")].append(each)
    return found
