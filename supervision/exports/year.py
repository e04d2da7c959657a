"""The yearly account for programs: a line for each figure that has rows, from the console."""

from collections.abc import Generator

from django.utils.translation import gettext_lazy as _

from aid_portal.asked_years import year_named
from aid_portal.errors import Refused
from aid_portal.exporting import ExportColumn, ExportQuery, ExportSpec, register_export
from aid_portal.permissions import Permission
from supervision.reports.year_account import Account, account


def _account(query: ExportQuery) -> Account:
    year = year_named(query.year)
    if year is None:
        raise Refused(_("请指定年度，如 --year 2022。"), code="no_year")
    return account(year)


def _rows(found: Account) -> Generator[tuple]:
    yield from ((str(entry.section), entry.key, entry.text, entry.unit) for entry in found.entries if entry.value is not None)


register_export(
    ExportSpec(
        name="year",
        label=_("年度总结"),
        permission=Permission.YEAR_VIEW,
        columns=(
            ExportColumn("section", _("部分"), width=6),
            ExportColumn("figure", _("项目"), width=26),
            ExportColumn("value", _("数字"), width=16),
            ExportColumn("unit", _("单位"), width=10),
        ),
        queryset=_account,
        rows=_rows,
        note=_("一行是年度总结中的一个数字；没有登记的不列。"),
        of_a_term=False,
    )
)
