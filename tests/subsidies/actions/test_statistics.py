"""A report is kept with the rows behind it and says next year what it said (features.md K5)."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import InternalError, transaction

from aid_portal.choices import Role
from aid_portal.errors import Refused
from aid_portal.models import AuditEvent
from subsidies.actions import statistics
from subsidies.models import FrozenFlow, StatisticsReport
from subsidies.reports import frozen
from subsidies.reports.report_layouts import LAYOUTS
from subsidies.rules.statistics import Span
from subsidies.statistics_choices import StatisticsKind
from tests.factories.subsidies_money import a_hand, all_paid, an_entitlement, approved, taken_back, the_money

pytestmark = pytest.mark.django_db
YEAR = Span.parse("2022")


def freeze(kind: str = StatisticsKind.ANNUAL, span: Span = YEAR) -> StatisticsReport:
    return statistics.freeze(kind=kind, span=span, note="报市教育局", by=a_hand("lin", Role.COUNTY_APPROVER))


@pytest.fixture
def two_paid() -> list:
    the_money()
    made = approved(an_entitlement(), an_entitlement())
    all_paid()
    return made


@pytest.mark.usefixtures("two_paid")
@pytest.mark.parametrize("kind", [kind for kind, layout in LAYOUTS.items() if layout.may_be_frozen])
@pytest.mark.parametrize("year", ["2022", "2022-2023", "paid-2022"])
def test_a_frozen_report_keeps_table_rows_and_hash(kind: str, year: str) -> None:
    report = freeze(kind, Span.parse(year))
    kept = frozen.as_kept(report)
    assert (kept.total.times, kept.total.persons, kept.total.amount) == (2, 2, Decimal("1000.00"))
    assert (report.row_count, report.flows.count()) == (2, 2)
    assert kept == frozen.as_kept(StatisticsReport.objects.get(pk=report.pk))
    assert frozen.unharmed(report)
    assert frozen.still_true(report)
    assert AuditEvent.objects.filter(event="subsidies.statistics.frozen").count() == 1


@pytest.mark.usefixtures("two_paid")
@pytest.mark.parametrize("kind", [StatisticsKind.MONITORED, StatisticsKind.CITY])
def test_what_counts_children_beside_money_is_not_kept(kind: str) -> None:
    with pytest.raises(Refused, match="不是到账统计，不能固定"):
        freeze(kind, Span.parse("2022"))


def test_what_comes_later_is_told_as_a_difference_and_changes_nothing_kept(two_paid: list) -> None:
    report = freeze()
    taken_back(two_paid[0], "200.00", day=date(2023, 3, 1))
    assert not frozen.still_true(report)
    assert frozen.unharmed(report)
    found = {
        (each.key, each.column): (each.before.amount, each.now.amount)
        for each in frozen.differences(frozen.as_kept(report), frozen.now_of(report))
    }
    changed = (Decimal("1000.00"), Decimal("800.00"))
    assert found == {("", ""): changed, ("primary|CE_BOARD", ""): changed, ("primary|CE_BOARD", "2022A"): changed}
    assert sum(FrozenFlow.objects.values_list("amount", flat=True)) == Decimal("1000.00")


def test_a_change_that_no_number_shows_is_seen_by_the_hash(two_paid: list) -> None:
    """One child's row for another's: sums agree, rows do not."""
    report = freeze()
    first, second = two_paid
    first.student.merged_into = second.student
    first.student.save()
    assert not frozen.still_true(report)


@pytest.mark.usefixtures("two_paid")
def test_nobody_edits_or_removes_what_is_frozen() -> None:
    report = freeze()
    for deed in (
        lambda: StatisticsReport.objects.filter(pk=report.pk).update(totals={}),
        lambda: FrozenFlow.objects.filter(report=report).update(amount=1),
        lambda: FrozenFlow.objects.filter(report=report).delete(),
    ):
        with pytest.raises(InternalError, match="immutable"), transaction.atomic():
            deed()


def test_rows_behind_a_report_name_no_child() -> None:
    names = {field.name for field in FrozenFlow._meta.get_fields()}
    assert not names & {"name", "payee_name", "sealed", "account_index", "registry_index"}


def test_an_empty_year_is_not_frozen() -> None:
    with pytest.raises(Refused, match="没有可以固定的内容"):
        freeze()
    assert not StatisticsReport.objects.exists()


@pytest.mark.usefixtures("two_paid")
def test_the_same_row_stands_once_behind_a_report() -> None:
    report = freeze()
    row = FrozenFlow.objects.first()
    row.pk = None
    with pytest.raises(Exception, match="frozen_flow_once_per_report"), transaction.atomic():
        row.save(force_insert=True)
    assert report.flows.count() == 2
