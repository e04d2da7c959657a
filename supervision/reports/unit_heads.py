"""Under which unit a row of a county's table is counted: a town or direct unit with all below it, or the unit itself."""

from collections.abc import Iterable

from aid_portal.choices import OrgKind
from aid_portal.models import OrgUnit


def heads_of(units: Iterable[int], *, folded: bool) -> dict[int, OrgUnit]:
    """By unit: itself, or folded the one right below the bureau; the bureau is its own."""
    found = OrgUnit.objects.in_bulk(set(units))
    if not folded:
        return found
    below = {unit.path: unit for unit in OrgUnit.objects.filter(parent__kind=OrgKind.BUREAU)}
    return {pk: below.get("/".join(unit.path.split("/")[:2]) + "/", unit) for pk, unit in found.items()}
