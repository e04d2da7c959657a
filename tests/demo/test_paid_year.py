"""The full county, made, checked and paid: its year is the bureau's, by SQL over the payments and in the frozen table."""

import csv
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection

from aid_portal.demo.scale import TARGETS
from aid_portal.workers import HEARTBEAT_KEY
from subsidies.models import DonationAgreement, StatisticsReport
from subsidies.reports.donations import standings
from supervision.models import Campaign, RectificationNotice, Visit
from supervision.reports.year_account import account
from tests.reference import restore_reference_data

pytestmark = pytest.mark.slow
# Of state aid: a re-issued row is paid once; what was received back is subtracted and takes no person-time with it.
YEAR = """
SELECT count(DISTINCT p.entitlement_id),
       sum(p.amount) - (SELECT sum(amount) FROM subsidies_recovery WHERE status = 'received')
FROM subsidies_payment p JOIN subsidies_entitlement e ON e.id = p.entitlement_id
JOIN subsidies_programme g ON g.id = e.programme_id AND g.kind = 'state'
WHERE p.status = 'paid' AND e.term_id IN ('2022S', '2022A')
"""
LINES = """
SELECT g.code, CASE g.code WHEN 'HE_ENTRY' THEN 'higher' ELSE r.stage END, CASE g.code WHEN 'SH_GRANT' THEN e.tier ELSE '' END,
       p.rate, count(DISTINCT e.id) FILTER (WHERE e.term_id = '2022S'), count(DISTINCT e.id) FILTER (WHERE e.term_id = '2022A')
FROM subsidies_payment p JOIN subsidies_entitlement e ON e.id = p.entitlement_id
JOIN subsidies_programme g ON g.id = e.programme_id AND g.kind = 'state'
JOIN students_enrolment r ON r.id = e.enrolment_id
WHERE p.status = 'paid' GROUP BY 1, 2, 3, 4
"""

# The bureau's own account; of the 80余 notices of food safety the demonstration county has 83.
SOURCE = {
    ("1", "teams"): ("12", "个"), ("1", "towns"): ("8", "个"), ("1", "direct_units"): ("15", "个"),
    ("1", "notices"): ("15", "份"),
    ("2", "visits"): ("600", "人次"), ("2", "copies"): ("7500", "份"),
    ("4", "aid_times"): ("26640", "人次"), ("4", "aid_amount"): ("1822.7675", "万元"),
    ("4", "gift:送教上门儿童"): ("60000", "元"), ("4", "gift:送教上门儿童:children"): ("30", "人"),
    ("4", "gift:饮用奶和营养健康体验室"): ("120000", "元"), ("4", "gift:饮用奶和营养健康体验室:饮用奶"): ("40000", "盒"),
    ("4", "gift:饮用奶和营养健康体验室:营养健康体验室"): ("5", "所"),
    ("4", "gift:慰问金"): ("50000", "元"), ("4", "gift:慰问金:children"): ("100", "人"),
    ("4", "gift:小海豚成长计划"): ("76000", "元"), ("4", "gift:小海豚成长计划:children"): ("38", "人"),
    ("4", "gift:贝壳助学金"): ("75000", "元"), ("4", "gift:贝壳助学金:children"): ("50", "人"),
    ("4", "gift:华山论剑西凤酒"): ("8000", "元"), ("4", "gift:华山论剑西凤酒:children"): ("4", "人"),
    ("4", "gift:公益助学"): ("30000", "元"), ("4", "gift:公益助学:children"): ("15", "人"),
    ("5", "food_checks"): ("6", "次"), ("5", "food_notices"): ("83", "份"),
    ("6", "meal_standard"): ("5", "元/生·日"),
}  # fmt: skip


@pytest.fixture(scope="module")
def paid(django_db_setup: None, django_db_blocker: object) -> Iterator[None]:
    with django_db_blocker.unblock():
        restore_reference_data()
        cache.delete(HEARTBEAT_KEY)
        call_command("seed_demo", stdout=StringIO())
        yield
        call_command("flush", interactive=False, verbosity=0)


def rows(statement: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall()


def test_every_line_of_the_plan_is_paid_and_nothing_else(paid: None) -> None:
    planned = {(each.programme, each.stage, each.tier, each.amount, each.spring, each.autumn) for each in TARGETS}
    assert set(rows(LINES)) == planned


def test_the_payments_of_the_year_come_to_the_figures_of_the_bureau(paid: None) -> None:
    assert rows(YEAR) == [(26_640, Decimal("18227675.00"))]


def test_the_frozen_annual_table_says_the_same(paid: None) -> None:
    total = StatisticsReport.objects.get().totals["total"]
    assert (total["times"], total["amount"]) == (26_640, "18227675.00")


def test_the_gifts_of_the_year_reach_237_children_by_name_and_are_no_part_of_those_figures(paid: None) -> None:
    """domain.md 7.1: seven programmes, 419,000.00; what a child got is spent, to the last yuan of the 299,000.00 in cash."""
    found = standings(DonationAgreement.objects.in_force().filter(year=2022))
    assert {each.agreement.programme.label: each.children for each in found} == {
        "饮用奶和营养健康体验室": 0, "慰问金": 100, "华山论剑西凤酒": 4, "公益助学": 15, "送教上门儿童": 30, "小海豚成长计划": 38,
        "贝壳助学金": 50,
    }  # fmt: skip
    sums = [sum(getattr(each, name) for each in found) for name in ("received", "cash", "in_kind", "spent")]
    assert sums == [Decimal(419_000), Decimal(299_000), Decimal(120_000), Decimal(299_000)]


def test_the_supervision_of_the_year_is_there_as_rows(paid: None) -> None:
    """12 teams to 8 towns and 15 direct units, 15 notices; 6 food-safety checks, 83 notices (source, one and five)."""
    teams = Campaign.objects.get(name="百日督帮")
    kinds = Counter(Visit.objects.filter(campaign=teams).values_list("unit__kind", flat=True))
    assert (teams.teams.count(), kinds) == (12, {"town": 8, "direct_unit": 15})
    assert Campaign.objects.filter(themes=["food"], starts_on__year=2022).count() == 6
    issued = RectificationNotice.objects.filter(year=2022, status="closed").order_by("word", "number")
    numbers = {word: [each.number for each in issued if each.word.word == word] for word in ("扶教体督", "扶教体食")}
    assert numbers == {"扶教体督": list(range(1, 16)), "扶教体食": list(range(1, 84))}


def test_the_yearly_account_of_2022_is_the_one_of_the_bureau(paid: None, tmp_path: Path) -> None:
    """Every figure of the source text, from rows: sections one to six, the seven gifts with their children."""
    call_command("export", "year", year="2022", to=tmp_path / "year.csv", stdout=StringIO())
    with (tmp_path / "year.csv").open(encoding="utf-8") as file:
        told = {(line["section"], line["figure"]): (line["value"], line["unit"]) for line in csv.DictReader(file)}
    assert {key: told.get(key) for key in SOURCE} == SOURCE
    times = "全年享受各级各类资助政策学生26640人次，发放资金1822.7675万元。"
    assert any(text.startswith(times) for _heading, text in account(2022).paragraphs)
