"""What this floor gives away of the gifts: one row a social programme."""

from collections.abc import Generator
from decimal import Decimal

from django.db.models import QuerySet
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from aid_portal import figures
from aid_portal.exporting import ExportColumn, ExportQuery, ExportSpec, labels, register_export
from aid_portal.permissions import Permission
from subsidies.models import DonationAgreement
from subsidies.reports.donations import standings

KINDS = (("cash", _("现金")), ("in_kind", _("实物或服务")), ("mixed", _("现金和实物")))


def _agreements(query: ExportQuery) -> QuerySet:
    scope = query.seen(DonationAgreement)
    year = {"year": query.year} if query.year else {}
    return scope.in_force().filter(**year).for_list().order_by("year", "programme__position", "pk")


def _rows(agreements: QuerySet) -> Generator[tuple]:
    for each in standings(agreements):
        names = "、".join(donor.name for donor in each.agreement.donors.all())
        yield names, each.agreement.programme.label, each.kind, each.received, each.children


def _totals(agreements: QuerySet) -> list[tuple[str, str]]:
    found = standings(agreements)
    cash, kind = (sum((getattr(each, name) for each in found), Decimal(0)) for name in ("cash", "in_kind"))
    words = {"all": figures.yuan(cash + kind), "cash": figures.yuan(cash), "kind": figures.yuan(kind)}
    return [(now("合计"), now("%(all)s元，其中现金%(cash)s元、实物和服务%(kind)s元") % words)]


register_export(
    ExportSpec(
        name="donations",
        label=_("社会捐赠"),
        permission=Permission.DONATION_VIEW,
        columns=(
            ExportColumn("donor", _("捐赠人"), width=40),
            ExportColumn("programme", _("资助项目"), width=26),
            ExportColumn("kind", _("形式"), width=12, words=labels(lambda: KINDS)),
            ExportColumn("amount", _("金额或价值（元）"), "money", width=18),
            ExportColumn("beneficiaries", _("受助学生（人）"), "count", width=14),
        ),
        queryset=_agreements,
        rows=_rows,
        of_a_term=False,
        note=_("一行是一个社会资助项目；受助学生是有名单的学生，学校和班级集体领取的不计。不计入学生资助人次和金额。"),
        totals=_totals,
    )
)
