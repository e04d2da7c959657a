"""Columns of the hits of an auditors' question, and of its runs."""

from functools import cached_property
from typing import Any

from django.utils.translation import gettext_lazy as _

from aid_portal.columns import BadgeColumn, DateColumn, LinkColumn, MoneyColumn, NumberColumn, TextColumn, TimeColumn
from aid_portal.listing import ListTable
from aid_portal.looks import Look, register_looks
from aid_portal.markup import escaped
from subsidies.choices import RunStatus
from subsidies.models import AuditHit, AuditRun
from subsidies.reports.audit_hits import FactWords, fact_words

register_looks({"explained": Look("success", "check-circle"), "gone": Look("neutral", "dash-circle")})
HIT_STATES = [("open", _("待处理")), ("explained", _("已说明")), ("gone", _("已消除"))]


class FactsColumn(TextColumn):
    """The facts, each with its name."""

    css = "wrap"

    def html(self, value: int, record: AuditHit) -> str:
        told = self.table.words.told(record)
        return "；".join(f'<span class="muted">{escaped(label)}</span> {escaped(said)}' for label, said in told)


class WhoColumn(LinkColumn):
    """The child, or the place or paper that the hit is about; leads to the hit."""

    def html(self, value: int, record: AuditHit) -> str:
        return super().html(record.about, record)


class AuditHitTable(ListTable):
    about = WhoColumn(verbose_name=_("对象"), accessor="pk", order_by=("student__name", "pk"), heading=True)
    school = TextColumn(verbose_name=_("学校"), accessor="school__name", order_by=("school__code", "pk"))
    term = TextColumn(verbose_name=_("学期"), accessor="term__label", order_by=("term__position", "pk"))
    facts = FactsColumn(verbose_name=_("事实"), accessor="pk", orderable=False)
    amount = MoneyColumn()
    since = DateColumn(verbose_name=_("首次发现"), accessor="first_run__day", order_by=("first_run", "pk"))
    state = BadgeColumn(verbose_name=_("状态"), accessor="state", orderable=False, choices=HIT_STATES)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for bound in self.columns.iterall():
            bound.column.table = self

    @cached_property
    def words(self) -> FactWords:
        return fact_words()

    class Meta(ListTable.Meta):
        model = AuditHit
        fields = ("about", "school", "term", "facts", "amount", "since", "state")
        order_by = ("-amount",)
        caption = _("核查发现")


class AuditRunTable(ListTable):
    number = LinkColumn(verbose_name=_("核查"), accessor="label", order_by=("pk",), heading=True)
    status = BadgeColumn(choices=RunStatus)
    day = DateColumn()
    found = NumberColumn(verbose_name=_("发现"), accessor="found", orderable=False)
    fresh = NumberColumn(verbose_name=_("新发现"), accessor="fresh", orderable=False)
    gone = NumberColumn(verbose_name=_("消除"), accessor="gone", orderable=False)
    requested_by = TextColumn(verbose_name=_("发起"), accessor="requester", orderable=False)
    started_at = TimeColumn()
    took = TextColumn(verbose_name=_("用时"), accessor="took", orderable=False, css="num")

    class Meta(ListTable.Meta):
        model = AuditRun
        fields = ("number", "status", "day", "found", "fresh", "gone", "requested_by", "started_at", "took")
        order_by = ("-number",)
        caption = _("审计核查记录")
