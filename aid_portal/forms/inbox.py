"""Conditions on what waits, and the second look before several things are agreed to."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from aid_portal.forms.once import OnceForm


class InboxForm(forms.Form):
    kind = forms.ChoiceField(label=_("事项"), required=False)
    unit = forms.CharField(label=_("单位名称或代码"), required=False, max_length=40)

    def __init__(self, *args: Any, kinds: Iterable[tuple[str, str | Promise]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", _("全部")), *kinds]


class ApproveEachForm(OnceForm):
    """What was shown, and that it was looked at."""

    keys = forms.CharField(widget=forms.HiddenInput)
    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)
    sure = forms.BooleanField(label=_("我已核对以上件数、人次和金额，同意逐件批准"))

    def clean_keys(self) -> list[str]:
        return self.cleaned_data["keys"].split()
