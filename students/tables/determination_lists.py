"""Columns of the lists of determinations, public notices, objections and cancellations."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from aid_portal.columns import BadgeColumn, DateColumn, LinkColumn, NumberColumn, TextColumn, badge_html
from aid_portal.list_tables import ListTable
from students.determination_choices import CancellationStatus, DeterminationListStatus, NoticeKind
from students.models import Cancellation, DeterminationList, Objection, PublicNotice


class DeterminationListTable(ListTable):
    school = LinkColumn(accessor="school__name", order_by=("school__path", "number"), heading=True, css="wrap")
    number = NumberColumn()
    children_count = NumberColumn(verbose_name=_("人数"))
    below_count = NumberColumn(verbose_name=_("低于应定档次"))
    status = BadgeColumn(choices=DeterminationListStatus)
    submitted_by = TextColumn(accessor="submitted_by__name", orderable=False)
    submitted_at = DateColumn()
    reviewed_by = TextColumn(accessor="reviewed_by__name", orderable=False)
    approved_by = TextColumn(accessor="approved_by__name", orderable=False)
    approved_at = DateColumn()

    class Meta(ListTable.Meta):
        model = DeterminationList
        fields = (
            *("school", "number", "children_count", "below_count", "status", "submitted_by", "submitted_at", "reviewed_by"),
            *("approved_by", "approved_at"),
        )
        order_by = ("school",)
        caption = _("认定名单")


def notice_state(notice: PublicNotice) -> tuple[str, str]:
    """The word of its badge, and its label, of today."""
    if notice.withdrawn_on:
        return "withdrawn", now("已撤回")
    return ("closed", now("已期满")) if notice.is_over(timezone.localdate()) else ("running", now("公示中"))


class StateColumn(TextColumn):
    css = "tight"

    def html(self, value: Any, record: PublicNotice) -> str:
        return badge_html(*notice_state(record))


class PhotoColumn(TextColumn):
    css = "tight"

    def html(self, value: Any, record: PublicNotice) -> str:
        return badge_html(*(("done", now("有")) if record.photo_id else ("missing", now("缺"))))


class PublicNoticeTable(ListTable):
    title = LinkColumn(heading=True, css="wrap")
    school = TextColumn(accessor="school__name", order_by=("school__path",), css="wrap")
    kind = BadgeColumn(choices=NoticeKind)
    posted_on = DateColumn()
    ends_on = DateColumn()
    state = StateColumn(verbose_name=_("状态"), accessor="pk", orderable=False)
    photo = PhotoColumn(verbose_name=_("张贴照片"), accessor="pk", orderable=False)
    place = TextColumn(orderable=False, css="wrap")

    class Meta(ListTable.Meta):
        model = PublicNotice
        fields = ("title", "school", "kind", "posted_on", "ends_on", "state", "photo", "place")
        order_by = ("-posted_on",)
        caption = _("公示")


def objection_state(objection: Objection) -> tuple[str, str]:
    if objection.result:
        return objection.result, str(objection.get_result_display())
    late = objection.due_on < timezone.localdate()
    return ("overdue", now("逾期未答复")) if late else ("open", now("待答复"))


class AnsweredColumn(TextColumn):
    css = "tight"

    def html(self, value: Any, record: Objection) -> str:
        return badge_html(*objection_state(record))


class HoldsColumn(TextColumn):
    css = "tight"

    def html(self, value: Any, record: Objection) -> str:
        return super().html(now("暂缓") if value else now("照常"), record)


class ObjectionTable(ListTable):
    notice = LinkColumn(verbose_name=_("公示"), accessor="notice__title", heading=True, css="wrap", orderable=False)
    school = TextColumn(verbose_name=_("学校"), accessor="notice__school__name", order_by=("notice__school__path",), css="wrap")
    received_on = DateColumn()
    due_on = DateColumn()
    holds = HoldsColumn(verbose_name=_("审批"))
    state = AnsweredColumn(verbose_name=_("状态"), accessor="pk", order_by=("result", "due_on"))
    answered_on = DateColumn()
    answered_by = TextColumn(accessor="answered_by__name", orderable=False)

    class Meta(ListTable.Meta):
        model = Objection
        fields = ("notice", "school", "received_on", "due_on", "holds", "state", "answered_on", "answered_by")
        order_by = ("state",)
        caption = _("公示异议")


class CancellationTable(ListTable):
    name = LinkColumn(verbose_name=_("学生"), accessor="application__enrolment__name", heading=True, orderable=False)
    school = TextColumn(
        verbose_name=_("学校"),
        accessor="application__enrolment__school__name",
        order_by=("application__enrolment__school__path",),
    )
    reason = TextColumn(orderable=False, css="wrap")
    status = BadgeColumn(choices=CancellationStatus)
    proposed_by = TextColumn(accessor="proposed_by__name", orderable=False)
    proposed_at = DateColumn()
    decided_by = TextColumn(accessor="decided_by__name", orderable=False)

    class Meta(ListTable.Meta):
        model = Cancellation
        fields = ("name", "school", "reason", "status", "proposed_by", "proposed_at", "decided_by")
        order_by = ("-proposed_at",)
        caption = _("取消认定")
