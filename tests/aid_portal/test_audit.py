import pytest
from django.db import InternalError, transaction

from aid_portal import audit, crypto
from aid_portal.models import AuditEvent, OrgUnit, User


@pytest.fixture
def event(wang: User, school: OrgUnit) -> AuditEvent:
    audit.record(
        "portal.user.changed", by=wang, target=wang, unit=school, before={"name": "王一"}, after={"name": "王二"}, note="更正"
    )
    return AuditEvent.objects.get()


def test_an_event_says_who_what_and_where(event: AuditEvent, wang: User, school: OrgUnit) -> None:
    assert (event.actor, event.actor_id_text, event.target) == ("王老师", "wang", "王老师")
    assert (event.target_key, event.unit_code, event.note) == (f"aid_portal.user:{wang.pk}", school.code, "更正")


def test_before_and_after_are_sealed_to_their_event(event: AuditEvent) -> None:
    assert "王二".encode() not in bytes(event.sealed)
    opened = crypto.unseal(event.sealed, aad=audit.seal_aad(event.seal_key))
    assert opened == {"before": {"name": "王一"}, "after": {"name": "王二"}}


@pytest.mark.parametrize("change", [lambda rows: rows.update(note="无"), lambda rows: rows.delete()])
def test_the_log_is_neither_changed_nor_cut(event: AuditEvent, change: object) -> None:
    with pytest.raises(InternalError, match="append_only"), transaction.atomic():
        change(AuditEvent.objects.all())


def test_an_event_without_words_is_refused(wang: User) -> None:
    with pytest.raises(KeyError, match="no words"):
        audit.record("portal.unheard.of", by=wang)


def test_the_log_is_read_by_auditors_only(
    event: AuditEvent, sun: User, audit_admin: User, chen: User, system_admin: User
) -> None:
    readers = [AuditEvent.objects.visible_to(person).exists() for person in (sun, audit_admin, chen, system_admin)]
    assert readers == [True, True, False, False]


def test_the_console_and_the_system_have_words() -> None:
    assert (audit.actor_label("console"), audit.actor_label("system"), audit.actor_label("王老师")) == (
        "控制台",
        "系统",
        "王老师",
    )


def test_a_field_is_called_what_its_model_calls_it() -> None:
    assert audit.field_of("aid_portal.user:7", "name").verbose_name == "姓名"
    assert audit.field_of("aid_portal.user:7", "years") is None
    assert audit.field_of("", "name") is None
