"""Forms of deeds that must not happen twice: each form shown carries a key of its own."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from aid_portal.idempotency import new_key


class FreshField(forms.CharField):
    """Hidden, and shown anew with every answer: a form that comes back with errors is another question."""

    widget = forms.HiddenInput

    def bound_data(self, data: Any, initial: Any) -> Any:
        return initial


class KeyField(FreshField):
    def __init__(self) -> None:
        super().__init__(required=False, max_length=64, initial=new_key)


class OnceForm(forms.Form):
    """The field bears the name that aid_portal.idempotency looks for."""

    idempotency_key = KeyField()

    @property
    def said(self) -> dict[str, Any]:
        """What the person has said."""
        return {name: value for name, value in self.cleaned_data.items() if name != "idempotency_key"}


class OnceNoteForm(OnceForm):
    note = forms.CharField(label=_("原因"), max_length=200, min_length=2, widget=forms.TextInput(attrs={"autocomplete": "off"}))
