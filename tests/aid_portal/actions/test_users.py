import pytest

from aid_portal.actions import users
from aid_portal.errors import Refused
from aid_portal.models import AuditEvent, User
from aid_portal.rules import passwords
from tests.factories.portal import PASSWORD


def last_event() -> AuditEvent:
    return AuditEvent.objects.order_by("-pk").first()


def test_a_new_account_must_change_its_first_password(system_admin: User) -> None:
    user = users.create(username="li", name="李明", password=PASSWORD, by=system_admin)
    assert (user.must_change_password, user.check_password(PASSWORD)) == (True, True)
    assert (last_event().event, last_event().actor_id_text) == ("portal.user.created", system_admin.username)


def test_one_user_name_belongs_to_one_person(system_admin: User, wang: User) -> None:
    with pytest.raises(Refused, match="已被使用"):
        users.create(username=wang.username, name="王五", password=PASSWORD, by=system_admin)


def test_a_weak_password_is_refused_with_all_its_faults(system_admin: User) -> None:
    with pytest.raises(Refused) as refusal:
        users.create(username="li", name="李明", password="li", by=system_admin)
    assert refusal.value.ids == ["short", "few_kinds", "holds_name"]
    assert not User.objects.filter(username="li").exists()


def test_a_first_password_never_holds_the_name_it_is_made_for() -> None:
    assert not [made for made in (users.first_password("a") for _ in range(50)) if "a" in made.lower()]


def test_first_passwords_keep_to_the_rule_and_differ() -> None:
    made = {users.first_password() for _ in range(50)}
    assert len(made) == 50
    assert not any(passwords.faults(password, username="") for password in made)
    assert not set("".join(made)) & set("0Oo1lI")


def test_changing_ones_password_ends_every_session(wang: User) -> None:
    before = wang.session_epoch
    changed = users.change_password(old=PASSWORD, new="River-Stone-77", by=wang)
    assert (changed.check_password("River-Stone-77"), changed.must_change_password) == (True, False)
    assert changed.session_epoch == before + 1


def test_the_old_password_must_be_right(wang: User) -> None:
    with pytest.raises(Refused, match="原密码不正确"):
        users.change_password(old="Wrong-Field-42", new="River-Stone-77", by=wang)
    wang.refresh_from_db()
    assert wang.check_password(PASSWORD)


def test_a_reset_password_must_be_changed_at_once(wang: User, system_admin: User) -> None:
    user = users.reset_password(user=wang, password="River-Stone-77", by=system_admin)
    assert (user.must_change_password, user.session_epoch) == (True, 1)


def test_an_administrator_does_not_reset_his_own_password(system_admin: User) -> None:
    with pytest.raises(Refused, match="个人中心"):
        users.reset_password(user=system_admin, password="River-Stone-77", by=system_admin)


def test_disabling_ends_sessions_and_enabling_gives_the_account_back(wang: User, system_admin: User) -> None:
    disabled = users.disable(user=wang, note="调离", by=system_admin)
    assert (disabled.is_active, disabled.session_epoch) == (False, 1)
    assert users.enable(user=wang, by=system_admin).is_active
    with pytest.raises(Refused, match="已经启用"):
        users.enable(user=wang, by=system_admin)


def test_nobody_disables_himself(system_admin: User) -> None:
    with pytest.raises(Refused, match="自己的账号"):
        users.disable(user=system_admin, by=system_admin)


def test_a_disabled_account_cannot_be_disabled_again(wang: User, system_admin: User) -> None:
    users.disable(user=wang, by=system_admin)
    with pytest.raises(Refused, match="已经停用"):
        users.disable(user=wang, by=system_admin)


def test_what_changed_is_on_record_and_no_password_is(wang: User, system_admin: User) -> None:
    users.change(user=wang, name="王小明", position="资助专干", by=system_admin)
    users.reset_password(user=wang, password="River-Stone-77", by=system_admin)
    changed, reset = AuditEvent.objects.order_by("pk")[:2]
    assert (changed.event, reset.event) == ("portal.user.changed", "portal.user.password_reset")
    assert reset.sealed is None


def test_logging_out_everywhere_is_on_record(wang: User) -> None:
    assert users.log_out_everywhere(by=wang).session_epoch == 1
    assert last_event().event == "portal.session.closed_everywhere"
