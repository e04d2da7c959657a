"""The sum of a funding document while somebody types: full-width digits, separators and the unit are read as they are meant."""

import pytest
from django.conf import settings
from django.test import Client

from subsidies.models import FundingDocument

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_what_is_missing_is_told_while_typing_until_nothing_is(live_server, page, chen):
    client = Client()
    client.force_login(chen)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
    page.goto(f"{live_server.url}/subsidies/budgets/documents/add/")
    parts, left = page.locator("[data-part]"), page.locator("[data-parts-left]")
    page.fill("[name=amount]", "８00,000")
    parts.nth(0).fill("500,000.5元")
    assert (page.locator("[data-parts-sum]").inner_text(), left.inner_text()) == ("500,000.50", "299,999.50")
    parts.nth(1).fill("300000")
    assert left.inner_text() == "−0.50"
    parts.nth(0).fill("500000")
    assert (left.inner_text(), "adds-up" in left.get_attribute("class")) == ("0.00", True)
    page.fill("[name=number]", "陕财办教〔2022〕15号")
    page.fill("[name=title]", "下达资金")
    page.fill("[name=issued_on]", "2022-03-01")
    page.select_option("[name=source]", "central")
    page.get_by_role("button", name="登记").click()
    page.wait_for_url("**/documents/*/")
    assert FundingDocument.objects.get().allotments.count() == 2
