"""Append-only record of what was done, with the words for each event."""

import uuid
from contextvars import ContextVar
from dataclasses import dataclass

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Field
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from aid_portal import acting, crypto
from aid_portal.models import AuditEvent, OrgUnit, User

CONSOLE = "console"
SYSTEM = "system"
PUBLIC = "public"  # whoever writes from outside, without a login
_labels: dict[str, str | Promise] = {}


@dataclass(frozen=True, slots=True)
class Origin:
    """From where the work of this thread was asked for; the middleware fills it."""

    address: str = ""
    request_id: str = ""


origin: ContextVar[Origin] = ContextVar("origin", default=Origin())  # noqa: B039 - frozen


def register_event(code: str, label: str | Promise) -> None:
    _labels[code] = label


def event_label(code: str) -> str:
    return str(_labels.get(code, code))


def event_labels() -> dict[str, str | Promise]:
    return dict(_labels)


def record(
    event: str,
    *,
    by: User | str,
    target: object = None,
    unit: OrgUnit | None = None,
    before: dict | None = None,
    after: dict | None = None,
    note: str = "",
) -> None:
    """One event in the transaction of the caller; before and after are sealed, names of things are not secret."""
    if event not in _labels:
        raise KeyError(f"audit event {event!r} has no words: register it in the app's events.py")
    seal_key = uuid.uuid4()
    changes = {"before": before or {}, "after": after or {}}
    here = origin.get()
    AuditEvent.objects.create(
        event=event,
        actor=by if isinstance(by, str) else actor_name(by),
        actor_id_text="" if isinstance(by, str) else by.username,
        target=str(target or "")[:120],
        target_key=key_of(target),
        unit_code=unit.code if unit else "",
        unit_name=unit.name if unit else "",
        note=note[:500],
        sealed=crypto.seal(changes, aad=seal_aad(seal_key)) if before or after else None,
        seal_key=seal_key if before or after else None,
        address=here.address,
        request_id=here.request_id,
    )


def actor_name(by: User) -> str:
    """Who did it; in whose name, where only another's role allowed it (代); and by which token, where a machine asked."""
    if name := acting.token_name.get():
        return _("%(actor)s（令牌“%(token)s”）") % {"actor": by.name, "token": name}
    principal = acting.principal.get()
    return _("%(actor)s（代%(principal)s）") % {"actor": by.name, "principal": principal} if principal else by.name


def seal_aad(seal_key: uuid.UUID) -> str:
    return f"audit|{seal_key}"


def field_of(target_key: str, name: str) -> Field | None:
    """The field of the target's model by that name, for its label and its choices; None where there is none."""
    try:
        field = apps.get_model(target_key.partition(":")[0])._meta.get_field(name)
    except (LookupError, ValueError, FieldDoesNotExist):
        return None
    return field if isinstance(field, Field) else None


def actor_label(actor: str) -> str:
    return {CONSOLE: _("控制台"), SYSTEM: _("系统"), PUBLIC: _("公众")}.get(actor, actor)


def key_of(target: object) -> str:
    meta = getattr(target, "_meta", None)
    return f"{meta.label_lower}:{target.pk}" if meta else ""
