"""What this floor gives away of school aid: the schools' years with where their money stands."""

from collections.abc import Generator

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from aid_portal import figures
from aid_portal.exporting import ExportColumn, ExportQuery, ExportSpec, labels, register_export
from aid_portal.permissions import Permission
from subsidies.filters.school_aid import SchoolAidYearFilter
from subsidies.models import SchoolAidYear
from subsidies.models.school_aid import STAGES
from subsidies.reports.school_aid import sums, with_money
from subsidies.school_aid_choices import SchoolAidState


def _years(query: ExportQuery) -> QuerySet:
    scope = query.seen(SchoolAidYear)
    asked = scope.filter(year=query.year) if query.year else scope
    return with_money(asked.for_list(), timezone.localdate()).order_by("year", "school__path")


def _rows(years: QuerySet) -> Generator[tuple]:
    for each in years:
        yield (
            each.year, each.school.code, each.school.name, each.rate.stage, each.income, each.percent, each.rate.low,
            each.carried, each.due, each.used, each.balance, each.state, each.basis, each.note,
        )  # fmt: skip


def _totals(years: QuerySet) -> list[tuple[str, str]]:
    found = sums(years)
    words = {"due": figures.yuan(found.due), "used": figures.yuan(found.used), "times": figures.count(found.times)}
    return [
        (now("学校资助"), now("应计提%(due)s元，已用%(used)s元、%(times)s人次") % words),
        (now("口径"), now("学校资助另行统计，不在国家资助人次和金额内。")),
    ]


register_export(
    ExportSpec(
        name="school_aid",
        label=_("学校资助"),
        permission=Permission.SCHOOL_AID_VIEW,
        columns=(
            ExportColumn("year", _("年度"), width=8),
            ExportColumn("school_code", _("学校标识码"), width=13),
            ExportColumn("school", _("学校"), width=26),
            ExportColumn("stage", _("学段"), width=8, words=labels(lambda: STAGES)),
            ExportColumn("income", _("事业收入（元）"), "money", width=16),
            ExportColumn("percent", _("计提比例（%）"), width=12),
            ExportColumn("minimum_percent", _("最低比例（%）"), width=12),
            ExportColumn("carried", _("上年结转（元）"), "money", width=16),
            ExportColumn("due", _("应计提（元）"), "money", width=16),
            ExportColumn("used", _("已用（元）"), "money", width=16),
            ExportColumn("balance", _("结余（元）"), "money", width=16),
            ExportColumn("state", _("状态"), width=14, words=labels(lambda: SchoolAidState.choices)),
            ExportColumn("basis", _("收入依据"), width=34),
            ExportColumn("note", _("说明"), width=30),
        ),
        queryset=_years,
        rows=_rows,
        filterset_class=SchoolAidYearFilter,
        page="subsidies:school-aid-list",
        of_a_term=False,
        note=_("一行是一所学校一个年度；应计提 = 事业收入 × 计提比例，四舍五入到分；已用包括待确认的使用。"),
        totals=_totals,
    )
)
