"""A small county whose money is in order, and one case for each question of the auditors, planted among its rows.

Each plant answers with the keys of the hits that it must give; what has been paid is put wrong afterwards, because the portal
would not have paid it so.
"""

from datetime import date
from decimal import Decimal
from pathlib import Path

from aid_portal import audit
from aid_portal.actions import holidays
from subsidies.actions import batches
from subsidies.actions.batch_rows import Choice
from subsidies.choices import AccountKind, Channel
from subsidies.models import LedgerAccount
from tests.factories.bank_answers import paid
from tests.factories.planted_county import children, payments
from tests.factories.planted_county.county import (
    ASKED_ON,
    DAY_PUPILS,
    FEE,
    GRANT,
    KINDERGARTEN,
    RECEIVED_ON,
    THE_YEAR_AFTER,
    County,
    approve_all,
    money,
)
from tests.factories.portal import a_school
from tests.factories.subsidies_money import a_hand, released, the_programme, the_term

__all__ = ["ASKED_ON", "a_planted_county", "money"]


def a_planted_county(folder: Path) -> County:
    """Everything approved, sent and paid as it should be; then each plant is put wrong."""
    a_hand("lin", "county_approver")
    holidays.seed(years=[2022, 2023], by=audit.CONSOLE)
    county = County(folder, a_school("2161324001", "城关第一小学"), a_school("2161324002", "城关第二小学"))
    for programme in ("CE_BOARD", DAY_PUPILS, FEE):
        money("200000", programme)
    money("5000", GRANT, received_on=THE_YEAR_AFTER)
    money("5000", "CE_BOARD", received_on=THE_YEAR_AFTER, year=2023)
    for _each in range(8):
        county.row()  # in order
    for _each in range(30):
        county.child()  # enrolled, without aid
    for plant in (*children.PLANTS, *payments.PLANTS):
        plant(county)
    approve_all()
    _pay_all(folder)
    for code, put_wrong in county.late:
        county.expected.setdefault(code, set()).update(put_wrong())
    _take_back_what_is_left()
    return county


def _pay_all(folder: Path) -> None:
    grant = the_programme(GRANT).pk
    rest = [each.pk for each in map(the_programme, ("CE_BOARD", DAY_PUPILS))]
    for choice, day in (
        (Choice(the_term(), Channel.BANK_CARD, programmes=rest), date(2022, 11, 21)),
        (Choice(the_term(), Channel.GUARDIAN_CARD, programmes=rest), date(2022, 11, 21)),
        (Choice(the_term(), Channel.BANK_CARD, programmes=[grant]), date(2023, 1, 5)),
        (Choice(the_term("2022S"), Channel.BANK_CARD), date(2022, 11, 21)),
        (Choice(the_term("2023S"), Channel.BANK_CARD), date(2023, 1, 5)),
    ):
        paid(folder, released(batches.build(choice=choice, title="2022秋生活补助", by=a_hand("chen"))), day)
    waivers = Choice(the_term(), Channel.SCHOOL_INCOME)
    batch = released(batches.build(choice=waivers, title="2022秋免学费", by=a_hand("chen")))
    batches.settle(batch=batch, day=date(2022, 11, 22), voucher="拨2022-118", by=a_hand("pan"))


def _take_back_what_is_left() -> None:
    for account in LedgerAccount.objects.filter(kind=AccountKind.AVAILABLE, balance__gt=0).select_related("line__programme"):
        line, yuan = account.line, Decimal(-account.balance) / 100
        if line.programme.code != KINDERGARTEN:
            received = THE_YEAR_AFTER if line.programme.code == GRANT or line.year == 2023 else RECEIVED_ON
            money(f"{yuan:.2f}", line.programme.code, received, (line.source,), line.year)
