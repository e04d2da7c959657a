"""The lines that units have told: made up, local numbers begin with no 1."""

from aid_portal import audit
from aid_portal.actions import org_units
from aid_portal.choices import OrgKind
from aid_portal.models import OrgUnit


def tell() -> None:
    """Each unit can be asked; complaints go to the bureau and to the units under it that look after schools."""
    for place, unit in enumerate(OrgUnit.objects.open().filter(help_phone="").order_by("path")):
        watch_phone = "" if unit.is_school else f"0917-1{place:03}200"
        if unit.kind != OrgKind.DIRECT_UNIT:
            org_units.tell_phones(unit=unit, help_phone=f"0917-1{place:03}100", watch_phone=watch_phone, by=audit.CONSOLE)
