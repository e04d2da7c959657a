"""Columns of the ledgers of dropout control."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from aid_portal import figures
from aid_portal.columns import BadgeColumn, DateColumn, LinkColumn, TextColumn, stacked
from aid_portal.list_tables import ListTable
from aid_portal.markup import escaped
from subsidies.choices import Place
from supervision.dropout_choices import CaseSource, CaseStatus, Rung
from supervision.models import DropoutCase


class ReachedColumn(TextColumn):
    """The last rung and its day."""

    css = "tight"

    def html(self, value: Any, record: DropoutCase) -> str:
        return stacked(escaped(Rung(value).label), figures.day(record.reached_on))


class OpenedColumn(DateColumn):
    """The day and where the case came from."""

    def html(self, value: date, record: DropoutCase) -> str:
        return stacked(super().html(value, record), escaped(CaseSource(record.source).label))


class HomeColumn(TextColumn):
    """Town and village."""

    def html(self, value: str, record: DropoutCase) -> str:
        return stacked(escaped(value), escaped(record.village))


class DropoutTable(ListTable):
    name = LinkColumn(heading=True)
    status = BadgeColumn(choices=CaseStatus)
    birth_date = DateColumn()
    town = HomeColumn(accessor="town__name", verbose_name=_("镇街、村"), order_by=("town_id", "village"))
    school = TextColumn(accessor="school__name", verbose_name=_("责任学校"), order_by=("school__path",), css="wrap narrow")
    place = BadgeColumn(choices=Place, orderable=False)
    reached = ReachedColumn(order_by=("reached_on",))
    opened_on = OpenedColumn(verbose_name=_("列入"))
    ended_on = DateColumn()

    class Meta(ListTable.Meta):
        model = DropoutCase
        fields = ("name", "status", "birth_date", "town", "school", "reached", "opened_on", "place", "ended_on")
        order_by = ("-opened_on",)
        caption = _("控辍保学个案")
