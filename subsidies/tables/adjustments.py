"""Columns of the corrections and of the recoveries."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from aid_portal import figures
from aid_portal.columns import BadgeColumn, DateColumn, LinkColumn, MoneyColumn, SignedColumn, TextColumn, badge_html, stacked
from aid_portal.listing import ListTable
from aid_portal.markup import escaped
from aid_portal.terms import Term
from subsidies.choices import AdjustmentKind, PaperStatus, RecoveryStatus
from subsidies.models import Adjustment, Recovery

BY_NAME, BY_PROGRAMME = ("entitlement__enrolment__pinyin", "pk"), ("entitlement__programme__position",)
RECOVERY_LOOKS = {RecoveryStatus.OPEN: "open", RecoveryStatus.RECEIVED: "done", RecoveryStatus.WRITTEN_OFF: "written_off"}


def recovery_badge(recovery: Recovery) -> str:
    """A roster that was received waits; money that was received is done."""
    return badge_html(RECOVERY_LOOKS[recovery.status], str(recovery.get_status_display()))


class KindColumn(TextColumn):
    def html(self, value: str, record: Adjustment) -> str:
        return super().html(AdjustmentKind(value).label, record)


class AwardColumn(TextColumn):
    """Programme and term."""

    def html(self, value: str, record: Adjustment) -> str:
        return stacked(escaped(value), escaped(Term.parse(record.entitlement.term_id).label))


class AdjustmentTable(ListTable):
    name = LinkColumn(
        verbose_name=_("学生"),
        accessor="entitlement__enrolment__name",
        order_by=("entitlement__enrolment__pinyin", "pk"),
        heading=True,
    )
    kind = KindColumn(verbose_name=_("类别"), css="tight")
    amount = MoneyColumn(verbose_name=_("金额（元）"))
    programme = AwardColumn(
        verbose_name=_("资助项目"),
        accessor="entitlement__programme__label",
        order_by=("entitlement__programme__position",),
        css="wrap narrow",
    )
    school = TextColumn(
        verbose_name=_("学校"), accessor="entitlement__school__name", order_by=("entitlement__school_id",), css="wrap narrow"
    )
    status = BadgeColumn(choices=PaperStatus)
    reason = TextColumn(verbose_name=_("原因"), orderable=False, css="wrap narrow")
    made_at = SignedColumn(verbose_name=_("提出"), by="made_by")
    decided_by = TextColumn(verbose_name=_("批准人"), accessor="decided_by__name", orderable=False)

    class Meta(ListTable.Meta):
        model = Adjustment
        fields = (
            *("name", "kind", "amount", "status", "programme", "school", "reason"),
            *("made_at", "decided_by"),
        )
        order_by = ("-made_at",)
        caption = _("调整")


class DueDayColumn(DateColumn):
    """Overdue days in words beside the day."""

    def html(self, value: date, record: Recovery) -> str:
        late = (timezone.localdate() - value).days if record.is_open else 0
        mark = f" {badge_html('late', str(_('逾期%(days)d天') % {'days': late}))}" if late > 0 else ""
        return figures.day(value) + mark


class RecoveryStateColumn(TextColumn):
    css = "tight"

    def html(self, value: str, record: Recovery) -> str:
        return recovery_badge(record)


class RecoveryTable(ListTable):
    name = LinkColumn(
        verbose_name=_("学生"),
        accessor="adjustment__entitlement__enrolment__name",
        order_by=("adjustment__entitlement__enrolment__pinyin", "pk"),
        heading=True,
    )
    amount = MoneyColumn(verbose_name=_("应收回（元）"))
    due_on = DueDayColumn(verbose_name=_("期限"))
    status = RecoveryStateColumn(verbose_name=_("状态"))
    programme = TextColumn(
        verbose_name=_("资助项目"), accessor="adjustment__entitlement__programme__label", orderable=False, css="wrap narrow"
    )
    school = TextColumn(
        verbose_name=_("学校"),
        accessor="adjustment__entitlement__school__name",
        order_by=("adjustment__entitlement__school_id",),
        css="wrap narrow",
    )
    received_on = DateColumn(verbose_name=_("收回日期"))
    voucher = TextColumn(verbose_name=_("凭证号"), orderable=False)

    class Meta(ListTable.Meta):
        model = Recovery
        fields = ("name", "amount", "due_on", "status", "programme", "school", "received_on", "voucher")
        order_by = ("due_on",)
        caption = _("追回任务")
