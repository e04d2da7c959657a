"""A22: the distribution, what it can and cannot say, and the amounts behind each digit; nobody is a hit."""

from decimal import Decimal

import pytest

from subsidies.models import AuditHit
from tests.factories.portal import a_school
from tests.factories.subsidies_money import a_batch, an_enrolled_child, an_entitlement, approved, released, the_money

pytestmark = pytest.mark.django_db
PAGE = "/subsidies/audit-checks/A22/"


@pytest.fixture
def sent(db):
    """Three children of one school with 500.00, one of another with 62.50: sums 1500.00 and 62.50, batch 1562.50."""
    the_money()
    schools = [a_school("2161324001", "城关第一小学"), a_school("2161324002", "城关第二小学")]
    rows = [(schools[0], "500.00")] * 3 + [(schools[1], "62.50")]
    approved(*(an_entitlement(enrolment=an_enrolled_child(school=school), amount=Decimal(yuan)) for school, yuan in rows))
    return released(a_batch())


def page_of(client, query=""):
    answer = client.get(f"{PAGE}{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_each_digit_leads_to_its_amounts_and_each_amount_to_its_rows(log_in, sun, sent):
    client = log_in(sun)
    page = page_of(client, "?of=payments")
    assert f'<a href="{PAGE}?of=payments&amp;digit=5">3</a>' in page
    assert "政策标准和折算办法定死" in page
    six = page_of(client, "?of=payments&digit=6")
    assert "62.50" in six
    assert ">500.00<" not in six
    address = "/subsidies/payments/?term=all&amount=62.50"
    assert address.replace("&", "&amp;") in six
    assert "共 <strong>1</strong> 条" in client.get(address).content.decode()


def test_sums_of_schools_and_of_batches_are_looked_at_too(log_in, sun, sent):
    client = log_in(sun)
    schools = page_of(client)
    assert "1,500.00" in schools
    assert "城关第二小学" in schools
    assert "1,562.50" in page_of(client, "?of=batches")
    assert sent.get_absolute_url() in page_of(client, "?of=batches")


def test_few_amounts_say_nothing_and_no_question_makes_a_hit_of_them(log_in, sun, sent):
    assert "只有2个金额，不足110个，卡方值没有意义" in page_of(log_in(sun))
    assert not AuditHit.objects.exists()
    assert "看分布" in log_in(sun).get("/subsidies/audit-checks/").content.decode()


@pytest.mark.parametrize("query", ["?of=nonsense", "?digit=0", "?digit=x", "?of=batches&digit=9"])
def test_an_address_with_nonsense_shows_the_page(query, log_in, sun, sent):
    page_of(log_in(sun), query)


def test_before_any_payment_it_says_so_and_schools_have_no_such_page(log_in, sun, wang):
    assert "还没有发放" in page_of(log_in(sun))
    assert log_in(wang).get(PAGE).status_code == 403
