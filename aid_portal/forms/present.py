"""Changes of what is there: two people who open the same page do not overwrite each other unseen (features.md M13)."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from aid_portal import audit, figures
from aid_portal.forms.once import FreshField
from aid_portal.models import AuditEvent


class PresentForm(forms.Form):
    """`initial` is what the facts of `record` are now. Refused when they have changed since the page was opened: who and
    when is said, what was typed stays, and sending it again counts. Without a mark (a program, a new record) nothing is asked.
    """

    def __init__(self, *args: Any, record: Model | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.record = record
        if record is not None:
            self.fields["present"] = FreshField(required=False, initial=_mark(self.initial))

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        opened = said.pop("present", "")
        if opened and opened != self.fields["present"].initial:
            raise ValidationError(_changed(self.record))
        return said


def _mark(facts: dict[str, Any]) -> str:
    told = repr(sorted((name, str(value)) for name, value in facts.items()))
    return salted_hmac(__name__, told, algorithm="sha256").hexdigest()


def _changed(record: Model | None) -> str:
    last = AuditEvent.objects.filter(target_key=audit.key_of(record)).order_by("-id").first()
    if last is None:
        return _("在您打开这一页之后，内容已有变化。请核对现在的内容，仍要改成您填写的，请再保存一次。")
    words = {"actor": audit.actor_label(last.actor), "at": figures.minute(last.at)}
    return _("%(actor)s在%(at)s改过这条记录，您打开的还是以前的内容。请核对后，仍要改成您填写的，请再保存一次。") % words
