"""approve, revoke: an approved tier stands where the check reads the schools' determinations (eligibility.md 4)."""

from collections.abc import Sequence
from datetime import date

from aid_portal import crypto
from aid_portal.announcements import Happening, announce
from students.determination_choices import ApplicationStatus
from students.models import Application, Determination
from students.sealing import determination_aad, secrets_of

KEPT = ("name", "name_key", "tier", "kinds", "school_code", "sealed", "release", "row", "application")


def approve(applications: Sequence[Application], day: date) -> None:
    """The last approved wins over what was loaded or approved before for the same child and academic year."""
    for application in applications:
        application.move_to(ApplicationStatus.APPROVED)
        application.approved_on = day
        application.save(update_fields=["status", "approved_on"])
    Determination.objects.bulk_create(
        [_determination(each) for each in applications],
        update_conflicts=True, unique_fields=["academic_year", "registry_index"], update_fields=KEPT,
    )  # fmt: skip
    for application in applications[:1]:
        announce(Happening.DETERMINED, application.pk)


def revoke(application: Application) -> bool:
    """What rests on this application is gone from the next check on; False where another finding has replaced it."""
    gone, _kinds = Determination.objects.filter(application=application).delete()
    announce(Happening.DETERMINED, application.pk)
    return bool(gone)


def _determination(application: Application) -> Determination:
    child, year = application.enrolment, application.round.academic_year
    content = {"registry_number": secrets_of(child)["registry_number"], "extra": {}}
    return Determination(
        registry_index=child.registry_index, academic_year=year, name=child.name, name_key=child.name_key,
        tier=application.tier, school_code=child.school.code, application=application,
        sealed=crypto.seal(content, determination_aad(year, child.registry_index)),
    )  # fmt: skip
