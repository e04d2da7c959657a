"""What the lists of donations give away: donors, programmes with where their money stands, gifts."""

from collections.abc import Generator
from decimal import Decimal

from django.db.models import QuerySet
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from aid_portal import figures
from aid_portal.exporting import ExportColumn, ExportQuery, ExportSpec, labels, register_export
from aid_portal.permissions import Permission
from subsidies.choices import PaperStatus
from subsidies.donation_choices import DonorKind, GiftKind
from subsidies.filters.donations import DonationFilter, DonorFilter, GiftFilter
from subsidies.models import DonationAgreement, Donor, Gift
from subsidies.reports.donation_rows import gift_sums, with_gifts
from subsidies.reports.donations import sums, with_money
from subsidies.tables.donations import AGREEMENT_STATES

SUMMED = ("cash", "in_kind", "carried_in", "carried_out", "spent", "balance")


def seen(model: type, query: ExportQuery, year: str = "year") -> QuerySet:
    """Of the person who asks, or all for the console; of a year where one is named."""
    scope = query.seen(model)
    return scope.filter(**{year: query.year}) if query.year else scope


def _donors(query: ExportQuery) -> QuerySet:
    scope = query.seen(Donor)
    return with_gifts(scope).order_by("name")


def _donor_rows(donors: QuerySet) -> Generator[tuple]:
    for each in donors:
        yield each.name, each.kind, each.credit_code, each.gifts_count, each.cash or 0, each.in_kind or 0


register_export(
    ExportSpec(
        name="donors",
        label=_("捐赠人"),
        permission=Permission.DONATION_VIEW,
        columns=(
            ExportColumn("donor", _("捐赠人"), width=40),
            ExportColumn("kind", _("类别"), width=16, words=labels(lambda: DonorKind.choices)),
            ExportColumn("credit_code", _("统一社会信用代码"), width=22),
            ExportColumn("gifts", _("捐赠（笔）"), "count", width=12),
            ExportColumn("cash", _("现金（元）"), "money", width=16),
            ExportColumn("in_kind", _("实物和服务价值（元）"), "money", width=20),
        ),
        queryset=_donors,
        rows=_donor_rows,
        filterset_class=DonorFilter,
        page="subsidies:donor-list",
        of_a_term=False,
        note=_("一行是一个捐赠人；捐赠是各年已批准的合计。"),
    )
)


def _programmes(query: ExportQuery) -> QuerySet:
    found = seen(DonationAgreement, query).leading().for_list().with_state()
    return with_money(found).order_by("year", "programme__position", "pk")


def _programme_rows(agreements: QuerySet) -> Generator[tuple]:
    for each in agreements:
        yield (
            each.year, each.programme.code, each.programme.label, each.sources, each.state, each.purpose, each.amount_each,
            each.places, each.cash, each.in_kind, each.carried_in, each.carried_out,
            each.placed, each.spent, each.balance, each.children, each.paper,
        )  # fmt: skip


def _programme_totals(agreements: QuerySet) -> list[tuple[str, str]]:
    found = sums(agreements)
    words = {name: figures.yuan(getattr(found, name)) for name in SUMMED}
    told = now(
        "现金%(cash)s元，实物和服务价值%(in_kind)s元；上年结转%(carried_in)s元，现金已发放%(spent)s元，"
        "结转下年%(carried_out)s元，结余%(balance)s元"
    )
    told %= words
    return [(now("合计"), told), (now("口径"), now("社会捐赠另行统计，不在国家资助人次和金额内。"))]


register_export(
    ExportSpec(
        name="donation_programmes",
        label=_("社会资助项目"),
        permission=Permission.DONATION_VIEW,
        columns=(
            ExportColumn("year", _("年度"), width=8),
            ExportColumn("code", _("项目代码"), width=12),
            ExportColumn("programme", _("资助项目"), width=26),
            ExportColumn("donors", _("捐赠人"), width=40),
            ExportColumn("state", _("状态"), width=10, words=labels(lambda: AGREEMENT_STATES)),
            ExportColumn("purpose", _("用途"), width=34),
            ExportColumn("amount_each", _("每人金额（元）"), "money", width=14),
            ExportColumn("places", _("名额（人）"), "count", width=10),
            ExportColumn("cash", _("现金（元）"), "money", width=16),
            ExportColumn("in_kind", _("实物和服务价值（元）"), "money", width=20),
            ExportColumn("carried_in", _("上年结转（元）"), "money", width=16),
            ExportColumn("carried_out", _("结转下年（元）"), "money", width=16),
            ExportColumn("placed", _("已列入名单（元）"), "money", width=16),
            ExportColumn("spent", _("已发放（元）"), "money", width=16),
            ExportColumn("balance", _("现金结余（元）"), "money", width=16),
            ExportColumn("children", _("受助学生（人）"), "count", width=14),
            ExportColumn("paper", _("协议或同意书"), width=30),
        ),
        queryset=_programmes,
        rows=_programme_rows,
        filterset_class=DonationFilter,
        page="subsidies:donation-list",
        of_a_term=False,
        note=_("一行是一个社会资助项目，按现行协议；受助学生是有名单的学生，学校和班级集体领取的不计。"),
        totals=_programme_totals,
    )
)


def _gifts(query: ExportQuery) -> QuerySet:
    return seen(Gift, query).for_list().with_receipt().order_by("received_on", "pk")


def _gift_rows(gifts: QuerySet) -> Generator[tuple]:
    for each in gifts:
        handed = Decimal(each.handed_fen) / 100 if each.is_cash else None, None if each.is_cash else each.handed_quantity
        yield (
            each.year, each.programme.label, each.donor.name, each.kind, each.direct, each.received_on, each.amount, each.item,
            each.quantity, each.unit, each.unit_value, each.basis, *((None, None) if each.to_bank else handed), each.status,
            "" if each.receipt is None else f"{each.receipt:010d}",
        )  # fmt: skip


def _gift_totals(gifts: QuerySet) -> list[tuple[str, str]]:
    found = gift_sums(gifts)
    words = {"gifts": figures.count(found.gifts), "cash": figures.yuan(found.cash), "kind": figures.yuan(found.in_kind)}
    return [(now("合计"), now("%(gifts)s笔，现金%(cash)s元，实物和服务价值%(kind)s元") % words)]


register_export(
    ExportSpec(
        name="gifts",
        label=_("捐赠"),
        permission=Permission.DONATION_VIEW,
        columns=(
            ExportColumn("year", _("年度"), width=8),
            ExportColumn("programme", _("资助项目"), width=26),
            ExportColumn("donor", _("捐赠人"), width=40),
            ExportColumn("kind", _("形式"), width=12, words=labels(lambda: GiftKind.choices)),
            ExportColumn("direct", _("捐赠人直接发放"), "yes_no", width=14),
            ExportColumn("received_on", _("捐赠日期"), "date", width=12),
            ExportColumn("amount", _("金额或价值（元）"), "money", width=18),
            ExportColumn("item", _("品名"), width=20),
            ExportColumn("quantity", _("数量"), "count", width=10),
            ExportColumn("unit", _("单位"), width=8),
            ExportColumn("unit_value", _("单价（元）"), "money", width=14),
            ExportColumn("basis", _("估价依据"), width=30),
            ExportColumn("handed_amount", _("直接发放（元）"), "money", width=16),
            ExportColumn("handed_quantity", _("已发放数量"), "count", width=12),
            ExportColumn("status", _("状态"), width=10, words=labels(lambda: PaperStatus.choices)),
            ExportColumn("receipt", _("票据号码"), width=14),
        ),
        queryset=_gifts,
        rows=_gift_rows,
        filterset_class=GiftFilter,
        page="subsidies:gift-list",
        of_a_term=False,
        note=_("一行是一笔捐赠；县里收款的现金按项目合并发放，见社会资助项目。"),
        totals=_gift_totals,
    )
)
