"""What the page of a self-found problem shows, and who may do what with it."""

from typing import Any

from django.utils.translation import gettext as _

from aid_portal import figures
from aid_portal.models import User
from aid_portal.permissions import Permission
from aid_portal.waiting import deadline_words
from subsidies.forms.once import OnceNoteForm
from supervision.choices import SelfCheckStatus
from supervision.forms.replies import AcceptForm
from supervision.forms.self_checks import SelfCheckAnswerForm
from supervision.models import SelfCheck


def self_check_page(found: SelfCheck, user: User) -> dict[str, Any]:
    unit = user.has(Permission.NOTICE_REPLY)
    waits = found.status == SelfCheckStatus.REPLIED and user.has(Permission.NOTICE_REVIEW)
    own = waits and found.replied_by_id in user.stands_for
    return {
        "self_check": found,
        "facts": _facts(found),
        "result": _result(found),
        "photos": found.evidence.select_related("file", "thumbnail").order_by("pk"),
        "answer_form": SelfCheckAnswerForm() if unit and found.is_owed else None,
        "withdraw_form": OnceNoteForm() if unit and found.status == SelfCheckStatus.OPEN else None,
        "close_form": AcceptForm() if waits and not own else None,
        "return_form": OnceNoteForm() if waits and not own else None,
        "own": own,
    }


def _facts(found: SelfCheck) -> list[tuple]:
    due = deadline_words(found.due_on) if found.is_owed else figures.day(found.due_on)
    return [
        (_("单位"), found.unit.name),
        (_("问题程度"), found.get_severity_display()),
        (_("发现日期"), figures.day(found.found_on)),
        (_("整改期限"), due),
        (_("整改措施"), found.measure),
        (_("责任人"), found.person),
        (_("报送"), f"{found.reported_by} {figures.minute(found.reported_at)}"),
    ]


def _result(found: SelfCheck) -> list[tuple]:
    if not found.replied_by:
        return []
    closed = f"{found.closed_by} {figures.minute(found.closed_at)}" if found.closed_by else ""
    return [
        (_("整改结果"), found.result),
        (_("完成日期"), figures.day(found.done_on)),
        (_("报送"), f"{found.replied_by} {figures.minute(found.replied_at)}"),
        (_("核实销号"), closed),
    ]
