"""Addresses of pages that lead to rows."""

import pytest
from django.urls import reverse

from aid_portal.links import of_row


@pytest.mark.parametrize("key", [1, 70, 1002003])
@pytest.mark.parametrize("name", ["students:student-detail", "subsidies:decision-detail"])
def test_the_page_of_a_row_is_where_the_resolver_has_it(name, key):
    assert of_row(name, key) == reverse(name, args=[key])
