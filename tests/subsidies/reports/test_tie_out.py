"""List = bank file = bank result = ledger; a row written past the actions shows, and nothing else does."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection

from aid_portal.choices import Role
from aid_portal.models import OrgUnit
from subsidies.actions import adjustments, batches
from subsidies.choices import AdjustmentKind, Channel
from subsidies.models import BudgetLine, Payment
from subsidies.reports.budgets import execution
from subsidies.reports.tie_out import Tally, cells, different_places, in_words, rows_by
from tests.factories import subsidies_money as make
from tests.factories.bank_results import answered
from tests.factories.portal import a_school

pytestmark = pytest.mark.django_db
DAY = date(2022, 11, 20)


@pytest.fixture
def two_schools() -> list[Payment]:
    """A child in each of two schools, on its way to the bank."""
    make.the_money()
    schools = [a_school("2161324001", "城关第一小学"), a_school("2161324002", "城关第二小学")]
    make.approved(*(make.an_entitlement(school=school) for school in schools))
    return list(make.released(make.a_batch()).payments.order_by("sequence"))


def behind_everybody(sql: str, *params: object) -> None:
    """Past the actions and the triggers, as somebody with the key of the database could."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(sql, params)
        cursor.execute("SET LOCAL session_replication_role = origin")


def different(term: str = "2022A") -> list[tuple[str, str, list[str]]]:
    return [(cell.school.name, cell.source, in_words(cell.tally)) for cell in cells([term]) if cell.differs]


def tied() -> Tally:
    return sum((cell.tally for cell in cells(["2022A"])), Tally())


def test_the_books_agree_at_every_step(two_schools: list[Payment]) -> None:
    first, second = two_schools
    assert different() == []
    assert (tied().listed, tied().filed, tied().waiting) == (100_000, 100_000, 100_000)
    answered([first])
    answered([second], paid=False)
    found = tied()
    assert (found.paid, found.returned, found.waiting) == (50_000, 50_000, 0)
    assert (found.ledger_paid, found.ledger_committed, found.ledger_in_process) == (50_000, 50_000, 0)
    assert different() == []


def test_a_payment_marked_as_paid_past_the_bank_is_exactly_one_childs_difference(two_schools: list[Payment]) -> None:
    answered([two_schools[0]])
    behind_everybody("UPDATE subsidies_payment SET status = 'paid', settled_on = %s WHERE id = %s", DAY, two_schools[1].pk)
    words = ["银行文件里有250.00元没有银行结果", "在途比台账发放中少250.00元"]
    assert different() == [("城关第二小学", "central", words), ("城关第二小学", "county", words)]


def test_a_leg_that_was_taken_out_shows_at_its_school_and_source(two_schools: list[Payment]) -> None:
    answered([two_schools[0]])
    behind_everybody(
        "DELETE FROM subsidies_ledgerleg l USING subsidies_ledgeraccount a, subsidies_budgetline b"
        " WHERE l.account_id = a.id AND a.line_id = b.id AND b.source = 'county' AND a.kind = 'paid'"
    )
    assert different() == [("城关第一小学", "county", ["应发名单比台账批准多250.00元", "到账比台账已发放多250.00元"])]


def test_an_approved_amount_that_was_changed_shows(two_schools: list[Payment]) -> None:
    behind_everybody(
        "UPDATE subsidies_entitlement SET amount = 400, fen_central = 15000 WHERE id = %s", two_schools[0].entitlement_id
    )
    assert different() == [("城关第一小学", "central", ["应发名单比台账批准少100.00元"])]


def test_two_differences_do_not_hide_each_other(two_schools: list[Payment]) -> None:
    behind_everybody(
        "UPDATE subsidies_entitlement SET fen_central = fen_central + 1, fen_county = fen_county - 1 WHERE id = %s",
        two_schools[0].entitlement_id,
    )
    first, second = rows_by(cells(["2022A"]), "programme")
    assert (first.key[0].name, first.difference, len(first.sentences)) == ("城关第一小学", 2, 2)
    assert second.difference == 0


def test_a_claw_back_is_told_until_the_money_is_back(two_schools: list[Payment]) -> None:
    answered([two_schools[0]])
    asked = adjustments.propose(
        entitlement=two_schools[0].entitlement, kind=AdjustmentKind.CLAW_BACK, amount=Decimal("200"), reason="转学",
        by=make.a_hand("chen"),
    )  # fmt: skip
    done = adjustments.decide(adjustment=asked, approved=True, by=make.a_hand("lin", Role.COUNTY_APPROVER))
    assert (different(), tied().listed, tied().to_recover) == ([], 80_000, 20_000)
    adjustments.receive(recovery=done.recovery, day=DAY, voucher="凭1", by=make.a_hand("qian"))
    found = tied()
    assert (different(), found.to_recover, found.recovered, found.ledger_paid) == ([], 0, 20_000, 30_000)


def test_a_waiver_has_its_own_column_and_no_bank_file() -> None:
    make.the_money(programme="SH_FEE")
    make.approved(make.an_entitlement(programme=make.the_programme("SH_FEE"), waiver=True))
    batch = make.released(make.a_batch(channel=Channel.SCHOOL_INCOME))
    assert different() == []
    batches.settle(batch=batch, day=DAY, voucher="拨1", by=make.a_hand("pan", Role.FINANCE))
    found = tied()
    assert (different(), found.waived, found.waiver_paid, found.filed, found.ledger_paid) == ([], 50_000, 50_000, 0, 50_000)


def test_the_sums_are_those_of_the_budget_lines(two_schools: list[Payment]) -> None:
    answered([two_schools[0]])
    answered([two_schools[1]], paid=False)
    found, counted = tied(), execution(BudgetLine.objects.filter(year=2022)).total
    assert (found.ledger_paid, found.approved, found.paid, found.returned) == (
        counted.kept, counted.approved, counted.paid, counted.returned,
    )  # fmt: skip


def test_other_terms_are_left_alone(two_schools: list[Payment]) -> None:
    assert cells(["2022S"]) == []
    assert len(cells(["2022S", "2022A"])) == 4


def test_only_the_schools_asked_for_are_shown(two_schools: list[Payment]) -> None:
    found = cells(["2022A"], OrgUnit.objects.filter(code="2161324002"))
    assert {cell.school.code for cell in found} == {"2161324002"}


def test_the_menu_counts_the_places_that_differ(two_schools: list[Payment]) -> None:
    behind_everybody("UPDATE subsidies_payment SET status = 'paid', settled_on = %s WHERE id = %s", DAY, two_schools[1].pk)
    assert different_places("2022A") == 2


def test_one_statement_whatever_the_number(two_schools: list[Payment], django_assert_num_queries) -> None:
    with django_assert_num_queries(3):
        cells(["2022A"])
