"""Whose name stands on what, on this floor: notices, replies, looks again, extensions, reminders, lists, letters, assessments."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from aid_portal.histories import Trace, lately, own_page, register_decided, register_started, signed_by_me
from aid_portal.permissions import Permission
from aid_portal.waiting import Viewer
from subsidies.choices import PaperStatus
from subsidies.models.papers import Paper
from supervision import desk_traces
from supervision.choices import SELF_CHECK_OWED, AssessmentStatus, NoticeStatus, SelfCheckStatus
from supervision.models import (
    Assessment,
    DropoutClosing,
    Extension,
    NoticeStandard,
    Problem,
    RectificationNotice,
    Reply,
    ResponsibilityLetter,
    SelfCheck,
    Step,
    WarningRequest,
    WorkEntry,
)

__all__ = ["desk_traces"]
OPEN_NOTICES = [NoticeStatus.DRAFT, NoticeStatus.SUBMITTED, NoticeStatus.ISSUED, NoticeStatus.DELIVERED]
OPEN_ASSESSMENTS = [AssessmentStatus.DRAFT, AssessmentStatus.SUBMITTED]


def _replies(viewer: Viewer) -> QuerySet[Reply]:
    seen = Problem.objects.visible_to(viewer.user).order_by().values("pk")
    return Reply.objects.filter(problem__in=seen).select_related("problem__notice__word", "problem__notice__unit")


def replies_reviewed(viewer: Viewer) -> QuerySet[Reply]:
    return _replies(viewer).filter(reviewed_by=viewer.user)


def replies_made(viewer: Viewer) -> QuerySet[Reply]:
    return _replies(viewer).filter(made_by=viewer.user)


def reply_state(reply: Reply) -> tuple[str, str]:
    words = {None: ("replied", _("待审核")), True: ("accepted", _("审核通过")), False: ("returned", _("退回重改"))}
    return words[reply.accepted]


def page_of_problem(reply: Reply) -> str:
    return reply.problem.get_absolute_url()


def page_of_notice(extension: Extension) -> str:
    return extension.notice.get_absolute_url()


def page_of_warning(request: WarningRequest) -> str:
    return request.warning.get_absolute_url()


def page_of_case(closing: DropoutClosing) -> str:
    return closing.case.get_absolute_url()


def why_refused(paper: Paper) -> str:
    return paper.decision_note if paper.status == PaperStatus.REFUSED else ""


VIEW = Permission.NOTICE_VIEW
register_decided(
    Trace(
        "notice", gettext_lazy("签发整改通知书"), VIEW, signed_by_me(RectificationNotice, "issued_by"), "issued_on", unit="unit"
    )
)
register_started(
    Trace(
        "notice", gettext_lazy("起草整改通知书"), VIEW, signed_by_me(RectificationNotice, "drafted_by"), "drafted_at",
        unit="unit", returned=Q(status=NoticeStatus.DRAFT, return_note__gt=""), ended=~Q(status__in=OPEN_NOTICES),
        reason=lambda notice: notice.return_note,
    )
)  # fmt: skip
register_decided(
    Trace(
        "reply", gettext_lazy("审核整改情况"), VIEW, replies_reviewed, "reviewed_at",
        unit="problem__notice__unit", url=page_of_problem, state=reply_state,
    )
)  # fmt: skip
register_started(
    Trace(
        "reply", gettext_lazy("报送整改情况"), VIEW, replies_made, "made_at",
        unit="problem__notice__unit", url=page_of_problem, state=reply_state,
        returned=Q(accepted=False) & lately("reviewed_at"), ended=Q(accepted__isnull=False),
        reason=lambda reply: reply.review_note,
    )
)  # fmt: skip
register_decided(
    Trace(
        "extension", gettext_lazy("批复延期整改"), VIEW, signed_by_me(Extension, "decided_by"), "decided_at",
        unit="notice__unit", url=page_of_notice,
    )
)  # fmt: skip
register_started(
    Trace(
        "extension", gettext_lazy("申请延期整改"), VIEW, signed_by_me(Extension, "made_by"), "made_at",
        unit="notice__unit", url=page_of_notice, returned=Q(status=PaperStatus.REFUSED) & lately("decided_at"),
        ended=~Q(status=PaperStatus.PROPOSED),
        reason=why_refused,
    )
)  # fmt: skip
for code, model, decided, asked, permission, unit, page in (
    (
        "warning", WarningRequest, gettext_lazy("审核预警办结和延期"), gettext_lazy("申请预警办结和延期"),
        Permission.WARNING_VIEW,
        "warning__place", page_of_warning,
    ),
    (
        "dropout", DropoutClosing, gettext_lazy("核准控辍保学销号"), gettext_lazy("申请控辍保学销号"), Permission.DROPOUT_VIEW,
        "case__school", page_of_case,
    ),
    (
        "notice-standard", NoticeStandard, gettext_lazy("批准整改期限和督办标准"), gettext_lazy("拟定整改期限和督办标准"),
        Permission.INSPECTION_VIEW, "", own_page,
    ),
):  # fmt: skip
    register_decided(Trace(code, decided, permission, signed_by_me(model, "decided_by"), "decided_at", unit=unit, url=page))
    register_started(
        Trace(
            code, asked, permission, signed_by_me(model, "made_by"), "made_at", unit=unit, url=page, reason=why_refused,
            returned=Q(status=PaperStatus.REFUSED) & lately("decided_at"), ended=~Q(status=PaperStatus.PROPOSED),
        )
    )  # fmt: skip
register_decided(
    Trace("self-check", gettext_lazy("核实自查问题"), VIEW, signed_by_me(SelfCheck, "closed_by"), "closed_at", unit="unit")
)
register_started(
    Trace(
        "self-check", gettext_lazy("登记自查问题"), VIEW, signed_by_me(SelfCheck, "reported_by"), "reported_at", unit="unit",
        returned=Q(status=SelfCheckStatus.RETURNED), ended=~Q(status__in=[*SELF_CHECK_OWED, SelfCheckStatus.REPLIED]),
        reason=lambda found: found.note,
    )
)  # fmt: skip
register_decided(Trace("step", gettext_lazy("发出督办步骤"), VIEW, signed_by_me(Step, "sent_by"), "sent_at", unit="notice__unit"))
register_decided(Trace("work", gettext_lazy("填报三张清单"), VIEW, signed_by_me(WorkEntry, "done_by"), "done_at", unit="unit"))
register_decided(
    Trace(
        "letter", gettext_lazy("登记责任书签订"), Permission.LETTER_VIEW, signed_by_me(ResponsibilityLetter, "entered_by"),
        "entered_at", unit="unit",
    )
)  # fmt: skip
register_decided(
    Trace(
        "assessment", gettext_lazy("审定公布年度考核"), Permission.ASSESSMENT_VIEW, signed_by_me(Assessment, "published_by"),
        "published_at",
    )
)  # fmt: skip
register_started(
    Trace(
        "assessment", gettext_lazy("编制年度考核"), Permission.ASSESSMENT_VIEW, signed_by_me(Assessment, "made_by"), "made_at",
        ended=~Q(status__in=OPEN_ASSESSMENTS),
    )
)  # fmt: skip
