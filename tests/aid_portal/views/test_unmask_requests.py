from collections.abc import Callable

import pytest
from django.test import Client

from aid_portal.actions import unmask_requests
from aid_portal.choices import UnmaskStatus
from aid_portal.models import UnmaskRequest, User
from tests.waits import waits

LogIn = Callable[[User], Client]


@pytest.fixture
def asked(chen: User) -> UnmaskRequest:
    return unmask_requests.propose(kind="reveal", what="核对账户", reason="银行退回", row_count=50, by=chen)


def test_who_may_not_reveal_has_no_such_page(log_in: LogIn, system_admin: User) -> None:
    assert log_in(system_admin).get("/unmask-requests/").status_code == 403


def test_a_request_goes_to_the_approver_and_comes_back_granted(log_in: LogIn, chen: User, lin: User) -> None:
    form = {"what": "核对账户", "row_count": "50", "reason": "银行退回名单核对"}
    assert "待批准" in log_in(chen).post("/unmask-requests/new/", form, follow=True).content.decode()
    asked = UnmaskRequest.objects.get()
    assert (waits(lin, "unmask-decide"), waits(chen, "unmask-decide")) == (1, 0)
    log_in(lin).post(f"/unmask-requests/{asked.pk}/grant/")
    assert "本小时还可查看80条" in log_in(chen).get("/unmask-requests/").content.decode()


def test_the_asker_is_offered_no_grant_and_gets_none(log_in: LogIn, chen: User, asked: UnmaskRequest) -> None:
    assert "/grant/" not in log_in(chen).get(asked.get_absolute_url()).content.decode()
    assert log_in(chen).post(f"/unmask-requests/{asked.pk}/grant/").status_code == 403


def test_anothers_request_is_404(log_in: LogIn, wang: User, asked: UnmaskRequest) -> None:
    assert log_in(wang).get(asked.get_absolute_url()).status_code == 404


def test_a_refusal_needs_a_reason(log_in: LogIn, lin: User, asked: UnmaskRequest) -> None:
    client = log_in(lin)
    client.post(f"/unmask-requests/{asked.pk}/refuse/", {"note": ""})
    client.post(f"/unmask-requests/{asked.pk}/refuse/", {"note": "范围太大"})
    asked.refresh_from_db()
    assert asked.status == UnmaskStatus.REFUSED
