"""Two files of one child: what each was awarded stays, and nothing is awarded twice (scenario 6)."""

import pytest
from django.db import InternalError, transaction

from aid_portal.errors import Refused
from students.actions import merges
from subsidies.actions import adjustments, cards, entitlements
from subsidies.actions.batch_rows import Choice, trial
from subsidies.choices import AdjustmentKind
from subsidies.models import Entitlement
from tests.factories.subsidies_money import a_card, a_hand, an_entitlement, approved, the_money, the_term
from tests.students.joining import row_of, two_files

pytestmark = pytest.mark.django_db


@pytest.fixture
def merge(school):
    return two_files(school)


def test_what_was_approved_follows_the_child_and_goes_back_when_the_files_part(merge, chen) -> None:
    the_money()
    (row,) = approved(an_entitlement(enrolment=row_of(merge.merged)))
    merges.merge(merge=merge, by=chen)
    row.refresh_from_db()
    assert row.student_id == merge.kept_id
    merges.undo(merge=merge, note="不是同一人", by=chen)
    row.refresh_from_db()
    assert row.student_id == merge.merged_id


def test_files_that_were_both_awarded_the_same_join_only_when_one_award_is_cancelled(merge, chen) -> None:
    the_money()
    first, second = approved(an_entitlement(enrolment=row_of(merge.merged)), the_second(merge))
    with pytest.raises(Refused, match=r"两份档案在.*都有“义务教育寄宿生生活补助”"):
        merges.merge(merge=merge, by=chen)
    facts = {"entitlement": first, "kind": AdjustmentKind.CANCELLATION, "amount": 0, "reason": "与另一档案重复"}
    asked = adjustments.propose(**facts, by=a_hand("wang"))
    adjustments.decide(adjustment=asked, approved=True, by=a_hand("lin"))
    merges.merge(merge=merge, by=chen)
    standing = Entitlement.objects.standing().get()
    assert (standing.pk, standing.student_id) == (second.pk, merge.kept_id)


def the_second(merge) -> Entitlement:
    return an_entitlement(enrolment=row_of(merge.kept), term=row_of(merge.merged).term)


def test_a_joined_child_is_not_proposed_again(merge, chen) -> None:
    the_money()
    approved(an_entitlement(enrolment=row_of(merge.merged)))
    merges.merge(merge=merge, by=chen)
    assert entitlements.propose(term=the_term(), by=a_hand("chen"))["added"] == 0


def test_an_entitlement_is_given_to_another_child_by_no_road() -> None:
    the_money()
    one, other = an_entitlement(), an_entitlement()
    with pytest.raises(InternalError, match="entitlement_stays_with_its_child"), transaction.atomic():
        Entitlement.objects.filter(pk=one.pk).update(student=other.student)


def test_the_account_of_the_joined_file_is_still_used(merge, chen) -> None:
    the_money()
    held = row_of(merge.merged)
    (row,) = approved(an_entitlement(enrolment=held))
    account = a_card()
    change = cards.propose(
        student=held.student, school=held.school, payee="child", holder=held.name, account=account, bank_name="农商银行",
        reason="换卡", by=a_hand("wang"),
    )  # fmt: skip
    cards.decide(change=change, approved=True, by=a_hand("guo"))
    merges.merge(merge=merge, by=chen)
    tried = trial(Choice(term=row.term, channel="bank_card"))
    assert [found.account for found in tried.good] == [account]
