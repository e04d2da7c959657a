"""`manage.py export donations`: one row a programme, apart from the figures of state aid."""

import csv
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from subsidies.actions import hand_overs
from subsidies.actions.hand_overs import Portion
from subsidies.models import DonationAgreement
from subsidies.reports.donations import standings
from tests.factories import donations as give
from tests.factories import subsidies_money as make

pytestmark = pytest.mark.django_db


def test_the_file_has_a_row_a_programme_with_what_came_and_how_many_children(tmp_path: Path) -> None:
    shell = give.a_gift().programme
    make.approved(*give.awarded(shell, make.an_enrolled_child(), make.an_enrolled_child()))
    give.some_milk(unit_value=Decimal(3), basis="发票")
    give.a_gift(give.an_agreement("去年的项目", year=2021))
    call_command("export", "donations", year="2022", to=tmp_path / "donations.csv", stdout=StringIO())
    with (tmp_path / "donations.csv").open(encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    assert [tuple(row.values()) for row in rows] == [
        ("北京明伦公益基金会", "贝壳助学金", "cash", "75000.00", "2"),
        ("北京明伦公益基金会", "饮用奶", "in_kind", "120000.00", "0"),
    ]  # fmt: skip


def test_what_a_donor_gives_out_himself_is_spent_when_its_list_is_approved() -> None:
    gift = give.a_gift(give.an_agreement("慰问金"), "500", direct=True)
    child = make.an_enrolled_child().student
    own = give.a_hand_over(gift, [Portion(student=child, amount=Decimal(300))])
    agreements = DonationAgreement.objects.in_force()
    assert [each.spent for each in standings(agreements)] == [0]
    hand_overs.decide(hand_over=own, approved=True, by=give.lin())
    (found,) = standings(agreements)
    assert (found.spent, found.balance, found.children, found.kind) == (300, 200, 1, "cash")
