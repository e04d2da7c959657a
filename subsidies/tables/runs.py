"""Columns of the list of checks, and of what a check changed."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from aid_portal import figures
from aid_portal.columns import BadgeColumn, DateColumn, LinkColumn, MoneyColumn, NumberColumn, TextColumn, TimeColumn
from aid_portal.links import of_row, rows
from aid_portal.listing import ListTable
from aid_portal.markup import escaped
from subsidies.choices import Change, RunStatus
from subsidies.models import DecisionCase, EligibilityRun, RunChange
from subsidies.reports.words import PolicyWords
from subsidies.tables.words import PolicyColumn, PolicyTable


class KindColumn(TextColumn):
    """正式 or 试算."""

    def html(self, value: bool, record: EligibilityRun) -> str:
        return escaped(_("试算") if value else _("正式"))


class RunTable(ListTable):
    number = LinkColumn(verbose_name=_("比对"), accessor="label", order_by=("pk",), heading=True)
    dry = KindColumn(verbose_name=_("类别"))
    status = BadgeColumn(choices=RunStatus)
    cut_off_on = DateColumn()
    policy = TextColumn(verbose_name=_("政策"), order_by=("policy__number",))
    decisions = NumberColumn(verbose_name=_("资助项数"), accessor="shown_decisions", orderable=False)
    changes = NumberColumn(verbose_name=_("变化"), accessor="shown_changes", orderable=False)
    requested_by = TextColumn(verbose_name=_("发起人"), accessor="requester", orderable=False)
    started_at = TimeColumn()
    took = TextColumn(verbose_name=_("用时"), accessor="took", orderable=False, css="num")

    class Meta(ListTable.Meta):
        model = EligibilityRun
        fields = (
            *("number", "dry", "status", "cut_off_on", "policy", "decisions", "changes"),
            *("requested_by", "started_at", "took"),
        )
        order_by = ("-number",)
        caption = _("资格比对记录")


class CaseColumn(PolicyColumn):
    """One side of a change: amount and grounds, beneath each other."""

    def html(self, value: DecisionCase, record: Any) -> str:
        amount = figures.yuan(value.amount)
        return f'<span class="figure">{amount}</span> <span class="muted">{escaped(self.said(value, record))}</span>'


def _side(words: PolicyWords, case: DecisionCase, _record: Any) -> str:
    return "，".join(filter(None, [words.tier(case.tier), words.grounds(case.grounds)]))


def _student_page(change: RunChange) -> str:
    return of_row("students:student-detail", change.student_id)


def _decision_page(change: RunChange) -> str:
    """The decision that came, or the one that ended; a dry run makes none."""
    return rows("subsidies:decision-detail", change.decision_id) if change.decision_id else ""


class RunChangeTable(PolicyTable):
    change = BadgeColumn(choices=Change)
    student = LinkColumn(verbose_name=_("学生"), accessor="student__name", heading=True, url=_student_page)
    school = TextColumn(verbose_name=_("学校"), accessor="school__name", order_by=("school_id",))
    programme = LinkColumn(
        verbose_name=_("资助项目"), accessor="programme__label", order_by=("programme__position",), url=_decision_page
    )
    before = CaseColumn(verbose_name=_("原来（元）"), say=_side, orderable=False, css="wrap")
    after = CaseColumn(verbose_name=_("现在（元）"), say=_side, orderable=False, css="wrap")
    money = MoneyColumn(verbose_name=_("增减（元）"))

    class Meta(ListTable.Meta):
        model = RunChange
        fields = ("change", "student", "school", "programme", "before", "after", "money")
        order_by = ("school",)
        caption = _("比对变化")
