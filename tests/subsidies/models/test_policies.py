"""What the database holds of the policy, whoever writes and by whatever road: plain SQL as well."""

from collections.abc import Callable

import pytest
from django.db import Error, connection, transaction
from django.utils import timezone

from aid_portal.models import User
from subsidies.choices import PolicyStatus
from subsidies.models import PolicyRevision, PolicyVersion
from tests.factories.subsidies import a_policy, the_policy
from tests.promises import is_kept, twice

pytestmark = pytest.mark.django_db


def refused(name: str, statement: str, *values: object) -> None:
    with pytest.raises(Error, match=name), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE subsidies_policyversion SET {statement}", values)


@pytest.fixture
def submitted(chen: User) -> PolicyVersion:
    draft = a_policy(drafted_by=chen, based_on=the_policy(), document={"a": 1})
    PolicyVersion.objects.filter(pk=draft.pk).update(status=PolicyStatus.SUBMITTED)
    return draft


def superseded() -> None:
    PolicyVersion.objects.filter(pk=the_policy().pk).update(status=PolicyStatus.SUPERSEDED)


def test_a_second_draft_is_refused_from_whichever_version(chen: User) -> None:
    a_policy(drafted_by=chen, based_on=the_policy())
    is_kept("policy_version_one_draft_at_a_time", lambda: a_policy(drafted_by=chen))


def test_what_is_in_force_has_its_approver_unless_the_product_brought_it(chen: User) -> None:
    superseded()
    is_kept(
        "policy_version_in_force_has_its_approver", lambda: a_policy(status=PolicyStatus.APPROVED, drafted_by=chen, document={})
    )


@pytest.mark.parametrize(
    "statement",
    [
        """document = '{"programmes": []}'""",
        "note = 'x'",
        "approved_at = now()",
        "status = 'draft'",
        "number = 99",
        "revision = 7",
    ],
)
def test_an_approved_version_is_never_edited(statement: str) -> None:
    refused("policy_version_is_final_once_decided", f"{statement} WHERE id = %s", the_policy().pk)


def test_it_can_only_be_superseded_and_then_stays_so() -> None:
    first = the_policy()
    superseded()
    refused("policy_version_is_final_once_decided", "status = 'approved' WHERE id = %s", first.pk)


def test_no_version_is_deleted() -> None:
    with pytest.raises(Error, match="policy_version_is_never_deleted"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM subsidies_policyversion")


def test_what_was_submitted_does_not_change_under_the_eyes_of_the_approver(submitted: PolicyVersion) -> None:
    refused("policy_version_is_changed_as_a_draft_only", "document = '{}' WHERE id = %s", submitted.pk)


def test_the_drafter_cannot_hide(submitted: PolicyVersion) -> None:
    refused("policy_version_keeps_its_drafter", "drafted_by_id = NULL WHERE id = %s", submitted.pk)


APPROVE = "status = 'approved', approved_by_id = %s, approved_at = now() WHERE id = %s"


def test_the_drafter_does_not_approve_in_plain_sql_either(submitted: PolicyVersion, chen: User) -> None:
    superseded()
    refused("policy_version_approver_is_not_drafter", APPROVE, chen.pk, submitted.pk)


def test_nor_does_anybody_who_changed_the_draft(submitted: PolicyVersion, lin: User) -> None:
    PolicyRevision.objects.create(policy=submitted, number=1, document={}, summary="x", made_by=lin)
    superseded()
    refused("policy_version_approver_has_not_written_it", APPROVE, lin.pk, submitted.pk)


def test_a_draft_is_not_approved_before_it_is_submitted(chen: User, lin: User) -> None:
    draft = a_policy(drafted_by=chen, based_on=the_policy())
    superseded()
    refused("policy_version_approver_has_not_written_it", APPROVE, lin.pk, draft.pk)


def test_another_person_approves(submitted: PolicyVersion, lin: User) -> None:
    """The control: the same statement by who may."""
    superseded()
    done = {"status": PolicyStatus.APPROVED, "approved_by": lin, "approved_at": timezone.now()}
    assert PolicyVersion.objects.filter(pk=submitted.pk).update(**done) == 1


def test_the_changes_of_a_draft_are_kept_in_order_and_for_good(submitted: PolicyVersion, chen: User) -> None:
    make: Callable[..., PolicyRevision] = PolicyRevision.objects.create
    facts = {"policy": submitted, "number": 1, "document": {}, "summary": "x", "made_by": chen}
    is_kept("policy_revision_once_a_number", twice(make, **facts))
    make(**facts)
    with pytest.raises(Error, match="Cannot update or delete rows"), transaction.atomic():
        PolicyRevision.objects.update(summary="y")
