"""What the lists of bands and of draws give away: the rows of the screen, in codes or words, and no payee."""

from decimal import Decimal

import pytest

from aid_portal.exporting import export_named
from aid_portal.models import User
from subsidies.actions import arrivals
from tests.exports import rows_taken
from tests.factories.approval_bands import a_band, a_proposed_band
from tests.factories.arrivals import an_answered_batch, an_asker

pytestmark = pytest.mark.django_db


def test_the_bands_leave_as_they_stand(sun: User) -> None:
    band, waiting = a_band("500"), a_proposed_band("900")
    first, second = rows_taken("approval_bands", None)
    assert (first[:3], first[5:]) == (("batch", Decimal(500), 1), ("approved", band.made_by.name, band.decided_by.name))
    assert (second[1], second[5:]) == (Decimal(900), ("proposed", waiting.made_by.name, ""))
    assert rows_taken("approval_bands", sun, "status=approved") == [first]
    assert next(iter(export_named("approval_bands").worded([first])))[5] == "现行"


def test_a_draw_leaves_with_what_was_said_and_without_the_payees(tmp_path, school, sun: User, wang: User) -> None:
    batch = an_answered_batch(tmp_path, {school: 4})
    sample = arrivals.draw(batch=batch, size=3, seed="2022-11", by=an_asker())
    arrivals.answer(sample=sample, answers={1: {"answer": "arrived"}, 2: {"answer": "not_arrived"}}, by=an_asker())
    [row] = rows_taken("arrivals", sun)
    assert row[:8] == (batch.number, "2022-11", 4, 3, 2, 1, 1, 1)
    assert rows_taken("arrivals", sun, "state=done") == []
    assert rows_taken("arrivals", None) == [row]
    assert not export_named("arrivals").may_be_taken_by(wang)
    assert rows_taken("arrivals", wang) == []
