"""Another tier or amount is tried first: who gains, who loses, money by school; nothing is written."""

from decimal import Decimal

import pytest

from subsidies.models import Entitlement
from subsidies.reports.override_trials import trials
from tests.factories.subsidies_money import an_enrolled_child, an_entitlement, the_programme

pytestmark = pytest.mark.django_db


def senior(school, amount: str, tier: str, **facts) -> Entitlement:
    child = an_enrolled_child(school=school, stage="senior", grade=1)
    return an_entitlement(enrolment=child, programme=the_programme("SH_GRANT"), amount=Decimal(amount), tier=tier, **facts)


def test_the_rate_of_another_tier_is_that_of_the_policy_school_by_school(school, zhao_school):
    senior(school, "750", "general")
    senior(school, "1250", "severe")
    senior(zhao_school, "750", "general")
    whole, schools = trials(Entitlement.objects.all(), tier="severe", amount=None)
    assert (whole.times, whole.gained, whole.lost, whole.money) == (3, 2, 0, Decimal("1000.00"))
    assert [(each.label, each.money) for each in schools] == [("城关第一小学", Decimal(500)), ("城关第二小学", Decimal(500))]


def test_a_part_of_the_term_stays_a_part_of_the_new_amount(school):
    an_entitlement(school=school, amount=Decimal("250"), full_amount=Decimal("500"))
    whole, _schools = trials(Entitlement.objects.all(), tier="", amount=Decimal("625"))
    assert (whole.before, whole.after) == (Decimal("250.00"), Decimal("312.50"))


def test_a_tier_without_a_rate_changes_nothing(school):
    senior(school, "750", "general")
    whole, _schools = trials(Entitlement.objects.all(), tier="nowhere", amount=None)
    assert (whole.unpriced, whole.money) == (1, Decimal(0))


def test_the_page_shows_before_and_after_of_what_one_may_see_and_writes_nothing(log_in, school, wang, zhao):
    own = an_entitlement(school=school)
    address = "/subsidies/entitlements/try/?term=2022A&to_amount=400"
    page = log_in(wang).get(address).content.decode()
    for said in ("500.00", "400.00", "−100.00", "减少 1 人次"):
        assert said in page
    assert "共 <strong>0</strong> 人次" in log_in(zhao).get(address).content.decode()
    own.refresh_from_db()
    assert own.amount == Decimal("500.00")
    assert "选好学生" in log_in(wang).get("/subsidies/entitlements/try/").content.decode()
