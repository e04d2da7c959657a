"""Columns of the bands of countersigning."""

from django.utils.translation import gettext_lazy as _

from aid_portal.columns import BadgeColumn, DateColumn, LinkColumn, MoneyColumn, TextColumn
from aid_portal.listing import ListTable
from subsidies.models import ApprovalBand
from subsidies.tables.school_aid import RATE_STATES


class ApprovalBandTable(ListTable):
    subject = LinkColumn(verbose_name=_("对象"), accessor="get_subject_display", order_by=("subject",), heading=True)
    above = MoneyColumn(verbose_name=_("金额达到（元）"))
    signers = TextColumn(verbose_name=_("会签人数"), css="num")
    starts_on = DateColumn(verbose_name=_("执行日期"))
    source = TextColumn(verbose_name=_("依据"), css="wrap")
    state = BadgeColumn(verbose_name=_("状态"), choices=RATE_STATES, orderable=False)
    made_by = TextColumn(verbose_name=_("拟定人"), accessor="made_by__name", orderable=False)
    decided_by = TextColumn(verbose_name=_("批准人"), accessor="decided_by__name", orderable=False)

    class Meta(ListTable.Meta):
        model = ApprovalBand
        fields = ("subject", "above", "signers", "starts_on", "source", "state", "made_by", "decided_by")
        order_by = ("subject",)
        caption = _("会签标准")
