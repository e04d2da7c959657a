"""A child's picture reaches donors while a guardian's consent to photos stands, and not a day longer."""

from datetime import date
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from PIL import Image

from aid_portal import files
from aid_portal.choices import Role
from aid_portal.errors import Refused
from students.models import Enrolment
from subsidies.actions import consents, donation_papers, donation_photos
from subsidies.models import DonationAgreement, DonationPhoto, GuardianConsent
from subsidies.reports.donor_reports import donor_report
from tests.factories import donations as give
from tests.factories import subsidies_money as make
from tests.promises import changed, refused

pytestmark = pytest.mark.django_db


def a_picture() -> ContentFile:
    """As a phone makes it, with its maker in it."""
    exif = Image.Exif()
    exif[0x010F] = "HUAWEI"
    file = BytesIO()
    Image.new("RGB", (1600, 1200), "green").save(file, "JPEG", exif=exif)
    return ContentFile(file.getvalue(), name="IMG_20221118.jpg")


@pytest.fixture
def child(bureau) -> Enrolment:
    """Paid out of the 贝壳助学金."""
    enrolment = make.an_enrolled_child("李明轩")
    make.approved(*give.awarded(give.a_gift().programme, enrolment))
    make.all_paid()
    return enrolment


@pytest.fixture
def agreement(child: Enrolment) -> DonationAgreement:
    return DonationAgreement.objects.get()


def allow(child: Enrolment, **allowed: bool) -> GuardianConsent:
    facts = {"may_name": False, "may_photo": True, "may_story": False, **allowed}
    return consents.record(
        student=child.student, school=child.school, given_on=date(2022, 11, 1), paper="同意书", by=give.chen(), **facts
    )


def attach(child: Enrolment, agreement: DonationAgreement) -> DonationPhoto:
    return donation_photos.attach(student=child.student, programme=agreement.programme, file=a_picture(), by=give.chen())


def test_without_consent_to_photos_there_is_no_photo(child: Enrolment, agreement: DonationAgreement) -> None:
    with pytest.raises(Refused, match="没有监护人同意提供照片"):
        attach(child, agreement)
    allow(child, may_photo=False, may_name=True)
    with pytest.raises(Refused, match="没有监护人同意提供照片"):
        attach(child, agreement)


def test_a_photo_is_of_a_child_that_the_programme_helped(child: Enrolment, agreement: DonationAgreement) -> None:
    other = make.an_enrolled_child("王雨桐")
    allow(other)
    with pytest.raises(Refused, match="没有享受“贝壳助学金”"):
        attach(other, agreement)


def test_nothing_of_the_camera_reaches_a_donor(child: Enrolment, agreement: DonationAgreement) -> None:
    allow(child)
    kept = b"".join(files.read(attach(child, agreement).file.key))
    assert b"HUAWEI" not in kept
    assert max(Image.open(BytesIO(kept)).size) <= 320


def test_the_report_shows_it_without_a_name_until_consent_is_withdrawn(child: Enrolment, agreement: DonationAgreement) -> None:
    consent = allow(child)
    attach(child, agreement)
    donor = agreement.donors.get()
    [shown] = donor_report(agreement, donor).photos
    assert shown.who == ""
    paper = donation_papers.donor_report(agreement=agreement, donor=donor, by=give.chen()).content
    assert b"/DCTDecode" in paper
    consents.withdraw(consent=consent, by=give.chen())
    assert donor_report(agreement, donor).photos == []
    assert b"/DCTDecode" not in donation_papers.donor_report(agreement=agreement, donor=donor, by=give.chen()).content


def test_it_is_gone_from_the_disk_when_it_is_removed(child: Enrolment, agreement, django_capture_on_commit_callbacks) -> None:
    allow(child)
    photo = attach(child, agreement)
    key = photo.file.key
    with django_capture_on_commit_callbacks(execute=True):
        donation_photos.remove(photo=photo, by=give.chen())
    assert not DonationPhoto.objects.exists()
    assert not files.path_of(key).exists()


def test_the_database_keeps_photos_to_standing_consents(child: Enrolment, agreement: DonationAgreement) -> None:
    consent = allow(child)
    photo = attach(child, agreement)
    consents.withdraw(consent=consent, by=give.chen())
    refused("donation_photo_needs_a_standing_consent", changed(photo, programme=agreement.programme))


def test_its_school_adds_and_removes_it_and_no_other_school_sees_it(child: Enrolment, agreement, log_in, zhao) -> None:
    allow(child)
    officer = log_in(make.a_hand("officer", Role.SCHOOL_OFFICER, child.school))
    address = f"/subsidies/donations/children/{child.student_id}/photos/"
    assert address in officer.get(child.get_absolute_url()).content.decode()
    officer.post(address, {"programme": agreement.programme_id, "file": a_picture()})
    photo = DonationPhoto.objects.get()
    shown = f"/subsidies/donations/photos/{photo.pk}/"
    assert shown in officer.get(address).content.decode()
    assert officer.get(shown)["Content-Type"] == "image/jpeg"
    assert [log_in(zhao).get(path).status_code for path in (address, shown)] == [404, 404]
    assert log_in(zhao).post(f"{shown}remove/").status_code == 404
    officer.post(f"{shown}remove/")
    assert not DonationPhoto.objects.exists()


def test_after_the_withdrawal_the_picture_is_shown_to_nobody(child: Enrolment, agreement, log_in) -> None:
    consent = allow(child)
    photo = attach(child, agreement)
    consents.withdraw(consent=consent, by=give.chen())
    clerk = log_in(make.a_hand("chen"))
    assert clerk.get(f"/subsidies/donations/photos/{photo.pk}/").status_code == 404
    page = clerk.get(f"/subsidies/donations/children/{child.student_id}/photos/").content.decode()
    assert "没有有效的监护人同意" in page
    assert "<img" not in page[page.index("<main") :]
