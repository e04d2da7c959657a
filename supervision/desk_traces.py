"""Whose name stands on what of the desk, of dropout control, on a report of hardship, on what families were told."""

from django.db.models import Q
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from aid_portal.histories import Trace, lately, register_decided, register_started, signed_by_me
from aid_portal.permissions import Permission
from subsidies.choices import PaperStatus
from supervision.dropout_choices import AbsenceState
from supervision.grievance_choices import ENDED, GrievanceStepKind
from supervision.models import (
    AbsenceReport,
    DataChange,
    DropoutReturn,
    Grievance,
    GrievanceStep,
    HardshipReport,
    OutreachActivity,
)
from supervision.warning_choices import SETTLED, ReportStatus

DEALT_WITH = [GrievanceStepKind.REPORTED, GrievanceStepKind.ANSWERED, GrievanceStepKind.DECLINED]
OF_STEPS = signed_by_me(GrievanceStep, "by", kind__in=DEALT_WITH)


def absence_state(report: AbsenceReport) -> tuple[str, str]:
    """Days are counted on its own page."""
    state = AbsenceState.RETURNED if report.back_on else AbsenceState.CASED if report.case_id else AbsenceState.WATCHED
    return state, str(state.label)


def outreach_state(activity: OutreachActivity) -> tuple[str, str]:
    return activity.state, now("已作废") if activity.voided_at else now("有效")


register_started(
    Trace(
        "grievance", _("登记诉求"), Permission.GRIEVANCE_VIEW, signed_by_me(Grievance, "received_by"), "received_at",
        unit="unit", ended=Q(status__in=ENDED),
    )
)  # fmt: skip
register_decided(
    Trace(
        "grievance", _("办理、答复诉求"), Permission.GRIEVANCE_VIEW,
        lambda viewer: OF_STEPS(viewer).select_related("grievance"), "at", unit="grievance__unit",
        name=lambda step: str(step.grievance), url=lambda step: step.grievance.get_absolute_url(),
        state=lambda step: (step.kind, step.get_kind_display()),
    )
)  # fmt: skip
register_started(
    Trace(
        "data-change", _("提出信息更正"), Permission.GRIEVANCE_VIEW, signed_by_me(DataChange, "made_by"), "made_at",
        unit="school", returned=Q(status=PaperStatus.REFUSED) & lately("decided_at"), ended=~Q(status=PaperStatus.PROPOSED),
        reason=lambda change: change.decision_note if change.status == PaperStatus.REFUSED else "",
    )
)  # fmt: skip
register_decided(
    Trace(
        "data-change", _("批准信息更正"), Permission.GRIEVANCE_VIEW, signed_by_me(DataChange, "decided_by"), "decided_at",
        unit="school",
    )
)  # fmt: skip
register_started(
    Trace(
        "hardship-report", _("报告突发困难"), Permission.WARNING_VIEW, signed_by_me(HardshipReport, "reported_by"), "reported_at",
        unit="unit", ended=Q(status=ReportStatus.WITHDRAWN) | Q(warnings__status__in=SETTLED),
    )
)  # fmt: skip
register_started(
    Trace(
        "absence", _("报告学生缺勤"), Permission.ABSENCE_VIEW, signed_by_me(AbsenceReport, "reported_by"), "reported_at",
        unit="school", ended=Q(back_on__isnull=False) | Q(case__isnull=False), state=absence_state,
    )
)  # fmt: skip
register_decided(
    Trace(
        "dropout-return", _("报送控辍保学报表"), Permission.DROPOUT_VIEW, signed_by_me(DropoutReturn, "sent_by"), "made_at",
        unit="unit", state=lambda sent: ("sent", now("已报送")),
    )
)  # fmt: skip
register_decided(
    Trace(
        "outreach", _("登记宣传活动"), Permission.OUTREACH_VIEW, signed_by_me(OutreachActivity, "recorded_by"), "recorded_at",
        unit="unit", state=outreach_state,
    )
)  # fmt: skip
