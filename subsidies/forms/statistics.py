"""What a report is kept for."""

from django import forms
from django.utils.translation import gettext_lazy as _


class FreezeForm(forms.Form):
    note = forms.CharField(label=_("用途"), max_length=200, help_text=_("例如：报市教育局2022年学生资助年报"))
