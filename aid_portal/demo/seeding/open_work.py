"""What the term's payment leaves on the desks: waivers to review and to release, a late case, a new card, more money."""

from aid_portal.demo.scale import FIRST_TERM
from aid_portal.demo.seeding import batches, cases, mending, money
from aid_portal.demo.seeding.batches import Order
from aid_portal.demo.seeding.lists import OPEN_PROGRAMME
from aid_portal.demo.seeding.people import CLERK, SECOND_REVIEWER, named
from aid_portal.demo.users import SENIOR_SCHOOL
from subsidies.actions import batches as deeds
from subsidies.choices import BatchStatus, Channel

WAIVERS = (
    Order("普通高中免学杂费（扶风高级中学）", Channel.SCHOOL_INCOME, (OPEN_PROGRAMME,), schools=(SENIOR_SCHOOL,)),
    Order("普通高中免学杂费", Channel.SCHOOL_INCOME, (OPEN_PROGRAMME,)),
)


def leave(term: str) -> None:
    if term == FIRST_TERM:
        _leave_waivers(term)
        return
    cases.apply_late(term)
    mending.leave_change(term)
    money.leave_document()


def _leave_waivers(term: str) -> None:
    """The first batch has been reviewed and waits for finance, the second waits for a reviewer."""
    for order, reviewed in zip(WAIVERS, (True, False), strict=True):
        batch = batches.build(order, term)
        if batch and batch.status == BatchStatus.DRAFT:
            batch = deeds.submit(batch=batch, by=named(CLERK))
        if batch and reviewed and batch.status == BatchStatus.SUBMITTED:
            deeds.review(batch=batch, by=named(SECOND_REVIEWER))
