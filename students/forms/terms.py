"""The cut-off day of a term."""

from django import forms
from django.utils.translation import gettext_lazy as _

from aid_portal.widgets import day_input


class CutOffForm(forms.Form):
    day = forms.DateField(label=_("认定基准日"), widget=day_input())
