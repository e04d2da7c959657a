"""Two grants at once for one person: the second must see the first."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import IntegrityError, connection

from aid_portal.choices import AssignmentStatus, Role
from aid_portal.models import RoleAssignment, User
from tests.factories.portal import a_role, a_user, the_bureau

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def grant_at_once(proposals: list[RoleAssignment]) -> list[str]:
    barrier = Barrier(len(proposals))

    def grant(proposal: RoleAssignment) -> str:
        barrier.wait()
        try:
            RoleAssignment.objects.filter(pk=proposal.pk).update(status=AssignmentStatus.GRANTED)
        except IntegrityError:
            return "refused"
        finally:
            connection.close()
        return "granted"

    with ThreadPoolExecutor(len(proposals)) as pool:
        return sorted(pool.map(grant, proposals))


def two_proposals(user: User, first: Role, second: Role) -> list[RoleAssignment]:
    bureau = the_bureau()
    return [a_role(user, role, bureau, status=AssignmentStatus.PROPOSED) for role in (first, second)]


def test_of_two_administrators_roles_granted_at_once_one_holds() -> None:
    assert grant_at_once(two_proposals(a_user("li"), Role.SYSTEM_ADMIN, Role.AUDIT_ADMIN)) == ["granted", "refused"]


def test_control_two_roles_that_go_together_are_both_granted() -> None:
    assert grant_at_once(two_proposals(a_user("li"), Role.COUNTY_CLERK, Role.FINANCE)) == ["granted", "granted"]
