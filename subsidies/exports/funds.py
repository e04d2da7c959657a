"""What this floor gives away of the money: the budget lines with where their money stands, and the ledger line by line."""

from collections.abc import Generator, Iterator, Mapping
from decimal import Decimal

from django.db.models import QuerySet, Sum
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from aid_portal import figures
from aid_portal.exporting import ExportColumn, ExportQuery, ExportSpec, labels, register_export
from aid_portal.permissions import Permission
from subsidies.choices import EntryKind, FundSource
from subsidies.filters.budgets import BudgetLineFilter, LedgerEntryFilter
from subsidies.models import BudgetLine, LedgerEntry, LedgerLeg, Programme
from subsidies.reports.budgets import execution
from subsidies.reports.causes import causes

SOURCES = labels(lambda: FundSource.choices)
PROGRAMMES = labels(lambda: Programme.objects.values_list("code", "label"))
AMOUNTS = ("allotted", "approved", "waiting", "sent", "paid", "returned", "in_process", "recovered", "available")


def _lines(query: ExportQuery) -> QuerySet:
    scope = query.seen(BudgetLine)
    return scope.select_related("programme").order_by("year", "programme__position", "pk")


def _line_rows(lines: QuerySet) -> Generator[tuple]:
    for each in execution(lines).lines:
        amounts = (_yuan(getattr(each.figures, name)) for name in AMOUNTS)
        yield each.line.year, each.line.programme.code, each.line.source, *amounts


def _line_totals(lines: QuerySet) -> list[tuple[str, str]]:
    found = execution(lines).total
    words = {"allotted": figures.yuan(_yuan(found.allotted)), "kept": figures.yuan(_yuan(found.kept))}
    rule = now("已批准 = 待发放 + 发放中 + 已到账 − 已收回；已送银行 = 已到账 + 退票 + 发放中。")
    return [(now("金额"), now("已下达%(allotted)s元，已发放%(kept)s元") % words), (now("勾稽"), rule)]


register_export(
    ExportSpec(
        name="budgets",
        label=_("预算执行"),
        permission=Permission.BUDGET_VIEW,
        columns=(
            ExportColumn("year", _("预算年度"), width=10),
            ExportColumn("programme", _("资助项目"), width=26, words=PROGRAMMES),
            ExportColumn("source", _("资金来源"), width=10, words=SOURCES),
            ExportColumn("allotted", _("已下达（元）"), "money", width=16),
            ExportColumn("approved", _("已批准（元）"), "money", width=16),
            ExportColumn("waiting", _("待发放（元）"), "money", width=16),
            ExportColumn("sent", _("已送银行（元）"), "money", width=16),
            ExportColumn("paid", _("已到账（元）"), "money", width=16),
            ExportColumn("returned", _("退票（元）"), "money", width=16),
            ExportColumn("in_process", _("发放中（元）"), "money", width=16),
            ExportColumn("recovered", _("已收回（元）"), "money", width=16),
            ExportColumn("available", _("可用（元）"), "money", width=16),
        ),
        queryset=_lines,
        rows=_line_rows,
        filterset_class=BudgetLineFilter,
        page="subsidies:budget-list",
        of_a_term=False,
        note=_("一行是一个预算年度、一个资助项目、一个资金来源的指标。"),
        totals=_line_totals,
    )
)


def _entries(query: ExportQuery) -> QuerySet:
    """Not ordered by the database: the rows of an export are told by entry and line."""
    return LedgerEntry.objects.visible_to(query.user) if query.user else LedgerEntry.objects.with_fen()


def _entry_rows(entries: QuerySet) -> Generator[tuple]:
    """An entry has a row for each of its lines that the conditions name; causes are said for a thousand entries at once."""
    ids = sorted(entries.values_list("pk", flat=True))
    for start in range(0, len(ids), 1000):
        known = {entry.pk: entry for entry in LedgerEntry.objects.filter(pk__in=ids[start : start + 1000]).for_list().with_fen()}
        words = causes(known.values())
        for pk, year, programme, source, fen in _by_line(known, entries.of_legs):
            entry = known[pk]
            yield (
                pk, entry.kind, words[pk].words, year, programme, source, _yuan(fen), entry.batch.number if entry.batch else "",
                entry.note, entry.made_by.name if entry.made_by else "", figures.minute(entry.made_at), entry.reverses_id or "",
            )  # fmt: skip


def _by_line(entries: dict[int, LedgerEntry], of_legs: Mapping[str, object]) -> Iterator[tuple]:
    """What each entry moves to the account that its kind leads to, or on the account that was asked for."""
    legs = LedgerLeg.objects.filter(entry__in=entries, **of_legs).order_by(
        "entry_id", "account__line__programme__position", "account__line_id"
    )
    grouped = legs.values_list(
        "entry_id", "account__kind", "account__line__year", "account__line__programme__code", "account__line__source"
    )
    for pk, account, year, programme, source, fen in grouped.annotate(sum=Sum("fen")):
        if account == of_legs.get("account__kind", entries[pk].leads_to):
            yield pk, year, programme, source, fen


def _entry_totals(entries: QuerySet) -> list[tuple[str, str]]:
    return [(now("分录"), now("%(count)s笔") % {"count": figures.count(entries.count())})]


register_export(
    ExportSpec(
        name="ledger",
        label=_("台账"),
        permission=Permission.BUDGET_VIEW,
        columns=(
            ExportColumn("entry", _("分录号"), "count", width=9),
            ExportColumn("kind", _("类别"), width=10, words=labels(lambda: EntryKind.choices)),
            ExportColumn("cause", _("事由"), width=40),
            ExportColumn("year", _("预算年度"), width=10),
            ExportColumn("programme", _("资助项目"), width=26, words=PROGRAMMES),
            ExportColumn("source", _("资金来源"), width=10, words=SOURCES),
            ExportColumn("amount", _("金额（元）"), "money", width=16),
            ExportColumn("batch", _("发放批次"), width=16),
            ExportColumn("note", _("摘要"), width=30),
            ExportColumn("made_by", _("经办人"), width=10),
            ExportColumn("made_at", _("时间"), width=17),
            ExportColumn("reverses", _("冲正的分录号"), width=12),
        ),
        queryset=_entries,
        rows=_entry_rows,
        filterset_class=LedgerEntryFilter,
        page="subsidies:entry-list",
        of_a_term=False,
        note=_("一行是一笔分录在一条预算指标上的金额；不同类别是同一笔钱的不同阶段，不能相加。"),
        totals=_entry_totals,
    )
)


def _yuan(fen: int) -> Decimal:
    return Decimal(fen) / 100
