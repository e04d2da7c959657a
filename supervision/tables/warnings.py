"""Columns of the list of warnings."""

from datetime import date
from functools import cached_property
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from aid_portal import figures
from aid_portal.choices import SchoolStage
from aid_portal.columns import BadgeColumn, DateColumn, LinkColumn, TextColumn, badge_html
from aid_portal.listing import ListTable
from aid_portal.looks import Look, register_looks
from aid_portal.markup import escaped
from supervision.models import EarlyWarning
from supervision.reports.warning_words import WarningWords, deadline_of, warning_words
from supervision.tables.notices import standing_badge
from supervision.warning_choices import WarningStatus

register_looks({"handling": Look("info", "play-circle"), "mended": Look("success", "check-circle")})


class ReasonColumn(TextColumn):
    css = "wrap"

    def html(self, value: int, record: EarlyWarning) -> str:
        return escaped(self.table.words.sentence(record))


class DeadlineColumn(TextColumn):
    """The day, and below it how it stands while it counts."""

    css = "tight"

    def html(self, value: date, record: EarlyWarning) -> str:
        badge = standing_badge(deadline_of(record, self.table.today))
        return f"{figures.day(value)}<br>{badge_html(*badge)}" if badge else figures.day(value)


class StageColumn(TextColumn):
    def html(self, value: dict[str, Any], record: EarlyWarning) -> str:
        return escaped(dict(SchoolStage.choices).get(value["is"], value["is"]))


class WarningTable(ListTable):
    name = LinkColumn(verbose_name=_("姓名"), accessor="name", order_by=("student__name", "record__name", "pk"), heading=True)
    kind = TextColumn(verbose_name=_("预警事项"), accessor="get_kind_display", order_by=("kind", "pk"), css="tight")
    place = TextColumn(verbose_name=_("学校、镇街"), accessor="place__name", order_by=("place__path", "pk"))
    reason = ReasonColumn(verbose_name=_("原因"), accessor="pk", orderable=False)
    owner = TextColumn(verbose_name=_("责任单位"), accessor="owner__name", order_by=("owner__path", "pk"))
    raised_on = DateColumn()
    due_on = DeadlineColumn(order_by=("due_on", "pk"))
    status = BadgeColumn(choices=WarningStatus)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for bound in self.columns.iterall():
            bound.column.table = self  # a table has columns of its own, copied for each page

    @cached_property
    def words(self) -> WarningWords:
        return warning_words()

    @cached_property
    def today(self) -> date:
        return timezone.localdate()

    class Meta(ListTable.Meta):
        model = EarlyWarning
        fields = ("name", "kind", "place", "reason", "owner", "raised_on", "due_on", "status")
        order_by = ("due_on",)
        caption = _("预警")


class CorrectionTable(ListTable):
    name = LinkColumn(verbose_name=_("姓名"), accessor="name", order_by=("student__name", "record__name", "pk"), heading=True)
    list_kind = TextColumn(accessor="release", verbose_name=_("名单"), orderable=False, css="wrap")
    person_number = TextColumn(accessor="record__person_number", verbose_name=_("人编号"), orderable=False, css="mono")
    said = TextColumn(accessor="record__schooling", verbose_name=_("名单所载在校生状况"), orderable=False)
    stage = StageColumn(accessor="facts", verbose_name=_("花名册学段"), orderable=False)
    place = TextColumn(verbose_name=_("学校、镇街"), accessor="place__name", order_by=("place__path", "pk"))
    status = BadgeColumn(choices=WarningStatus)

    class Meta(ListTable.Meta):
        model = EarlyWarning
        fields = ("name", "said", "stage", "list_kind", "person_number", "place", "status")
        order_by = ("place",)
        caption = _("数据纠错反馈")
