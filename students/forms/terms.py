"""The cut-off day of a term."""

from django import forms
from django.utils.translation import gettext_lazy as _


class CutOffForm(forms.Form):
    day = forms.DateField(label=_("认定基准日"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
