"""The board of what is overdue, and one step with everybody who gets it."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from aid_portal import figures
from aid_portal.links import rows
from aid_portal.models import User
from aid_portal.permissions import Permission
from subsidies.forms.once import OnceNoteForm
from supervision.choices import StepKind, StepStatus
from supervision.forms.notices import DeductForm, SendForm
from supervision.models import Step, StepRecipient
from supervision.models.notices import NoticeQuerySet
from supervision.reports.notice_waiting import steps_to_send
from supervision.reports.notices import Lapse, overdue_board
from supervision.sheets.step_letters import WORDINGS


def tabs(user: User, here: str) -> list[dict[str, Any]]:
    pages = [("overdue", _("逾期"), rows("supervision:overdue"), None)]
    if user.has(Permission.INSPECTION_VIEW):
        waiting = steps_to_send(user).count() if user.has(Permission.NOTICE_ISSUE) else None
        pages.append(("prepared", _("待发出"), rows("supervision:step-list", status="prepared"), waiting))
    pages.append(("sent", _("已发出"), rows("supervision:step-list", status="sent"), None))
    return [{"label": label, "url": url, "current": name == here, "count": count} for name, label, url, count in pages]


def board(notices: NoticeQuerySet, day: date) -> list[dict[str, Any]]:
    found = overdue_board(notices, day)
    return [{"notice": each.notice, "lapses": [_lapse(lapse) for lapse in each.lapses]} for each in found]


def _lapse(each: Lapse) -> dict[str, Any]:
    return {
        "plan": each.plan,
        "problems": each.problems,
        "due_on": each.due_on,
        "words": _("已逾期%(days)s天") % {"days": each.days},
        "reached": each.reached,
        "waiting": each.waiting,
        "following": _following(each.following),
    }


def _following(found: tuple[str, date] | None) -> str:
    return _("%(day)s %(kind)s") % {"kind": StepKind(found[0]).label, "day": figures.day(found[1])} if found else ""


def step_page(step: Step, user: User) -> dict[str, Any]:
    decides = step.status == StepStatus.PREPARED and user.has(Permission.NOTICE_ISSUE)
    return {
        "step": step,
        "facts": [
            (_("整改通知书"), step.notice, step.notice.get_absolute_url()),
            (_("被督查单位"), step.notice.unit),
            (_("步骤"), step.get_kind_display()),
            (_("针对的期限"), _("%(subject)s %(day)s") % {"subject": step.subject, "day": figures.day(step.due_on)}),
            (_("触发日期"), figures.day(step.day)),
            (_("发出"), _sent(step)),
            (_("说明"), step.note),
            *([(_("考核扣分"), step.points)] if step.points else []),
        ],
        "recipients": [_recipient(each) for each in step.recipients.all()],
        "send_form": (DeductForm if step.kind == StepKind.DEDUCT else SendForm)() if decides else None,
        "note_form": OnceNoteForm() if decides else None,
        "may_letter": step.kind in WORDINGS and user.has(Permission.INSPECTION_VIEW),
    }


def _sent(step: Step) -> str:
    if not step.sent_at:
        return ""
    return _("%(who)s %(when)s") % {"who": step.sent_by or _("系统自动"), "when": figures.minute(step.sent_at)}


def _recipient(recipient: StepRecipient) -> dict[str, Any]:
    held = sorted({(each.get_role_display(), each.unit.name) for each in recipient.user.assignments.all()})
    roles = _("、").join(_("%(unit)s %(role)s") % {"unit": unit, "role": role} for role, unit in held)
    return {"name": recipient.user.name, "roles": roles, "read_at": recipient.read_at}
