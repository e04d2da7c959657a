"""Columns of the schools of a day and of the kitchens."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from aid_portal.columns import DateColumn, LinkColumn, NumberColumn, TextColumn, badge_html
from aid_portal.links import rows
from aid_portal.list_tables import ListTable
from aid_portal.models import OrgUnit
from subsidies.models import Canteen
from subsidies.tables.meal_purchases import LicenceColumn


class CountedColumn(TextColumn):
    """So many classes of so many."""

    css = "tight"

    def html(self, value: int, record: Any) -> str:
        done = record.counted or 0
        words = f"{done}/{value}"
        return badge_html("done" if done >= value else "pending", words)


class MealDayTable(ListTable):
    """Each school leads to its own page of the same day."""

    school = LinkColumn(
        verbose_name=_("学校"), accessor="name", order_by=("path",), heading=True, css="wrap",
        url=lambda record: rows("subsidies:meal-school", record.pk, day=record.day.isoformat()),
    )  # fmt: skip
    canteen = TextColumn(verbose_name=_("食堂"), accessor="canteen_name", orderable=False, css="wrap")
    counted = CountedColumn(verbose_name=_("已登记班级"), accessor="classes", orderable=False)
    meals = NumberColumn(verbose_name=_("用餐（份）"))

    class Meta(ListTable.Meta):
        model = OrgUnit
        fields = ("school", "counted", "meals", "canteen")
        order_by = ("school",)
        caption = _("各校当天用餐")


class CanteenTable(ListTable):
    name = LinkColumn(heading=True, css="wrap")
    school = TextColumn(verbose_name=_("主办学校"), accessor="school__name", order_by=("school__path",), css="wrap")
    mode = TextColumn(accessor="get_mode_display", order_by=("mode",), verbose_name=_("供餐模式"))
    places = TextColumn(verbose_name=_("供餐学校"), accessor="fed", orderable=False, css="wrap")
    licence_until = LicenceColumn()
    closed_on = DateColumn()

    class Meta(ListTable.Meta):
        model = Canteen
        fields = ("name", "school", "mode", "places", "licence_until", "closed_on")
        order_by = ("school",)
        caption = _("食堂")
