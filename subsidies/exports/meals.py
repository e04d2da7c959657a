"""What this floor gives away of meals: the schools of a month, the year's table with the published formulas."""

from collections.abc import Generator

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from aid_portal import figures
from aid_portal.exporting import ExportColumn, ExportQuery, ExportSpec, labels, register_export
from aid_portal.models import OrgUnit
from aid_portal.permissions import Permission
from aid_portal.terms import Term, term_of
from subsidies.filters.meal_reports import STATES, MealMonthFilter, MealYearFilter
from subsidies.reports.meal_tables import month_sums, month_to_show, with_month, with_year, year_of

MONTH = (
    *("enrolled", "benefiting", "days", "meals", "standard", "due", "opening", "received", "spent", "closing", "a_meal"),
    *("notices", "open_days", "satisfaction"),
)
YEAR = ("meals", "days", "pupils", "due", "received", "spent", "a_meal")


def _months(query: ExportQuery) -> QuerySet[OrgUnit]:
    """A page's filter chooses the month; the console gets that which its term's page begins with."""
    if query.user:
        return OrgUnit.objects.visible_to(query.user).schools()
    today, schools = timezone.localdate(), OrgUnit.objects.schools()
    term = Term.parse(query.term) if query.term else term_of(today)
    return with_month(schools, month_to_show(schools, term, today)).order_by("path")


def _years(query: ExportQuery) -> QuerySet[OrgUnit]:
    if query.user:
        return OrgUnit.objects.visible_to(query.user).schools()
    return with_year(OrgUnit.objects.schools(), int(query.year or timezone.localdate().year)).order_by("path")


def _month_rows(schools: QuerySet[OrgUnit]) -> Generator[tuple]:
    for each in schools.order_by("path"):
        said = "；".join(fault["sentence"] for fault in each.faults or ())
        yield (each.month[:7], each.code, each.name, each.report_state, *(getattr(each, name) for name in MONTH), said)


def _year_rows(schools: QuerySet[OrgUnit]) -> Generator[tuple]:
    for each in schools.order_by("path"):
        yield (each.year, each.code, each.name, *(getattr(each, name) for name in YEAR))


def _month_totals(schools: QuerySet[OrgUnit]) -> list[tuple[str, str]]:
    sums = month_sums(schools)
    words = {"sent": sums.sent, "schools": sums.schools, "meals": figures.count(sums.meals), "spent": figures.yuan(sums.spent)}
    said = [(now("全县"), now("%(schools)d所学校，已报送%(sent)d所，就餐%(meals)s人次，食材支出%(spent)s元") % words)]
    return [*said, (now("未报送"), "、".join(sums.late))] if sums.late else said


def _year_totals(schools: QuerySet[OrgUnit]) -> list[tuple[str, str]]:
    totals = year_of(schools)
    words = {"schools": totals.schools, "meals": figures.count(totals.meals)}
    words |= {"pupils": totals.average_pupils, "days": totals.average_days}
    text = now("%(schools)d所学校，就餐%(meals)s人次，平均受益学生%(pupils)s人，平均就餐%(days)s天") % words
    return [
        (now("全县"), text),
        (now("口径"), now("平均受益学生数=各校（就餐人次÷供餐天数）之和；平均就餐天数=就餐总人次÷平均受益学生数。")),
    ]


def _count(name: str, heading: str) -> ExportColumn:
    return ExportColumn(name, heading, "count", width=12)


def _money(name: str, heading: str) -> ExportColumn:
    return ExportColumn(name, heading, "money", width=15)


SCHOOL = (ExportColumn("school_code", _("学校标识码"), width=13), ExportColumn("school", _("学校"), width=26))

register_export(
    ExportSpec(
        name="meal_months",
        label=_("营养餐月报汇总"),
        permission=Permission.MEAL_VIEW,
        columns=(
            ExportColumn("month", _("月份"), width=10),
            *SCHOOL,
            ExportColumn("state", _("月报"), width=10, words=labels(lambda: STATES)),
            _count("enrolled", _("在校学生数")),
            _count("benefiting", _("受益学生数")),
            _count("days", _("供餐天数")),
            _count("meals", _("就餐总人次")),
            _money("standard", _("补助标准（元）")),
            _money("due", _("应补金额（元）")),
            _money("opening", _("期初结余（元）")),
            _money("received", _("本月拨入（元）")),
            _money("spent", _("食材支出（元）")),
            _money("closing", _("期末结余（元）")),
            _money("a_meal", _("生均支出（元）")),
            _count("notices", _("公示次数")),
            _count("open_days", _("开放日次数")),
            _money("satisfaction", _("满意度（%）")),
            ExportColumn("faults", _("提示"), width=40),
        ),
        queryset=_months,
        rows=_month_rows,
        filterset_class=MealMonthFilter,
        page="subsidies:meal-month-list",
        of_a_term=False,
        note=_("一行是一所学校一个月；没有报送的学校没有数字。营养餐不计入资助人次。"),
        totals=_month_totals,
    )
)
register_export(
    ExportSpec(
        name="meal_year",
        label=_("营养餐年度表"),
        permission=Permission.MEAL_VIEW,
        columns=(
            ExportColumn("year", _("年度"), width=8),
            *SCHOOL,
            _count("meals", _("就餐总人次")),
            _count("days", _("供餐天数")),
            _money("pupils", _("平均受益学生数")),
            _money("due", _("应补金额（元）")),
            _money("received", _("拨入（元）")),
            _money("spent", _("食材支出（元）")),
            _money("a_meal", _("生均支出（元）")),
        ),
        queryset=_years,
        rows=_year_rows,
        filterset_class=MealYearFilter,
        page="subsidies:meal-year-list",
        of_a_term=False,
        note=_("一行是一所学校一年，只计县里锁定的月报。"),
        totals=_year_totals,
    )
)
