import pytest

from aid_portal import throttle
from aid_portal.actions import sessions, users
from aid_portal.errors import Refused
from aid_portal.models import AuditEvent, User
from tests.factories.portal import PASSWORD

HOME = "10.1.2.3"


def log_in(username: str, password: str, address: str = HOME) -> User:
    return sessions.log_in(username=username, password=password, address=address)


def events() -> list[str]:
    return list(AuditEvent.objects.order_by("pk").values_list("event", flat=True))


def test_the_right_password_opens_the_door(wang: User) -> None:
    assert log_in("wang", PASSWORD) == wang
    assert events() == ["portal.session.opened"]


def test_unknown_wrong_and_disabled_read_the_same(wang: User, zhao: User, system_admin: User) -> None:
    users.disable(user=zhao, by=system_admin)
    answers = set()
    for username, password in [("nobody", PASSWORD), ("wang", "Wrong-Field-42"), ("zhao", PASSWORD)]:
        with pytest.raises(Refused) as refusal:
            log_in(username, password)
        answers.add((refusal.value.code, refusal.value.message))
    assert len(answers) == 1


def test_the_sixth_try_is_not_looked_at_even_with_the_right_password(wang: User) -> None:
    for _ in range(5):
        with pytest.raises(Refused, match="不正确"):
            log_in("wang", "Wrong-Field-42")
    with pytest.raises(throttle.Locked, match="请15分钟后再试"):
        log_in("wang", PASSWORD)


def test_a_thousand_tries_cost_five_hashes_and_a_line_for_each_door_closed(wang: User, monkeypatch: pytest.MonkeyPatch) -> None:
    hashes = []
    check = User.check_password
    monkeypatch.setattr(User, "check_password", lambda self, raw: hashes.append(raw) or check(self, raw))
    for number in range(1000):
        with pytest.raises(Refused):
            log_in("wang", f"Wrong-{number}")
    assert len(hashes) == 5
    assert events() == ["portal.session.refused"] * 5 + ["portal.session.locked"] * 2


def test_a_locked_account_leaves_other_people_of_the_address_alone(wang: User, zhao: User) -> None:
    for _ in range(7):
        with pytest.raises(Refused):
            log_in("wang", "Wrong-Field-42")
    assert log_in("zhao", PASSWORD) == zhao


def test_an_address_that_tries_many_names_is_stopped(db: None) -> None:
    for number in range(30):
        with pytest.raises(Refused, match="不正确"):
            log_in(f"guess{number}", PASSWORD)
    with pytest.raises(throttle.Locked):
        log_in("guess99", PASSWORD)


def test_right_passwords_do_not_use_up_a_shared_address(wang: User) -> None:
    for _ in range(40):
        log_in("wang", PASSWORD)


def test_a_right_password_clears_the_account(wang: User) -> None:
    for _ in range(2):
        for _ in range(4):
            with pytest.raises(Refused, match="不正确"):
                log_in("wang", "Wrong-Field-42")
        log_in("wang", PASSWORD)


def test_what_was_typed_never_reaches_the_log(db: None) -> None:
    for typed in ("610324201403150014", "My-Secret-Word-9"):
        with pytest.raises(Refused):
            log_in(typed, PASSWORD)
    written = " ".join(map(str, AuditEvent.objects.values_list("actor", "target", "note", "actor_id_text")))
    assert "610324201403150014" not in written
    assert "My-Secret" not in written
