"""Columns of the list of quotas."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from aid_portal import figures
from aid_portal.columns import BadgeColumn, LinkColumn, NumberColumn, TextColumn
from aid_portal.links import rows
from aid_portal.listing import ListTable
from aid_portal.markup import escaped
from subsidies.choices import EntitlementStatus
from subsidies.models import Quota


class RowsColumn(NumberColumn):
    """A number of children that leads to them."""

    def __init__(self, *args: Any, page: str = "subsidies:entitlement-list", **query: Any) -> None:
        self.page, self.query = page, {"status": query.pop("status", "")}
        super().__init__(*args, **query)

    def html(self, value: int, record: Quota) -> str:
        where = {"term": record.term_id, "school": record.school.code, "programme": record.programme.code}
        url = rows(self.page, **where, **self.query)
        return f'<a href="{escaped(url)}">{figures.count(value)}</a>' if value else f'<span class="none">{value}</span>'


class PlacesColumn(NumberColumn):
    """Fewer places than have been approved already is marked."""

    def html(self, value: int, record: Quota) -> str:
        text = figures.count(value)
        short = record.is_in_force and record.approved > value
        return f'<span class="negative">{text}</span>' if short else text


class QuotaTable(ListTable):
    school = LinkColumn(
        verbose_name=_("学校"), accessor="school__name", order_by=("school_id",), heading=True, css="wrap narrow",
        url=lambda record: record.school.get_absolute_url(),
    )  # fmt: skip
    programme = TextColumn(
        verbose_name=_("资助项目"), accessor="programme__label", order_by=("programme__position",), css="wrap narrow"
    )
    places = PlacesColumn(verbose_name=_("名额"))
    eligible = RowsColumn(verbose_name=_("符合条件"), page="subsidies:decision-list")
    approved = RowsColumn(verbose_name=_("已批准"), status=EntitlementStatus.APPROVED.value)
    waiting = RowsColumn(verbose_name=_("候补"), status=EntitlementStatus.WAITING.value)
    state = BadgeColumn(
        verbose_name=_("状态"),
        accessor="state",
        orderable=False,
        choices=[
            ("proposed", _("待批准")),
            ("approved", _("有效")),
            ("superseded", _("已被取代")),
            ("refused", _("未批准")),
        ],
    )
    source = TextColumn(verbose_name=_("依据文号"), css="wrap narrow")
    made_by = TextColumn(verbose_name=_("拟定人"), accessor="made_by__name", orderable=False)
    decided_by = TextColumn(verbose_name=_("批准人"), accessor="decided_by__name", orderable=False)

    class Meta(ListTable.Meta):
        model = Quota
        fields = (
            *("school", "programme", "places", "eligible", "approved", "waiting", "state", "source"),
            *("made_by", "decided_by"),
        )
        order_by = ("school",)
        caption = _("名额")
