import pytest

from aid_portal import unmasking
from aid_portal.actions import unmask_requests
from aid_portal.errors import Refused
from aid_portal.models import AuditEvent, OrgUnit, User


def look(by: User, target: object) -> None:
    unmasking.reveal(target=target, fields=["resident_id"], reason="核对证件", by=by)


def test_a_look_is_on_record_with_its_reason_and_without_the_number(chen: User, school: OrgUnit) -> None:
    look(chen, school)
    event = AuditEvent.objects.get()
    assert (event.event, event.note, event.actor_id_text) == ("portal.record.revealed", "核对证件", "chen")
    assert unmasking.reveals_left(chen) == 29


def test_a_look_without_a_reason_is_refused(chen: User, school: OrgUnit) -> None:
    with pytest.raises(Refused, match="事由"):
        unmasking.reveal(target=school, fields=["resident_id"], reason=" ", by=chen)
    assert not AuditEvent.objects.exists()


def test_the_thirty_first_look_of_an_hour_needs_a_second_person(chen: User, lin: User, school: OrgUnit) -> None:
    for _ in range(30):
        look(chen, school)
    with pytest.raises(Refused, match="已查看30条"):
        look(chen, school)
    asked = unmask_requests.propose(kind="reveal", what="核对账户", reason="银行退回", row_count=2, by=chen)
    assert unmasking.reveals_left(chen) == 0
    unmask_requests.grant(request=asked, by=lin)
    look(chen, school)
    look(chen, school)
    with pytest.raises(Refused, match="已查看32条"):
        look(chen, school)


def test_an_hour_later_the_looks_are_free_again(chen: User, school: OrgUnit, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(30):
        look(chen, school)
    now = unmasking.time.time()
    monkeypatch.setattr(unmasking.time, "time", lambda: now + 3601)
    assert unmasking.reveals_left(chen) == 30
