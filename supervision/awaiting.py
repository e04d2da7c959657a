"""What waits for a person on this floor: notices at each of their steps, reminders to send, lists, letters, assessments."""

from collections.abc import Callable

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from aid_portal.links import rows
from aid_portal.menu import SUPERVISION
from aid_portal.permissions import Permission
from aid_portal.waiting import Moment, Viewer, Waiting, register_waiting
from subsidies.choices import PaperStatus
from subsidies.reports.waiting import decidable
from supervision import dropout_awaiting, grievance_awaiting, inspector_awaiting, self_check_awaiting, warning_awaiting
from supervision.choices import OWED, AssessmentStatus, PlanStatus, ProblemStatus, StepStatus, WorkStatus
from supervision.models import Assessment, Extension, NoticeStandard, Plan, Problem, Reply, ResponsibilityLetter, WorkEntry
from supervision.models.notices import NoticeQuerySet
from supervision.reports.letters import ready
from supervision.reports.notice_waiting import WAITS, steps_to_send, waiting

__all__ = ["dropout_awaiting", "grievance_awaiting", "inspector_awaiting", "self_check_awaiting", "warning_awaiting"]

REPLIES = Reply.objects.filter(problem__notice=OuterRef("pk"))
HANDED_IN = REPLIES.filter(problem__status=ProblemStatus.REPLIED, reviewed_at=None).order_by("made_at").values("made_at")[:1]
ACCEPTED = REPLIES.filter(problem__status=ProblemStatus.ACCEPTED).order_by("reviewed_at").values("reviewed_at")[:1]
PLANNED = Plan.objects.filter(notice=OuterRef("pk"), status=PlanStatus.SENT).order_by("made_at").values("made_at")[:1]
ASKED = Extension.objects.filter(notice=OuterRef("pk"), status=PaperStatus.PROPOSED).order_by("made_at").values("made_at")[:1]
OWED_FIRST = Problem.objects.filter(notice=OuterRef("pk"), status__in=OWED).order_by("due_on").values("due_on")[:1]

# What is to be done, its icon, since when it waits, until when, and who sent it.
WORK: dict[str, tuple[str | Promise, str, Moment, Moment | None, str]] = {
    "mend": (_("完成并提交整改通知书草稿"), "pencil-square", "drafted_at", None, ""),
    "sign": (_("签发整改通知书"), "check2-all", "drafted_at", None, "drafted_by"),
    "receive": (_("签收整改通知书"), "inbox", "issued_on", None, "issued_by"),
    "plan": (_("报送整改方案"), "list-task", "delivered_on", "plan_due_on", "issued_by"),
    "plan_review": (_("审核整改方案"), "clipboard-check", Subquery(PLANNED), None, ""),
    "answer": (_("整改并报送整改情况"), "file-earmark-text", "delivered_on", Subquery(OWED_FIRST), "issued_by"),
    "review": (_("审核整改情况"), "clipboard-check", Subquery(HANDED_IN), None, ""),
    "reinspect": (_("复查整改结果"), "eye", Subquery(ACCEPTED), None, ""),
    "extend": (_("批复延期整改"), "hourglass-split", Subquery(ASKED), "due_on", ""),
}


def notices(what: str) -> Callable[[Viewer], NoticeQuerySet]:
    return lambda viewer: waiting(viewer.user, what)


def list_of_notices(what: str) -> Callable[[Viewer], str]:
    return lambda viewer: rows("supervision:notice-list", waiting=what)


def entries_to_fill(viewer: Viewer) -> QuerySet[WorkEntry]:
    """Lines of the three lists that this person's unit has still to answer."""
    return WorkEntry.objects.visible_to(viewer.user).filter(status=WorkStatus.WAITING)


def standards_to_approve(viewer: Viewer) -> QuerySet[NoticeStandard]:
    return decidable(NoticeStandard.objects.visible_to(viewer.user), viewer.user, Permission.NOTICE_ISSUE)


def letters_to_sign(viewer: Viewer) -> QuerySet[ResponsibilityLetter]:
    """Letters whose level above has signed: their turn has come."""
    return ResponsibilityLetter.objects.visible_to(viewer.user).filter(ready())


def assessments_to_publish(viewer: Viewer) -> QuerySet[Assessment]:
    """Not the own work."""
    submitted = Assessment.objects.visible_to(viewer.user).filter(status=AssessmentStatus.SUBMITTED)
    return submitted.exclude(submitted_by__in=viewer.user.stands_for)


for name, (permission, _condition) in WAITS.items():
    what, icon, since, due, by = WORK[name]
    register_waiting(
        Waiting(
            f"notice-{name}", SUPERVISION, "supervision:notice-list", what, icon, permission, notices(name),
            since=since, due=due, unit="unit", by=by, detail="supervision:notice-detail", listed=list_of_notices(name),
        )
    )  # fmt: skip
register_waiting(
    Waiting(
        "step-send", SUPERVISION, "supervision:overdue", _("发出督办步骤"), "send", Permission.NOTICE_ISSUE,
        lambda viewer: steps_to_send(viewer.user), since="day", unit="notice__unit", detail="supervision:step-detail",
        listed=lambda viewer: rows("supervision:step-list", status=StepStatus.PREPARED.value),
    )
)  # fmt: skip
register_waiting(
    Waiting(
        "notice-standard-approve", SUPERVISION, "supervision:notice-list", _("批准整改期限和督办标准"), "sliders",
        Permission.NOTICE_ISSUE, standards_to_approve, since="made_at", by="made_by", detail="supervision:notice-standard-detail",
        listed=lambda viewer: rows("supervision:notice-standard-list", status=PaperStatus.PROPOSED.value),
    )
)  # fmt: skip
register_waiting(
    Waiting(
        "work-fill", SUPERVISION, "supervision:work-entry-list", _("填报三张清单"), "list-task", Permission.WORKLIST_FILL,
        entries_to_fill, since="made_at", due="item__due_on", unit="unit", many=True, detail="supervision:work-entry-detail",
        listed=lambda viewer: rows("supervision:work-entry-list", status=WorkStatus.WAITING.value),
    )
)  # fmt: skip
register_waiting(
    Waiting(
        "letter-sign", SUPERVISION, "supervision:letter-template-list", _("登记责任书签订"), "file-earmark-check",
        Permission.LETTER_EDIT, letters_to_sign, since=Coalesce("above__entered_at", "template__made_at"), unit="unit",
        many=True, detail="supervision:letter-detail", listed=lambda viewer: rows("supervision:letter-list", state="ready"),
    )
)  # fmt: skip
register_waiting(
    Waiting(
        "assessment-publish", SUPERVISION, "supervision:assessment-list", _("审定公布年度考核"), "clipboard-data",
        Permission.ASSESSMENT_PUBLISH, assessments_to_publish,
        since="submitted_at", by="submitted_by", detail="supervision:assessment-detail",
        listed=lambda viewer: rows("supervision:assessment-list", status=AssessmentStatus.SUBMITTED.value),
    )
)  # fmt: skip
