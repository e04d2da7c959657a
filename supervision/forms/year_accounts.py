"""What a yearly account is frozen for."""

from django import forms
from django.utils.translation import gettext_lazy as _

from aid_portal.forms.once import OnceForm


class FreezeYearForm(OnceForm):
    year = forms.IntegerField(widget=forms.HiddenInput)
    note = forms.CharField(label=_("用途"), max_length=200, min_length=2, help_text=_("例如：报市教育局2022年目标任务考核"))
