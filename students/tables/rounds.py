"""Columns of the lists of rounds, of the schools of a round and of advance notices."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _

from aid_portal import figures
from aid_portal.columns import BadgeColumn, DateColumn, LinkColumn, NumberColumn, TextColumn
from aid_portal.links import rows
from aid_portal.list_tables import ListTable
from aid_portal.looks import Look, register_looks
from aid_portal.markup import escaped
from aid_portal.models import OrgUnit
from students.determination_choices import Channel, Origin, RoundStatus, Tier
from students.models import AdvanceNotice, DeterminationRound

register_looks({
    Tier.SEVERE.value: Look("warning", "exclamation-circle"), Tier.GENERAL.value: Look("info", "info-circle"),
    Origin.PAPER.value: Look("neutral", "file-earmark-text"), Origin.PHONE.value: Look("info", "telephone"),
    Origin.PROVEN.value: Look("success", "patch-check"), "decided": Look("info", "check-lg"),
    "posted": Look("info", "pin-angle"), "upheld": Look("warning", "exclamation-triangle"),
    "dismissed": Look("neutral", "dash-circle"), "answered": Look("neutral", "check-lg"),
})  # fmt: skip


class RoundColumn(LinkColumn):
    def html(self, value: Any, record: DeterminationRound) -> str:
        return super().html(str(record), record)


class RoundTable(ListTable):
    term = RoundColumn(verbose_name=_("认定轮次"), order_by=("term__position",), heading=True)
    opens_on = DateColumn()
    applications_until = DateColumn()
    due_on = DateColumn()
    newcomers_due_on = DateColumn()
    status = BadgeColumn(choices=RoundStatus)
    made_by = TextColumn(accessor="made_by__name", orderable=False)

    class Meta(ListTable.Meta):
        model = DeterminationRound
        fields = ("term", "opens_on", "applications_until", "due_on", "newcomers_due_on", "status", "made_by")
        order_by = ("-term",)
        caption = _("困难认定")


class CountLinkColumn(NumberColumn):
    """A number that leads to its rows; nought leads nowhere."""

    def __init__(self, *args: Any, url: Callable[[OrgUnit], str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.url = url

    def html(self, value: int, record: OrgUnit) -> str:
        return f'<a href="{escaped(self.url(record))}">{figures.count(value)}</a>' if value else figures.count(value)


def _applications(label: Any, **query: str) -> CountLinkColumn:
    return CountLinkColumn(
        verbose_name=label, url=lambda school: rows("students:application-list", term=school.of_term, school=school.code, **query)
    )


class SchoolProgressTable(ListTable):
    """Rows carry `of_round` and `of_term`, because the addresses of a row name them."""

    name = LinkColumn(
        verbose_name=_("学校"), order_by=("path",), heading=True, css="wrap",
        url=lambda school: rows("students:round-school", school.of_round, school.pk),
    )  # fmt: skip
    children_count = NumberColumn(verbose_name=_("在校学生"))
    told = CountLinkColumn(
        verbose_name=_("已告知"),
        url=lambda school: rows("students:advance-notice-list", term=school.of_term, school=school.code),
    )
    applied = _applications(_("申请"), reached="applied")
    weighed = _applications(_("评议"), reached="weighed")
    decided = _applications(_("学校认定"), reached="decided")
    posted = _applications(_("公示"), reached="posted")
    submitted = _applications(_("上报"), reached="submitted")
    approved = _applications(_("批准"), reached="approved")
    late = _applications(_("逾期未完成"), late="yes")

    class Meta(ListTable.Meta):
        model = OrgUnit
        fields = (
            *("name", "children_count", "told", "applied", "weighed", "decided", "posted", "submitted", "approved", "late"),
        )
        order_by = ("name",)
        caption = _("各学校进展")


class AdvanceNoticeTable(ListTable):
    school = LinkColumn(accessor="school__name", order_by=("school__path",), heading=True, css="wrap",
                        url=lambda notice: rows("students:round-school", notice.round_id, notice.school_id))  # fmt: skip
    class_label = TextColumn(verbose_name=_("范围"), orderable=False)
    channel = BadgeColumn(choices=Channel)
    told_on = DateColumn()
    told = NumberColumn()
    receipts = NumberColumn()
    evidence = LinkColumn(
        accessor="evidence__name", orderable=False, css="", url=lambda notice: rows("students:advance-notice-detail", notice.pk)
    )
    recorded_by = TextColumn(accessor="recorded_by__name", orderable=False)

    class Meta(ListTable.Meta):
        model = AdvanceNotice
        fields = ("school", "class_label", "channel", "told_on", "told", "receipts", "evidence", "recorded_by")
        order_by = ("-told_on",)
        caption = _("提前告知")
