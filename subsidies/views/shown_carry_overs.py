"""A balance carried into a later year as its page shows it."""

from typing import Any

from django.utils.translation import gettext as _

from aid_portal import figures
from aid_portal.models import User
from subsidies.models import BudgetLine, CarryOver, DonationAgreement, LedgerEntry, Programme
from subsidies.views.shown_documents import story
from subsidies.views.shown_donations import decision_forms


def carry_over_page(found: CarryOver, user: User) -> dict[str, Any]:
    entry = LedgerEntry.objects.visible_to(user).filter(cause=f"carry_over:{found.pk}").first()
    return {
        "found": found,
        "facts": [
            (_("结出项目"), _named(found.source, found.year), _page(found.source, user)),
            (_("结出的账"), *_line(found.source, found.year, user)),
            (_("转入项目"), _named(found.target, found.into_year), _page(found.target, user)),
            (_("转入的账"), *_line(found.target, found.into_year, user)),
            (_("结转金额（元）"), figures.yuan(found.amount)),
            (_("依据"), found.paper),
            *([(_("台账分录"), _("已入账"), entry.get_absolute_url())] if entry else []),
        ],
        "story": story(found, _("批准，钱转入下一年的项目")),
        **decision_forms(found, user),
    }


def _named(programme: Programme, year: int) -> str:
    return _("%(year)s年 %(programme)s") % {"year": year, "programme": programme}


def _page(programme: Programme, user: User) -> str:
    agreement = DonationAgreement.objects.visible_to(user).in_force().filter(programme=programme).first()
    return agreement.get_absolute_url() if agreement else ""


def _line(programme: Programme, year: int, user: User) -> tuple[str, str]:
    """The donors' account of the programme; there is none before the first money has come."""
    line = BudgetLine.objects.visible_to(user).filter(programme=programme, year=year).first()
    return (str(line), line.get_absolute_url()) if line else ("", "")
