from collections.abc import Callable

import pytest
from django.test import Client

from aid_portal import audit
from aid_portal.models import AuditEvent, OrgUnit, User

LogIn = Callable[[User], Client]
ID = "610324201403150014"


@pytest.fixture
def event(chen: User, school: OrgUnit) -> AuditEvent:
    audit.record(
        "portal.org_unit.changed",
        by=chen,
        target=school,
        unit=school,
        before={"name": "旧"},
        after={"name": f"证件{ID}", "kind": "school"},
    )
    return AuditEvent.objects.get()


def test_only_auditors_open_the_log(
    log_in: LogIn, chen: User, system_admin: User, sun: User, audit_admin: User, event: AuditEvent
) -> None:
    answers = [log_in(person).get(event.get_absolute_url()).status_code for person in (chen, system_admin, sun, audit_admin)]
    assert answers == [403, 403, 200, 200]


@pytest.mark.parametrize(
    ("query", "found"),
    [("", True), ("?event=portal.org_unit.changed", True), ("?event=portal.user.created", False), ("?actor=chen", True),
     ("?actor=陈", True), ("?unit_code=2161324001", True), ("?since=2999-01-01", False), ("?until=2999-01-01", True)],
)  # fmt: skip
def test_events_are_found_by_what_who_where_and_when(
    query: str, found: bool, log_in: LogIn, sun: User, event: AuditEvent
) -> None:
    page = log_in(sun).get(f"/audit-events/{query}").content.decode()
    assert (event.get_absolute_url() in page) is found


def test_before_and_after_are_shown_in_words_with_numbers_masked(log_in: LogIn, sun: User, event: AuditEvent) -> None:
    page = log_in(sun).get(event.get_absolute_url()).content.decode()
    assert all(word in page for word in ("机构名称", "旧", "学校", "陈经办"))
    assert ID not in page


def test_the_full_content_takes_a_reason_and_is_on_record(log_in: LogIn, sun: User, event: AuditEvent) -> None:
    client = log_in(sun)
    assert ID not in client.post(f"/audit-events/{event.pk}/reveal/", {"note": ""}, follow=True).content.decode()
    assert ID in client.post(f"/audit-events/{event.pk}/reveal/", {"note": "核查举报"}).content.decode()
    assert AuditEvent.objects.filter(event="portal.record.revealed", note="核查举报", actor_id_text="sun").count() == 1


def test_who_may_not_reveal_is_offered_none(log_in: LogIn, audit_admin: User, chen: User, event: AuditEvent) -> None:
    client = log_in(audit_admin)
    assert "/reveal/" not in client.get(event.get_absolute_url()).content.decode()
    assert client.post(f"/audit-events/{event.pk}/reveal/", {"note": "看看"}).status_code == 403
    assert log_in(chen).post(f"/audit-events/{event.pk}/reveal/", {"note": "看看"}).status_code == 404


def test_the_log_costs_the_same_for_three_and_for_thirty(
    log_in: LogIn, sun: User, chen: User, django_assert_max_num_queries
) -> None:
    client = log_in(sun)
    client.get("/audit-events/")
    for _ in range(30):
        audit.record("portal.session.opened", by=chen)
    with django_assert_max_num_queries(9):
        client.get("/audit-events/")
