"""Documents that bring money: entered by one, approved by another, and an allotment taken back while nothing rests on it."""

from datetime import date
from decimal import Decimal

import pytest

from aid_portal.choices import Role
from aid_portal.errors import Refused
from subsidies.actions import budgets
from subsidies.models import BudgetLine, LedgerEntry
from subsidies.reports.budgets import execution
from tests.factories import subsidies_money as make

pytestmark = pytest.mark.django_db
FACTS = {
    "number": "陕财办教〔2022〕15号", "title": "下达资金", "source": "central", "year": 2022, "amount": Decimal("800.00"),
    "direct": True, "issued_on": date(2022, 3, 1),
}  # fmt: skip


def propose(**facts: object):
    parts = facts.pop(
        "allotments", [(make.the_programme("CE_BOARD"), Decimal("500")), (make.the_programme("CE_DAY"), Decimal("300"))]
    )
    return budgets.propose(facts={**FACTS, **facts}, allotments=parts, by=make.a_hand("chen"))


def approve(document):
    return budgets.decide(document=document, approved=True, by=make.a_hand("lin", Role.COUNTY_APPROVER))


def available(programme: str = "CE_BOARD") -> int:
    line = BudgetLine.objects.get(programme__code=programme, year=2022, source="central")
    return execution([line]).total.available


def test_the_parts_of_a_document_are_its_amount() -> None:
    with pytest.raises(Refused, match=r"文件金额800\.00元，分配合计500\.00元，相差300\.00元"):
        propose(allotments=[(make.the_programme(), Decimal("500"))])


def test_a_document_is_entered_once_until_it_is_refused() -> None:
    first = propose()
    with pytest.raises(Refused, match="已经登记过"):
        propose()
    budgets.decide(document=first, approved=False, note="金额抄错", by=make.a_hand("lin", Role.COUNTY_APPROVER))
    assert propose().pk != first.pk


def test_an_allotment_is_taken_back_while_all_of_it_is_available() -> None:
    document = approve(propose())
    entry = LedgerEntry.objects.get(cause=f"document:{document.pk}")
    back = budgets.take_back(entry=entry, note="文件作废", by=make.a_hand("lin", Role.COUNTY_APPROVER))
    assert (available(), available("CE_DAY"), back.reverses) == (0, 0, entry)
    with pytest.raises(Refused):
        budgets.take_back(entry=entry, note="文件作废", by=make.a_hand("lin", Role.COUNTY_APPROVER))


def test_an_allotment_that_children_rest_on_is_not_taken_back() -> None:
    make.the_money("100000", sources=["county"])
    document = approve(propose())
    make.approved(make.an_entitlement())
    entry = LedgerEntry.objects.get(cause=f"document:{document.pk}")
    with pytest.raises(Refused, match=r"可用指标只有250\.00元，不够冲回500\.00元"):
        budgets.take_back(entry=entry, note="文件作废", by=make.a_hand("lin", Role.COUNTY_APPROVER))
    assert available() == 25000


def test_only_allotments_are_taken_back() -> None:
    make.the_money()
    make.approved(make.an_entitlement())
    entry = LedgerEntry.objects.get(kind="commit")
    with pytest.raises(Refused, match="只有下达指标"):
        budgets.take_back(entry=entry, note="x", by=make.a_hand("lin", Role.COUNTY_APPROVER))
