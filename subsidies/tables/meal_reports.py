"""Columns of the schools of a month, of a year, and of the reports."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from aid_portal.columns import BadgeColumn, LinkColumn, MoneyColumn, NumberColumn, TextColumn, badge_html
from aid_portal.links import rows
from aid_portal.list_tables import ListTable
from aid_portal.looks import Look, register_looks
from aid_portal.models import OrgUnit
from subsidies.meal_choices import MealReportStatus
from subsidies.models import MealReport
from subsidies.reports.meal_tables import LATE

register_looks({LATE: Look("warning", "hourglass-split")})
STATES = [(LATE, _("未报送")), *MealReportStatus.choices]


def month_url(school: OrgUnit, month: date) -> str:
    return rows("subsidies:meal-month", school.pk, month.year, month.month)


class FaultsColumn(TextColumn):
    """How many things the report was asked and could not answer."""

    css = "tight"

    def html(self, value: list, record: Any) -> str:
        return badge_html("warning", now("%(count)d项") % {"count": len(value)}) if value else ""


class MealMonthTable(ListTable):
    school = LinkColumn(
        verbose_name=_("学校"), accessor="name", order_by=("path",), heading=True, css="wrap",
        url=lambda record: month_url(record, date.fromisoformat(record.month)),
    )  # fmt: skip
    state = BadgeColumn(verbose_name=_("月报"), accessor="report_state", choices=STATES, orderable=False)
    benefiting = NumberColumn(verbose_name=_("受益学生"), orderable=False)
    days = NumberColumn(verbose_name=_("供餐天数"), orderable=False)
    meals = NumberColumn(verbose_name=_("就餐人次"), orderable=False)
    due = MoneyColumn(verbose_name=_("应补"), orderable=False)
    spent = MoneyColumn(verbose_name=_("食材支出"), orderable=False)
    a_meal = MoneyColumn(verbose_name=_("生均支出"), orderable=False)
    closing = MoneyColumn(verbose_name=_("期末结余"), orderable=False)
    faults = FaultsColumn(verbose_name=_("提示"), orderable=False)

    class Meta(ListTable.Meta):
        model = OrgUnit
        fields = ("school", "state", "benefiting", "days", "meals", "due", "spent", "a_meal", "closing", "faults")
        order_by = ("school",)
        caption = _("各校月报")


class MealYearTable(ListTable):
    school = LinkColumn(
        verbose_name=_("学校"), accessor="name", order_by=("path",), heading=True, css="wrap",
        url=lambda record: rows("subsidies:meal-report-list", school=record.code, year=record.year),
    )  # fmt: skip
    meals = NumberColumn(verbose_name=_("就餐人次"), orderable=False)
    days = NumberColumn(verbose_name=_("供餐天数"), orderable=False)
    pupils = MoneyColumn(verbose_name=_("平均受益学生"), orderable=False)
    due = MoneyColumn(verbose_name=_("应补"), orderable=False)
    received = MoneyColumn(verbose_name=_("拨入"), orderable=False)
    spent = MoneyColumn(verbose_name=_("食材支出"), orderable=False)
    a_meal = MoneyColumn(verbose_name=_("生均支出"), orderable=False)

    class Meta(ListTable.Meta):
        model = OrgUnit
        fields = ("school", "meals", "days", "pupils", "due", "received", "spent", "a_meal")
        order_by = ("school",)
        caption = _("营养餐年度表")


class MealReportTable(ListTable):
    school = LinkColumn(verbose_name=_("学校"), accessor="school__name", order_by=("school__path",), heading=True, css="wrap")
    month = TextColumn(verbose_name=_("月份"), accessor="month_words", order_by=("month",), css="tight")
    status = BadgeColumn(choices=MealReportStatus)
    meals = NumberColumn(verbose_name=_("就餐人次"))
    due = MoneyColumn(verbose_name=_("应补"))
    spent = MoneyColumn(verbose_name=_("食材支出"))
    faults = FaultsColumn(verbose_name=_("提示"), orderable=False)
    sent_by = TextColumn(verbose_name=_("报送人"), accessor="sent_by__name", orderable=False)
    locked_by = TextColumn(verbose_name=_("锁定人"), accessor="locked_by__name", orderable=False)

    class Meta(ListTable.Meta):
        model = MealReport
        fields = ("school", "month", "status", "meals", "due", "spent", "faults", "sent_by", "locked_by")
        order_by = ("-month",)
        caption = _("营养餐月报")
