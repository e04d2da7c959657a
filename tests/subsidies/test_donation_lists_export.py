"""The exports of the lists of donations: the same rows as the pages, each under its own permission."""

from decimal import Decimal

import pytest

from aid_portal.exporting import ExportQuery, export_named, exports_for
from subsidies.actions import consents
from subsidies.actions.hand_overs import Portion
from tests.factories import donations as give
from tests.factories import subsidies_money as make
from tests.subsidies.test_carry_overs import carried, two_years

pytestmark = pytest.mark.django_db


def taken(name: str, user=None, **asked: str) -> list[dict]:
    spec = export_named(name)
    found = spec.queryset(ExportQuery(user=user, **asked))
    return [dict(zip((column.name for column in spec.columns), row, strict=True)) for row in spec.rows(found)]


def test_a_row_a_programme_with_where_its_money_stands(sun) -> None:
    programme = give.a_gift().programme
    give.a_gift(give.an_agreement("去年的项目", year=2021))
    make.approved(*give.awarded(programme, make.an_enrolled_child()))
    (row,) = taken("donation_programmes", sun, year="2022")
    told = {name: row[name] for name in ("code", "state", "cash", "placed", "spent", "balance", "children")}
    assert told == {
        "code": programme.code, "state": "approved", "cash": 75_000, "placed": 1500, "spent": 0, "balance": 75_000, "children": 1,
    }  # fmt: skip
    assert len(taken("donation_programmes", sun)) == 2


def test_donors_and_gifts_with_their_receipts(sun) -> None:
    give.a_receipt(give.a_gift())
    give.some_milk(unit_value=Decimal(3), basis="发票")
    (donor,) = taken("donors", sun)
    assert (donor["gifts"], donor["cash"], donor["in_kind"]) == (2, 75_000, 120_000)
    cash, milk = taken("gifts", sun)
    assert (cash["receipt"], cash["handed_amount"], milk["receipt"], milk["handed_quantity"]) == ("0000000007", None, "", 0)
    (receipt,) = taken("donation_receipts", sun, year="2022")
    assert (receipt["number"], receipt["amount"], receipt["status"]) == ("0000000007", 75_000, "issued")


def test_hand_over_lists_with_their_sums(sun) -> None:
    give.a_hand_over(give.some_milk(), [Portion(class_name="三1班", quantity=60), Portion(quantity=40)])
    (row,) = taken("hand_overs", sun, year="2022")
    assert (row["quantity"], row["amount"], row["children"], row["status"]) == (100, None, 0, "proposed")


def test_a_carried_balance_is_in_the_export_of_the_year_it_left_and_of_the_year_it_came_into(sun) -> None:
    carried(*two_years())
    [[left], [came]] = (taken("carry_overs", sun, year=year) for year in ("2022", "2023"))
    assert (left, left["year"], left["into_year"], left["amount"]) == (came, 2022, 2023, 5000)


def test_consents_of_the_own_school_only(chen, wang, zhao, school) -> None:
    child = make.an_enrolled_child(school=school)
    give_paper = {"student": child.student, "school": school, "given_on": give.DAY, "paper": "同意书", "by": wang}
    consents.record(**give_paper, may_name=True, may_photo=False, may_story=False)
    assert [row["may_name"] for row in taken("consents", wang)] == [True]
    assert taken("consents", zhao) == []


def test_who_may_take_away_what(chen, wang, sun) -> None:
    bureau_only = {"donors", "donation_programmes", "gifts", "donation_receipts", "hand_overs", "carry_overs"}
    assert bureau_only <= set(exports_for(sun))
    assert not bureau_only & set(exports_for(wang))
    assert ("consents" in exports_for(wang), "consents" in exports_for(chen), "consents" in exports_for(sun)) == (
        True,
        True,
        False,
    )
