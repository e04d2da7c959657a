"""Every number of every report of the small county, followed to the list behind it."""

import pytest
from django.test import Client

from aid_portal.models import User
from subsidies.reports.report_grids import county_grid
from subsidies.rules.statistics import Span
from subsidies.statistics_choices import StatisticsKind
from tests.subsidies.following import figures_of, followed

pytestmark = pytest.mark.django_db
# A term stands beside the term before it.
SPANS = {StatisticsKind.ANNUAL: "2022", StatisticsKind.HOME: "2022-2023"}


@pytest.mark.usefixtures("county")
@pytest.mark.parametrize("kind", StatisticsKind.values)
def test_every_number_is_said_by_the_list_behind_it(kind: str) -> None:
    """Several numbers share a list: each address is asked once."""
    auditor, client = User.objects.get(username="sun"), Client()
    client.force_login(auditor)
    figures = figures_of(county_grid(kind, Span.parse(SPANS.get(kind, "2022A")), auditor))
    told = {address: followed(client, address) for address in {figure.url for figure in figures}}
    assert len(told) > 5
    wrong = [(figure.url, figure.text, told[figure.url]) for figure in figures if figure.text not in told[figure.url]]
    assert wrong == []
