import pytest

from aid_portal.actions import unmask_requests
from aid_portal.choices import UnmaskKind, UnmaskStatus
from aid_portal.errors import IllegalMove, Refused
from aid_portal.models import UnmaskRequest, User


@pytest.fixture
def asked(chen: User) -> UnmaskRequest:
    return unmask_requests.propose(kind=UnmaskKind.EXPORT, what="全县受助名单", reason="报送财政局", row_count=800, by=chen)


def test_a_second_person_grants_and_the_asker_uses_it_once(asked: UnmaskRequest, chen: User, lin: User) -> None:
    granted = unmask_requests.grant(request=asked, by=lin)
    assert (granted.status, granted.decided_by) == (UnmaskStatus.GRANTED, lin)
    unmask_requests.use(request=granted, by=chen)
    with pytest.raises(IllegalMove, match="已使用"):
        unmask_requests.use(request=granted, by=chen)


def test_nobody_grants_his_own_request(asked: UnmaskRequest, chen: User) -> None:
    with pytest.raises(Refused, match="自己的申请"):
        unmask_requests.grant(request=asked, by=chen)


def test_a_grant_belongs_to_the_one_who_asked(asked: UnmaskRequest, chen: User, lin: User) -> None:
    unmask_requests.grant(request=asked, by=lin)
    with pytest.raises(Refused, match="请自己申请"):
        unmask_requests.use(request=asked, by=lin)


def test_what_was_not_granted_cannot_be_used(asked: UnmaskRequest, chen: User, lin: User) -> None:
    unmask_requests.refuse(request=asked, note="范围太大", by=lin)
    with pytest.raises(IllegalMove):
        unmask_requests.use(request=asked, by=chen)


def test_a_request_says_why(chen: User) -> None:
    with pytest.raises(Refused, match="事由"):
        unmask_requests.propose(kind=UnmaskKind.REVEAL, what="核对", reason="  ", row_count=50, by=chen)
