"""A batch that the bank has answered, ready for its payees to be asked."""

from pathlib import Path

from aid_portal.choices import Role
from aid_portal.models import OrgUnit, User
from subsidies.actions import bank_returns
from subsidies.models import Batch
from tests.factories import subsidies_money as make
from tests.factories.bank_answers import answer, at_the_bank, read

PHONE = "13800001234"


def an_asker() -> User:
    """Another than who reviewed the batch."""
    return make.a_hand("xu", Role.COUNTY_REVIEWER)


def an_answered_batch(folder: Path, schools: dict[OrgUnit, int], failures: dict[int, str] | None = None) -> Batch:
    """So many children of each school, released by qian, booked by pan."""
    make.the_money()
    children = [
        make.an_enrolled_child(f"李{n}", school=school, phone=PHONE) for school, count in schools.items() for n in range(count)
    ]
    make.approved(*[make.an_entitlement(enrolment=child) for child in children])
    batch = at_the_bank(make.released(make.a_batch()))
    bank_returns.book(bank_return=read(answer(folder, batch, failures), batch), by=make.a_hand("pan", Role.FINANCE))
    batch.refresh_from_db()
    return batch
