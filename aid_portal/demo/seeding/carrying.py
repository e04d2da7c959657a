"""What a small county could not give to children in the year goes on into the next, as the donors agreed."""

from datetime import date

from aid_portal.demo.donations import YEAR
from aid_portal.demo.seeding.people import APPROVER, CLERK, named
from subsidies.actions import carry_overs, donation_agreements
from subsidies.models import CarryOver, DonationAgreement
from subsidies.reports.donations import with_money

PAPER = "捐赠人同意结余转入下一年的函"
AGREED_ON = date(YEAR, 12, 20)
KEPT = ("purpose", "stages", "home_taught", "amount_each", "places")


def carry_on() -> None:
    """The whole county gives all of it; a repeated seed carries nothing twice."""
    left = with_money(DonationAgreement.objects.in_force().filter(year=YEAR)).filter(unplaced__gt=0)
    for agreement in left.exclude(programme__in=CarryOver.objects.values("source")).order_by("pk"):
        next_year = _agreed(agreement)
        amount = {"amount": agreement.unplaced, "paper": PAPER}
        made = carry_overs.propose(source=agreement.programme, target=next_year.programme, **amount, by=named(CLERK))
        carry_overs.decide(carry_over=made, approved=True, by=named(APPROVER))


def _agreed(before: DonationAgreement) -> DonationAgreement:
    """The same donors go on with the same rules."""
    rules = {name: getattr(before, name) for name in KEPT}
    days = {"first_day": date(YEAR + 1, 1, 1), "last_day": date(YEAR + 1, 12, 31), "agreed_on": AGREED_ON}
    label = f"{before.programme.label}（{YEAR + 1}年）"
    made = donation_agreements.propose(
        label=label, donors=list(before.donors.all()), year=YEAR + 1, paper=PAPER, **rules, **days, by=named(CLERK)
    )
    return donation_agreements.decide(agreement=made, approved=True, by=named(APPROVER))
