"""Two files of one child: gifts and the guardian's consent follow the child, and go back when the files part."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import InternalError, transaction

from aid_portal.errors import Refused
from students.actions import merges
from subsidies.actions import consents, hand_overs
from subsidies.actions.hand_overs import Portion
from subsidies.models import DonationAward, GuardianConsent
from tests.factories import donations as make
from tests.students.joining import two_files
from tests.students.pupils import a_pupil

pytestmark = pytest.mark.django_db


@pytest.fixture
def merge(school):
    return two_files(school)


def a_consent(student, school) -> GuardianConsent:
    allowed = {"may_name": True, "may_photo": False, "may_story": False}
    return consents.record(student=student, school=school, **allowed, given_on=date(2022, 9, 1), paper="同意书", by=make.chen())


def given(school, *children) -> list[DonationAward]:
    """On one list that another person has approved: nothing of it is changed any more."""
    listed = make.a_hand_over(make.some_milk(), [Portion(student=child, quantity=2) for child in children], school)
    hand_overs.decide(hand_over=listed, approved=True, by=make.lin())
    return list(listed.awards.order_by("pk"))


def owners(*rows) -> list[int]:
    for row in rows:
        row.refresh_from_db()
    return [row.student_id for row in rows]


def test_gifts_and_consents_follow_the_child_and_go_back_when_the_files_part(merge, school, chen) -> None:
    withdrawn = a_consent(merge.merged, school)
    consents.withdraw(consent=withdrawn, by=chen)
    rows = [withdrawn, a_consent(merge.merged, school), *given(school, merge.merged)]
    merges.merge(merge=merge, by=chen)
    assert owners(*rows) == [merge.kept_id] * 3
    merges.undo(merge=merge, note="不是同一人", by=chen)
    assert owners(*rows) == [merge.merged_id] * 3


def test_files_with_a_consent_each_or_on_one_list_do_not_join(merge, school, chen) -> None:
    consent = a_consent(merge.merged, school)
    a_consent(merge.kept, school)
    given(school, merge.kept, merge.merged)
    with pytest.raises(Refused, match=r"捐赠发放清单.*监护人同意"):
        merges.merge(merge=merge, by=chen)
    consents.withdraw(consent=consent, by=chen)
    with pytest.raises(Refused, match="捐赠发放清单"):
        merges.merge(merge=merge, by=chen)


def test_what_was_given_and_allowed_goes_to_no_other_child(merge, school) -> None:
    other = a_pupil(school, 5, name="别的孩子").student
    (gift,), consent = given(school, merge.merged), a_consent(merge.merged, school)
    with pytest.raises(InternalError, match="donation_award_is_final_once_decided"), transaction.atomic():
        DonationAward.objects.filter(pk=gift.pk).update(student=other)
    with pytest.raises(InternalError, match="donation_award_is_final_once_decided"), transaction.atomic():
        DonationAward.objects.filter(pk=gift.pk).update(student=merge.kept, quantity=Decimal(5))
    with pytest.raises(InternalError, match="guardian_consent_is_only_withdrawn"), transaction.atomic():
        GuardianConsent.objects.filter(pk=consent.pk).update(student=other)
