"""create, create_service, change, disable, enable, reset_password, change_password, log_out_everywhere — accounts of people."""

import secrets

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from aid_portal import audit
from aid_portal.errors import Refused
from aid_portal.models import User
from aid_portal.rules import passwords

# No 0 O o 1 l I: a first password is read out on the telephone.
LOWER, UPPER, DIGITS = "abcdefghijkmnpqrstuvwxyz", "ABCDEFGHJKLMNPQRSTUVWXYZ", "23456789"
FIRST_GROUPS, FIRST_GROUP_LENGTH = 3, 4


def first_password(username: str = "") -> str:
    """A password to hand over once, such as `kT4m-Rw7x-h9Qp`, without the name; it must be changed at the first login."""
    characters = LOWER + UPPER + DIGITS
    while True:
        groups = ["".join(secrets.choice(characters) for _n in range(FIRST_GROUP_LENGTH)) for _g in range(FIRST_GROUPS)]
        candidate = "-".join(groups)
        if not passwords.faults(candidate, username=username):
            return candidate


@transaction.atomic
def create(*, username: str, name: str, password: str, position: str = "", must_change: bool = True, by: User | str) -> User:
    _refuse_weak(password, username=username)
    _refuse_known(username)
    user = User(username=username, name=name, position=position, must_change_password=must_change)
    user.set_password(password)
    user.password_changed_at = timezone.now()
    user.save()
    audit.record("portal.user.created", by=by, target=user, after=_facts(user))
    return user


@transaction.atomic
def create_service(*, username: str, name: str, position: str = "", by: User | str) -> User:
    """The account of another system: it has roles like a person's and comes in by tokens alone."""
    _refuse_known(username)
    user = User(username=username, name=name, position=position, is_service=True, must_change_password=False)
    user.set_unusable_password()
    user.save()
    audit.record("portal.user.created", by=by, target=user, after=_facts(user) | {"is_service": True})
    return user


@transaction.atomic
def change(*, user: User, name: str, position: str, by: User | str) -> User:
    user = User.objects.locked().get(pk=user.pk)
    before = _facts(user)
    user.name, user.position = name, position
    user.save(update_fields=["name", "position"])
    audit.record("portal.user.changed", by=by, target=user, before=before, after=_facts(user))
    return user


@transaction.atomic
def disable(*, user: User, note: str = "", by: User) -> User:
    """The account stays for the record; its sessions end now."""
    user = User.objects.locked().get(pk=user.pk)
    if user.pk == by.pk:
        raise Refused(_("不能停用自己的账号，请由另一位管理员操作。"), code="own_account")
    if not user.is_active:
        raise Refused(_("“%(user)s”已经停用。") % {"user": user}, code="already_disabled")
    user.is_active = False
    user.save(update_fields=["is_active"])
    end_sessions(user)
    audit.record("portal.user.disabled", by=by, target=user, note=note)
    return user


@transaction.atomic
def enable(*, user: User, by: User) -> User:
    user = User.objects.locked().get(pk=user.pk)
    if user.is_active:
        raise Refused(_("“%(user)s”已经启用。") % {"user": user}, code="already_enabled")
    user.is_active = True
    user.save(update_fields=["is_active"])
    audit.record("portal.user.enabled", by=by, target=user)
    return user


@transaction.atomic
def reset_password(*, user: User, password: str, by: User | str) -> User:
    """A new first password, to be changed at the next login; sessions end."""
    user = User.objects.locked().get(pk=user.pk)
    if isinstance(by, User) and user.pk == by.pk:
        raise Refused(_("自己的密码请在“个人中心”修改。"), code="own_account")
    if user.is_service:
        raise Refused(_("“%(user)s”是接口账号，没有密码；请改为签发令牌。") % {"user": user}, code="service", ids=[user.pk])
    _store_password(user, password, must_change=True)
    audit.record("portal.user.password_reset", by=by, target=user)
    return user


@transaction.atomic
def change_password(*, old: str, new: str, by: User) -> User:
    """One's own; every other session ends, because the session hash comes from the password."""
    user = User.objects.locked().get(pk=by.pk)
    if not user.check_password(old):
        raise Refused(_("原密码不正确，请重新输入。"), code="wrong_password")
    _refuse_weak(new, username=user.username, old=old)
    _store_password(user, new, must_change=False)
    audit.record("portal.user.password_changed", by=user, target=user)
    return user


@transaction.atomic
def log_out_everywhere(*, by: User) -> User:
    user = User.objects.locked().get(pk=by.pk)
    end_sessions(user)
    audit.record("portal.session.closed_everywhere", by=user, target=user)
    return user


def end_sessions(user: User) -> None:
    """All sessions of `user` end at their next request; part of every change of rights."""
    User.objects.filter(pk=user.pk).update(session_epoch=F("session_epoch") + 1)
    user.refresh_from_db(fields=["session_epoch"])


def _refuse_known(username: str) -> None:
    if User.objects.filter(username=username).exists():
        raise Refused(_("用户名“%(username)s”已被使用，请换一个。") % {"username": username}, code="username_taken")


def _store_password(user: User, password: str, *, must_change: bool) -> None:
    _refuse_weak(password, username=user.username)
    user.set_password(password)
    user.must_change_password = must_change
    user.password_changed_at = timezone.now()
    user.save(update_fields=["password", "must_change_password", "password_changed_at"])
    end_sessions(user)


def _refuse_weak(password: str, *, username: str, old: str | None = None) -> None:
    found = passwords.faults(password, username=username, old=old)
    if found:
        raise Refused("".join(str(fault.label) for fault in found), code="weak_password", ids=[fault.value for fault in found])


def _facts(user: User) -> dict[str, str]:
    return {"username": user.username, "name": user.name, "position": user.position}
