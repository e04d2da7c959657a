"""Columns of notices and of the steps that follow their deadlines."""

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from aid_portal.columns import EMPTY, BadgeColumn, DateColumn, LinkColumn, TextColumn, TimeColumn, badge_html
from aid_portal.listing import ListTable
from aid_portal.looks import Look, register_looks
from aid_portal.markup import escaped
from supervision.choices import NoticeStatus, ProblemStatus, StepStatus
from supervision.models import RectificationNotice, Step
from supervision.reports.clocks import standing_of
from supervision.rules.deadlines import Standing

# A deadline that has passed is red and says so in words (ux.md 7).
register_looks({
    "deadline_ahead": Look("neutral", "clock"),
    "deadline_soon": Look("warning", "hourglass-split"),
    "deadline_today": Look("warning", "exclamation-triangle"),
    "deadline_overdue": Look("danger", "x-circle"),
    "deadline_in_time": Look("success", "check-circle"),
    "deadline_late": Look("neutral", "check-circle"),
})  # fmt: skip


def standing_badge(found: Standing | None) -> tuple[str, str] | None:
    """The look and the words of how a deadline stands."""
    return (f"deadline_{found.state}", found.words) if found else None


class NoticeColumn(LinkColumn):
    """The number with the title below it; a draft has its title only."""

    def html(self, value: Any, record: RectificationNotice) -> str:
        title = f'<br><small class="muted">{escaped(record.title)}</small>' if record.number else ""
        return super().html(str(record), record) + title


class ProgressColumn(TextColumn):
    css = "tight"

    def html(self, value: Any, record: RectificationNotice) -> str:
        problems = list(record.problems.all())
        closed = sum(problem.status == ProblemStatus.CLOSED for problem in problems)
        return escaped(now("%(closed)s / %(all)s") % {"closed": closed, "all": len(problems)})


class StandingColumn(TextColumn):
    css = "tight"

    def html(self, value: Any, record: RectificationNotice) -> str:
        badge = standing_badge(standing_of(record, self.today()))
        return badge_html(*badge) if badge else EMPTY

    def today(self) -> date:
        return timezone.localdate()


class NoticeTable(ListTable):
    number = NoticeColumn(
        verbose_name=_("文号"), accessor="pk", order_by=("year", "word", "number", "pk"), heading=True, css="wrap"
    )
    unit = TextColumn(accessor="unit__name", verbose_name=_("被督查单位"), order_by=("unit__path", "pk"), css="wrap")
    theme = TextColumn(accessor="get_theme_display", order_by=("theme", "pk"), verbose_name=_("督查事项"), css="tight")
    progress = ProgressColumn(verbose_name=_("已销号"), accessor="pk", orderable=False)
    issued_on = DateColumn()
    due_on = DateColumn()
    standing = StandingColumn(verbose_name=_("期限"), accessor="pk", orderable=False)
    status = BadgeColumn(choices=NoticeStatus)

    class Meta(ListTable.Meta):
        model = RectificationNotice
        fields = ("number", "unit", "theme", "progress", "issued_on", "due_on", "standing", "status")
        order_by = ("-number",)
        caption = _("整改通知书")


class RecipientsColumn(TextColumn):
    css = "wrap"

    def html(self, value: Any, record: Step) -> str:
        return escaped(now("、").join(recipient.user.name for recipient in record.recipients.all()))


class StepTable(ListTable):
    notice = LinkColumn(verbose_name=_("整改通知书"), accessor="notice", order_by=("notice", "pk"), heading=True)
    unit = TextColumn(accessor="notice__unit__name", verbose_name=_("被督查单位"), order_by=("notice__unit__path", "pk"))
    kind = TextColumn(accessor="get_kind_display", verbose_name=_("步骤"), order_by=("kind", "pk"), css="tight")
    day = DateColumn()
    due_on = DateColumn()
    status = BadgeColumn(choices=StepStatus)
    recipients = RecipientsColumn(verbose_name=_("接收人"), accessor="pk", orderable=False)
    sent_at = TimeColumn()

    class Meta(ListTable.Meta):
        model = Step
        fields = ("notice", "unit", "kind", "day", "due_on", "status", "recipients", "sent_at")
        order_by = ("-day",)
        caption = _("督办步骤")
