"""What the database promises of tokens and of the accounts of other systems."""

from datetime import timedelta

import pytest
from django.utils import timezone

from aid_portal.choices import Role, TokenStatus
from aid_portal.models import ApiToken, OrgUnit
from aid_portal.permissions import Permission
from tests.factories.api_tokens import Issued, a_proposal, a_service, issued
from tests.promises import changed, is_kept, refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(school: OrgUnit) -> Issued:
    return issued(a_service("xueji", Role.SCHOOL_OFFICER, school), Permission.ROSTER_VIEW)


@pytest.fixture
def proposal(school: OrgUnit) -> ApiToken:
    return a_proposal(a_service("meng", Role.SCHOOL_OFFICER, school), Permission.ROSTER_VIEW)


def test_a_token_is_issued_by_a_second_person_at_a_time(made: Issued) -> None:
    token = made.token
    is_kept("api_token_issuer_is_not_proposer", changed(token, decided_by=token.proposed_by))
    is_kept("api_token_decision_has_its_time", changed(token, decided_at=None))


def test_what_is_issued_has_a_hash_and_what_is_revoked_a_time(made: Issued, proposal: ApiToken) -> None:
    is_kept("api_token_is_known_by_its_hash_once_issued", changed(made.token, digest=None))
    is_kept("api_token_is_known_by_its_hash_once_issued", changed(proposal, digest=b"x" * 32))
    is_kept("api_token_is_revoked_at_a_time", changed(made.token, status=TokenStatus.REVOKED))


def test_a_token_names_what_it_may_and_never_who_may_work_here(proposal: ApiToken) -> None:
    is_kept("api_token_names_what_it_may", changed(proposal, scopes=[]))
    is_kept("api_token_never_governs_accounts", changed(proposal, scopes=["roster_view", "role_grant"]))


def test_a_token_lives_a_year_at_most(proposal: ApiToken, security_admin) -> None:
    facts = {"decided_by": security_admin, "decided_at": timezone.now(), "status": TokenStatus.REFUSED}
    long = timezone.localdate() + timedelta(days=368)
    is_kept("api_token_lives_a_year_at_most", changed(proposal, expires_on=long, **facts))


@pytest.mark.parametrize("field", ["scopes", "expires_on"])
def test_what_two_people_agreed_to_is_not_changed_afterwards(field: str, made: Issued) -> None:
    wider = {"scopes": ["batch_release"], "expires_on": made.token.expires_on + timedelta(days=1)}
    refused("api_token_keeps_what_was_agreed_to", changed(made.token, **{field: wider[field]}))


def test_the_account_of_a_system_has_no_password(made: Issued, wang) -> None:
    is_kept("user_service_has_no_password", changed(wang, is_service=True))
