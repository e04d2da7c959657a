"""Columns of what stands behind a number, and of the reports that are kept."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from aid_portal import figures
from aid_portal.columns import DateColumn, LinkColumn, MoneyColumn, NumberColumn, TextColumn, TimeColumn
from aid_portal.links import if_built, of_row
from aid_portal.listing import ListTable
from aid_portal.markup import escaped
from subsidies.choices import Channel
from subsidies.models import FrozenFlow, MoneyFlow, StatisticsReport
from subsidies.reports.statistics_words import term_word
from subsidies.rules.statistics import REPORT_STAGES
from subsidies.statistics_choices import StatisticsKind


class TermWordColumn(TextColumn):
    css = "tight"

    def html(self, value: str, record: Any) -> str:
        return escaped(term_word(value))


class WordColumn(TextColumn):
    """A code in the words of its enumeration, without the look of a status."""

    css = "tight"

    def __init__(self, *args: Any, choices: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.labels = dict(choices)

    def html(self, value: str, record: Any) -> str:
        return escaped(self.labels.get(value, value))


class HeadColumn(TextColumn):
    """What the row adds to 人次: one, nothing, or one less."""

    css = "num"

    def html(self, value: int, record: Any) -> str:
        return figures.count(value) if value >= 0 else f'<span class="negative">{figures.count(value)}</span>'


def student_page(row: Any) -> str:
    return of_row("students:student-detail", row.student_id)


def batch_page(row: Any) -> str:
    return if_built("subsidies:batch-detail", row.batch_id)


class FlowTable(ListTable):
    name = LinkColumn(
        verbose_name=_("学生"), accessor="student__name", order_by=("student__pinyin",), heading=True, url=student_page
    )
    programme = TextColumn(
        verbose_name=_("资助项目"), accessor="programme__label", order_by=("programme__position",), css="tight"
    )
    amount = MoneyColumn(verbose_name=_("金额（元）"))
    head = HeadColumn(verbose_name=_("人次"))
    moved_on = DateColumn(verbose_name=_("到账或收回"))
    term = TermWordColumn(verbose_name=_("学期"), accessor="term_id", order_by=("term__position",))
    stage = WordColumn(verbose_name=_("学段"), choices=REPORT_STAGES)
    school = TextColumn(verbose_name=_("学校"), accessor="school__name", order_by=("school__path",))
    channel = WordColumn(verbose_name=_("发放渠道"), choices=Channel.choices)
    batch = LinkColumn(verbose_name=_("发放批次"), accessor="batch__number", order_by=("batch_id",), url=batch_page)

    class Meta(ListTable.Meta):
        model = MoneyFlow
        fields = ("name", "programme", "amount", "head", "moved_on", "term", "stage", "school", "channel", "batch")
        order_by = ("school",)
        caption = _("到账和收回明细")


class FrozenFlowTable(FlowTable):
    class Meta(FlowTable.Meta):
        model = FrozenFlow
        caption = _("固定报表的明细")


class ReportTable(ListTable):
    title = LinkColumn(heading=True)
    kind = WordColumn(choices=StatisticsKind.choices)
    row_count = NumberColumn(verbose_name=_("明细行数"))
    data_at = TimeColumn()
    made_by = TextColumn(verbose_name=_("固定人"), accessor="made_by__name", order_by=("made_by__name",), css="tight")
    note = TextColumn(css="wrap")

    class Meta(ListTable.Meta):
        model = StatisticsReport
        fields = ("title", "kind", "row_count", "data_at", "made_by", "note")
        order_by = ("-data_at",)
        caption = _("固定报表")
