"""The made-up people: administrators from the console, everybody else proposed by one and granted by another."""

from collections.abc import Iterable

from django.utils import timezone
from django.utils.translation import gettext as _

from aid_portal import audit
from aid_portal.actions import role_assignments, users
from aid_portal.choices import ADMINISTRATORS
from aid_portal.demo import ACCOUNTS, Account
from aid_portal.demo.county import scale_of
from aid_portal.demo.seeding.telling import Telling
from aid_portal.demo.units import schools
from aid_portal.demo.users import officers
from aid_portal.models import OrgUnit, User

# Everybody's password in the demonstration. It is printed on the screen, so it is no secret: production has no such people.
PASSWORD = "Yanshi-2022"  # noqa: S105
PROPOSES, GRANTS = "sysadmin", "secadmin"
CLERK, REVIEWER, APPROVER, WANG, STAND_IN = "chen", "xu", "lin", "wang", "zhou"
SECOND_REVIEWER, FINANCE = "guo", "qian"  # of the batches: who decided on a list releases no batch of it
CASHIER = "pan"  # books what became of the batches that qian released


def everybody(size: str) -> list[Account]:
    """Administrators first, because they bring in the others."""
    known = [*ACCOUNTS, *officers(schools(scale_of(size, None).plan))]
    return sorted(known, key=lambda account: account.role not in ADMINISTRATORS)


def settle(accounts: Iterable[Account], telling: Telling) -> str:
    """Accounts with their roles; who is there already is left alone. Returns in words how many there are."""
    accounts = list(accounts)
    units = OrgUnit.objects.in_bulk({account.unit for account in accounts}, field_name="code")
    settled = set(User.objects.filter(assignments__isnull=False).values_list("username", flat=True))
    for place, account in enumerate(accounts):
        if account.username not in settled and account.unit in units:
            _settle(account, units[account.unit])
        telling.far(place, len(accounts))
    return _("%(people)d 人") % {"people": len(accounts)}


def named(username: str) -> User:
    return User.objects.get(username=username)


def _settle(account: Account, unit: OrgUnit) -> None:
    user = User.objects.filter(username=account.username).first() or users.create(
        username=account.username, name=account.name, password=PASSWORD, must_change=False, by=audit.CONSOLE
    )
    today = timezone.localdate()
    if account.role in ADMINISTRATORS:
        role_assignments.appoint(user=user, role=account.role, unit=unit, starts_on=today, by=audit.CONSOLE)
        return
    proposed = role_assignments.propose(user=user, role=account.role, unit=unit, starts_on=today, by=named(PROPOSES))
    role_assignments.grant(assignment=proposed, by=named(GRANTS))
