"""Columns of the review queue."""

from datetime import datetime

from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from aid_portal import figures
from aid_portal.columns import BadgeColumn, LinkColumn, TextColumn
from aid_portal.list_tables import ListTable
from aid_portal.markup import escaped
from students.choices import PairStatus
from students.models import MatchPair
from students.sheets.match_words import SHORT_LEVELS


class LevelColumn(TextColumn):
    def html(self, value: int, record: MatchPair) -> str:
        return escaped(SHORT_LEVELS[value])


class AnswerColumn(TextColumn):
    """Who answered, when and why."""

    def html(self, value: datetime, record: MatchPair) -> str:
        return format_html("{} {}<br>{}", record.answered_by, figures.minute(value), record.reason)


class MatchTable(ListTable):
    name = LinkColumn(verbose_name=_("名单姓名"), accessor="record__name", heading=True, orderable=False)
    child = TextColumn(verbose_name=_("花名册姓名"), accessor="enrolment__name", orderable=False)
    level = LevelColumn(verbose_name=_("级别"), css="tight")
    kind = TextColumn(verbose_name=_("名单"), accessor="get_kind_display", order_by=("kind",), css="tight")
    school = TextColumn(
        verbose_name=_("学校"), accessor="enrolment__school__name", order_by=("enrolment__school__code",), css="tight"
    )
    status = BadgeColumn(verbose_name=_("答复"), choices=PairStatus, order_by=("answered", "level"))
    answered_at = AnswerColumn(verbose_name=_("谁在何时核对、理由"), css="wrap")

    class Meta(ListTable.Meta):
        model = MatchPair
        fields = ("name", "child", "level", "kind", "school", "status", "answered_at")
        order_by = ("status",)
        caption = _("核对队列")


def table_with(query: str) -> type[MatchTable]:
    """The table whose links carry the conditions of the list, so that the queue behind a pair is the list's."""

    class Carrying(MatchTable):
        name = LinkColumn(
            verbose_name=_("名单姓名"),
            accessor="record__name",
            heading=True,
            orderable=False,
            url=lambda pair: pair.get_absolute_url() + query,
        )

        class Meta(MatchTable.Meta):
            pass

    return Carrying
