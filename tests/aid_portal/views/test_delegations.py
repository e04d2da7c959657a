"""The pages of acting: own ones only, a word on every page while it lasts, the security administrator's decision."""

from datetime import timedelta

import pytest
from django.utils import timezone

from aid_portal.choices import AssignmentStatus
from aid_portal.models import RoleAssignment, User
from tests.waits import waits

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(log_in, lin, chen):
    """lin asks chen to act, on the page."""
    today = timezone.localdate()
    said = {
        "sources": [lin.assignments.get().pk],
        "to": chen.pk,
        "starts_on": today.isoformat(),
        "ends_on": (today + timedelta(days=6)).isoformat(),
        "reason": "外出培训",
    }
    assert log_in(lin).post("/delegations/new/", said).headers["Location"] == "/delegations/"
    return RoleAssignment.objects.get(acting_for__isnull=False)


def page(client, path):
    return client.get(path).content.decode()


def test_it_is_proposed_granted_and_said_on_every_page(log_in, lin, chen, security_admin, asked):
    assert waits(security_admin, "role-grant") == 1
    detail = page(log_in(security_admin), f"/role-assignments/{asked.pk}/")
    assert "外出培训" in detail
    assert lin.name in detail
    log_in(security_admin).post(f"/role-assignments/{asked.pk}/grant/")
    assert f"您正在代{lin.name}履行“县资助中心审批人”" in page(log_in(User.objects.get(pk=chen.pk)), "/")
    assert "您正在代" not in page(log_in(lin), "/")


def test_everybody_sees_only_the_own_ones(log_in, lin, chen, sun, wang, asked):
    for user, number in ((lin, 1), (chen, 1), (sun, 0), (wang, 0)):
        client = log_in(user)
        assert client.get("/delegations/").context["list"].page.total == number
        assert client.get(f"/delegations/{asked.pk}/").status_code == (200 if number else 404)
    assert log_in(lin).get("/delegations/?side=taken").context["list"].page.total == 0
    assert log_in(chen).get("/delegations/?side=taken").context["list"].page.total == 1
    assert log_in(sun).post(f"/delegations/{asked.pk}/end/", {"note": "不必了"}).status_code == 404


def test_it_is_ended_with_a_reason(log_in, lin, asked):
    client = log_in(lin)
    client.post(f"/delegations/{asked.pk}/end/", {"note": ""})
    assert RoleAssignment.objects.get(pk=asked.pk).status == AssignmentStatus.PROPOSED
    client.post(f"/delegations/{asked.pk}/end/", {"note": "培训取消"})
    assert RoleAssignment.objects.get(pk=asked.pk).status == AssignmentStatus.WITHDRAWN


def test_it_stands_among_what_the_principal_has_put_forward(log_in, lin, asked):
    rows = log_in(lin).get("/inbox/started/").context["list"].page.rows
    assert [(row.trace.code, row.label) for row in rows] == [("delegation", "待安全管理员批准")]


def test_who_has_nothing_to_lend_is_told_so(log_in, system_admin):
    assert "没有可以委托的任职" in page(log_in(system_admin), "/delegations/new/")
    assert "plus-lg" not in page(log_in(system_admin), "/delegations/")
