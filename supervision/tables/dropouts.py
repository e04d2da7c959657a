"""Columns of the ledgers of dropout control."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from aid_portal.columns import BadgeColumn, DateColumn, LinkColumn, TextColumn
from aid_portal.list_tables import ListTable
from aid_portal.markup import escaped
from subsidies.choices import Place
from supervision.dropout_choices import CaseSource, CaseStatus, Rung
from supervision.models import DropoutCase


class ReachedColumn(TextColumn):
    """The last rung and its day."""

    css = "tight"

    def html(self, value: Any, record: DropoutCase) -> str:
        return f'{escaped(Rung(value).label)} <small class="muted">{record.reached_on:%Y-%m-%d}</small>'


class SourceColumn(TextColumn):
    css = "tight"

    def html(self, value: str, record: DropoutCase) -> str:
        return escaped(CaseSource(value).label)


class DropoutTable(ListTable):
    name = LinkColumn(heading=True)
    status = BadgeColumn(choices=CaseStatus)
    birth_date = DateColumn()
    town = TextColumn(accessor="town__name", verbose_name=_("镇街"), order_by=("town_id",))
    village = TextColumn()
    school = TextColumn(accessor="school__name", verbose_name=_("责任学校"), order_by=("school__path",), css="wrap")
    source = SourceColumn(orderable=False)
    place = BadgeColumn(choices=Place, orderable=False)
    reached = ReachedColumn(order_by=("reached_on",))
    opened_on = DateColumn()
    ended_on = DateColumn()

    class Meta(ListTable.Meta):
        model = DropoutCase
        fields = (
            "name", "status", "birth_date", "town", "school", "reached", "opened_on", "source", "place", "village", "ended_on",
        )  # fmt: skip
        order_by = ("-opened_on",)
        caption = _("控辍保学个案")
