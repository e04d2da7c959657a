"""attach, remove: photos of a child for donors, as long as the guardian's consent stands."""

from django.core.files import File
from django.db import transaction
from django.utils.translation import gettext as _

from aid_portal import audit, photos
from aid_portal.actions import stored_files
from aid_portal.errors import Refused
from aid_portal.models import User
from students.models import Student
from subsidies.models import DonationPhoto, GuardianConsent, Programme
from subsidies.reports.child_gifts import files_of, programmes_of

KIND = "donation_photo"


@transaction.atomic
def attach(*, student: Student, programme: Programme, file: File, by: User) -> DonationPhoto:
    """Made anew and small, so that neither place nor device nor time of the camera reaches a donor."""
    standing = GuardianConsent.objects.standing().filter(files_of(student), may_photo=True)
    consent = standing.select_related("school").first()
    if consent is None:
        raise Refused(_("没有监护人同意提供照片的书面同意书，不能上传；请先登记监护人同意。"), code="no_consent")
    if not programmes_of(student).filter(pk=programme.pk).exists():
        words = {"student": student, "programme": programme}
        raise Refused(_("%(student)s没有享受“%(programme)s”，请核对项目。") % words, code="other_programme")
    small = photos.thumbnail(file.chunks())
    stored = stored_files.store(source=small, name=_("照片.jpg"), kind=KIND, by=by, unit=consent.school)
    photo = DonationPhoto.objects.create(consent=consent, programme=programme, file=stored, made_by=by)
    audit.record("subsidies.donation_photo.attached", by=by, target=photo, unit=consent.school)
    return photo


@transaction.atomic
def remove(*, photo: DonationPhoto, by: User) -> None:
    """From the disk too: nobody needs a reason to take a child's picture away."""
    audit.record("subsidies.donation_photo.removed", by=by, target=photo, unit=photo.consent.school)
    file = photo.file
    photo.delete()
    stored_files.remove(file)
