"""Asking for more than thirty reveals an hour."""

from django import forms
from django.utils.translation import gettext_lazy as _


class RevealRequestForm(forms.Form):
    what = forms.CharField(label=_("要办的事"), max_length=120, help_text=_("如“核对2022年秋季受助学生银行账户”。"))
    row_count = forms.IntegerField(
        label=_("需要查看的条数"),
        min_value=1,
        max_value=500,
        help_text=_("批准后一小时内有效。"),
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    reason = forms.CharField(label=_("事由"), max_length=200, min_length=4, widget=forms.Textarea(attrs={"rows": 3}))
