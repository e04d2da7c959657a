"""What an application's page shows: the form as far as one may see it, what class, school and county found, what is next."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from aid_portal import figures
from aid_portal.forms.once import OnceForm, OnceNoteForm
from aid_portal.identifiers import mask_id, mask_phone
from aid_portal.links import rows
from aid_portal.models import User
from aid_portal.permissions import Permission
from students.actions.applications import open_form
from students.determination_choices import ApplicationStatus, CancellationStatus, Circumstance, RoundStatus, SpecialGroup
from students.forms.applications import MEMBERS
from students.models import Application, Cancellation, Objection
from students.reports.child_files import parts_of
from students.reports.round_waiting import held_to_approve
from students.reports.seen_forms import sees_form
from students.sealing import secrets_of
from students.sheets.record_words import CATEGORIES
from students.tables.applications import class_of
from students.tables.determination_lists import objection_state

UNFILED = (ApplicationStatus.DRAFT, ApplicationStatus.WITHDRAWN, ApplicationStatus.REFUSED)
TAKEN_BACK = (ApplicationStatus.DECIDED, ApplicationStatus.REFUSED)


def application_page(application: Application, user: User) -> dict[str, Any]:
    seen = sees_form(user)
    return {
        "application": application,
        "child": application.enrolment,
        "facts": _head(application),
        "form": _shown_form(application) if seen and application.sealed else None,
        "sees_form": seen,
        "scan": application.scan if seen else None,
        "weighed": _weighed(application) if application.class_meeting_id else [],
        "decided": _decided(application) if application.school_meeting_id else [],
        "proven": [CATEGORIES.get(code, code) for code in application.proven_by] if seen else [],
        "file_parts": parts_of(application, timezone.localdate()) if application.status not in UNFILED else [],
        "objections": [(each, *objection_state(each)) for each in _objections(application, user)],
        "cancellations": [_cancellation(each, user, seen) for each in application.cancellations.for_list()],
        "once_form": OnceForm(),
        "timeline": timeline(application),
        "may": doings(application, user),
        "note_form": OnceNoteForm(),
    }


def _objections(application: Application, user: User) -> QuerySet[Objection]:
    return Objection.objects.visible_to(user).filter(row__application=application).for_list()


def _cancellation(row: Cancellation, user: User, seen: bool) -> dict[str, Any]:
    others = user.has(Permission.DETERMINATION_APPROVE) and row.proposed_by_id not in user.stands_for
    may_decide = others and row.status == CancellationStatus.PROPOSED
    return {"row": row, "file": row.evidence if seen else None, "may_decide": may_decide}


def _head(application: Application) -> list[tuple]:
    child = application.enrolment
    return [
        (_("学生"), child.name, child.get_absolute_url()),
        (_("身份证号"), mask_id(secrets_of(child).get("resident_id", ""))),
        (_("学校"), child.school, rows("students:round-school", application.round_id, child.school_id)),
        (_("年级班级"), class_of(child)),
        (_("认定轮次"), application.round, application.round.get_absolute_url()),
        (_("来源"), application.get_origin_display()),
        (_("承诺日期"), figures.day(application.committed_on) if application.committed_on else ""),
        *([(_("个人信息处理告知版本"), application.privacy_version)] if application.privacy_version else []),
        (_("批准日期"), figures.day(application.approved_on) if application.approved_on else ""),
    ]


def _shown_form(application: Application) -> dict[str, Any]:
    said = open_form(application)
    special = [SpecialGroup(code).label for code in said.get("special") or () if code in SpecialGroup]
    hit = [Circumstance(code).label for code in said.get("circumstances") or () if code in Circumstance]
    return {
        "facts": [
            (_("家庭人口"), said.get("family_size")),
            (_("家庭人均年收入（元）"), said.get("yearly_income")),
            (_("家长手机"), mask_phone(str(said.get("phone") or "")) if said.get("phone") else ""),
            (_("家庭住址"), said.get("address")),
            (_("邮编"), said.get("postcode")),
            (_("自述的特殊群体"), "、".join(map(str, special))),
            (_("影响家庭经济状况的情况"), "、".join(map(str, hit))),
            (_("情况说明"), said.get("circumstance_words")),
            (_("申请理由"), said.get("reason")),
        ],
        "members": said.get(MEMBERS) or [],
    }


def _weighed(application: Application) -> list[tuple]:
    """Votes and points stand where the class took them."""
    votes = {"yes": application.votes_for, "all": application.votes_all}
    return [
        (_("评议建议"), application.get_class_tier_display() or _("不建议认定")),
        (_("评议理由"), application.class_reason),
        *([(_("表决"), _("同意%(yes)d票，共%(all)d票") % votes)] if application.votes_all else []),
        *([(_("量化评分"), application.score)] if application.score is not None else []),
        (_("评议会议"), application.class_meeting, application.class_meeting.get_absolute_url()),
    ]  # fmt: skip


def _decided(application: Application) -> list[tuple]:
    return [
        (_("认定档次"), application.get_tier_display() or _("未予认定")),
        (_("认定理由"), application.reason),
        (_("认定会议"), application.school_meeting, application.school_meeting.get_absolute_url()),
        (_("经办人"), application.decided_by.name if application.decided_by else ""),
    ]


def timeline(application: Application) -> list[dict[str, Any]]:
    """From the rows themselves: who did what, when."""
    met, decided, listed = application.class_meeting, application.decided_by, application.list
    steps = [
        _step(application.made_at, _who(application.filled_by), _("登记申请")),
        _step(application.submitted_at, _who(application.filled_by), _("提交申请")),
        _step(met.recorded_at if met else None, _who(met.recorded_by) if met else "", _("班级评议")),
        _step(application.decided_at, decided.name if decided else "", _("学校认定"), application.reason),
        *([_step(listed.submitted_at, _who(listed.submitted_by), _("上报县级")),
           _step(listed.reviewed_at, _who(listed.reviewed_by), _("县级审核")),
           _step(listed.approved_at, _who(listed.approved_by), _("县级审批"))] if listed else []),
    ]  # fmt: skip
    return sorted((step for step in steps if step["at"]), key=lambda step: step["at"])


def _who(user: User | None) -> str:
    return user.name if user else _("家庭")


def _step(at: datetime | None, who: str, what: str, note: str = "") -> dict[str, Any]:
    return {"at": at, "who": who, "what": what, "note": note}


def doings(application: Application, user: User) -> dict[str, bool]:
    """What this user may do with it as it stands."""
    runs = application.round.status == RoundStatus.RUNNING
    moves = application.open_moves()
    collects, decides = user.has(Permission.APPLICATION_COLLECT), user.has(Permission.DETERMINATION_DECIDE)
    draft = application.status == ApplicationStatus.DRAFT
    asked = application.cancellations.filter(status=CancellationStatus.PROPOSED).exists()
    return {
        "change": collects and runs and draft,
        "send_back": collects and ApplicationStatus.DRAFT in moves,
        "withdraw": collects and ApplicationStatus.WITHDRAWN in moves,
        "decide": decides and runs and ApplicationStatus.DECIDED in moves,
        "cancel": user.has(Permission.OBJECTION_HANDLE) and application.status == ApplicationStatus.APPROVED and not asked,
        "approve_held": user.has(Permission.DETERMINATION_APPROVE) and held_to_approve(user).filter(pk=application.pk).exists(),
        "take_back": decides and runs and application.status in TAKEN_BACK,
    }
