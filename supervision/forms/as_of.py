"""Choosing the day of a look back."""

from django import forms
from django.utils.translation import gettext_lazy as _

from aid_portal.widgets import day_input


class AsOfForm(forms.Form):
    on = forms.DateField(label=_("查看哪一天"), required=False, widget=day_input())
