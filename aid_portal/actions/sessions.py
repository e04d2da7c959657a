"""log_in, confirm, log_out — who comes in, who is still there, and how often somebody may knock (reliability.md D15)."""

from django.utils.translation import gettext as _

from aid_portal import audit, crypto, throttle
from aid_portal.errors import Refused
from aid_portal.models import User


def log_in(*, username: str, password: str, address: str) -> User:
    """The throttle comes before the hash; unknown, disabled and wrong cost the same time and read the same."""
    _admit(username, address)
    user = User.objects.filter(username=username).first()
    with throttle.hashing():
        right = user.check_password(password) if user else _hash_in_vain(password)
    if not (user and right and user.is_active):
        audit.record("portal.session.refused", by=audit.SYSTEM, target=user, note=_trace(username))
        raise Refused(_("用户名或密码不正确。请检查后重试；忘记密码请联系本单位的系统管理员。"), code="wrong_login")
    throttle.forgive(username, address)
    audit.record("portal.session.opened", by=user, target=user)
    return user


def confirm(*, password: str, address: str, by: User) -> None:
    """The person of the session gives the password again before a grave deed; a wrong one counts like a failed login.

    Call it outside the transaction of the deed: what it counts and records must outlive a refusal.
    """
    _admit(by.username, address)
    with throttle.hashing():
        right = by.check_password(password)
    if not right:
        audit.record("portal.session.refused", by=by, target=by, note=_("再次输入的密码不正确"))
        raise Refused(_("密码不正确，没有办理。请重新输入您的登录密码。"), code="wrong_password")
    throttle.forgive(by.username, address)


def log_out(*, by: User) -> None:
    audit.record("portal.session.closed", by=by, target=by)


def _admit(username: str, address: str) -> None:
    try:
        throttle.admit(username, address)
    except throttle.Locked as locked:
        if locked.first:
            audit.record("portal.session.locked", by=audit.SYSTEM, target=_known(username), note=_trace(username))
        raise


def _known(username: str) -> User | None:
    return User.objects.filter(username=username).first()


def _hash_in_vain(password: str) -> bool:
    User().set_password(password)
    return False


def _trace(username: str) -> str:
    """Never the words that were typed: a password or an id may stand in the wrong field. Equal traces, equal words."""
    return _("输入的用户名指纹：%(trace)s") % {"trace": crypto.blind_index("content", username).hex()[:12]}
