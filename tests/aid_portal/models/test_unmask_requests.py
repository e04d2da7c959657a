import pytest
from django.db import IntegrityError
from django.utils import timezone

from aid_portal.models import UnmaskRequest, User


def a_request(by: User, **facts: object) -> UnmaskRequest:
    return UnmaskRequest.objects.create(kind="reveal", what="核对", reason="银行退回", requested_by=by, **facts)


def test_the_database_keeps_asker_and_approver_apart(chen: User) -> None:
    with pytest.raises(IntegrityError, match="unmask_request_approver_is_not_requester"):
        a_request(chen, decided_by=chen, decided_at=timezone.now())


def test_a_decision_has_its_person_and_its_time(chen: User, lin: User) -> None:
    with pytest.raises(IntegrityError, match="unmask_request_decision_has_its_time"):
        a_request(chen, decided_by=lin)


def test_one_sees_ones_own_requests_and_the_approver_all(chen: User, wang: User, lin: User) -> None:
    own = a_request(chen)
    assert list(UnmaskRequest.objects.visible_to(chen)) == [own] == list(UnmaskRequest.objects.visible_to(lin))
    assert not UnmaskRequest.objects.visible_to(wang).exists()
