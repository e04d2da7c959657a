"""Columns of the standards of deadlines and steps: working days by severity, days overdue by step."""

from django.utils.translation import gettext_lazy as _

from aid_portal.columns import BadgeColumn, DateColumn, LinkColumn, TextColumn
from aid_portal.listing import ListTable
from subsidies.tables.school_aid import RATE_STATES
from supervision.models import NoticeStandard


class NoticeStandardTable(ListTable):
    starts_on = DateColumn(verbose_name=_("执行日期"))
    source = LinkColumn(verbose_name=_("依据文件"), accessor="source_words", order_by=("source",), heading=True)
    days = TextColumn(verbose_name=_("严重、较重、一般（工作日）"), accessor="days_words", orderable=False, css="tight")
    steps = TextColumn(
        verbose_name=_("提醒、督办、通报、约谈、扣分（逾期天数）"), accessor="steps_words", orderable=False, css="tight"
    )
    state = BadgeColumn(verbose_name=_("状态"), choices=RATE_STATES, orderable=False)
    made_by = TextColumn(verbose_name=_("拟定人"), accessor="made_by__name", orderable=False)
    decided_by = TextColumn(verbose_name=_("批准人"), accessor="decided_by__name", orderable=False)

    class Meta(ListTable.Meta):
        model = NoticeStandard
        fields = ("starts_on", "source", "days", "steps", "state", "made_by", "decided_by")
        order_by = ("-starts_on",)
        caption = _("期限和督办标准")
