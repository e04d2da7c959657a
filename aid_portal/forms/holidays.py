"""Days that are not what the week says."""

from django import forms
from django.utils.translation import gettext_lazy as _

from aid_portal.widgets import day_input


class HolidayForm(forms.Form):
    day = forms.DateField(label=_("日期"), widget=day_input())
    is_working = forms.TypedChoiceField(
        label=_("安排"), choices=[("0", _("放假")), ("1", _("调休上班"))], coerce=lambda value: value == "1"
    )
    name = forms.CharField(label=_("名称"), max_length=20, help_text=_("如“国庆节”。"))


class SeedForm(forms.Form):
    year = forms.IntegerField(
        label=_("年份"), min_value=2000, max_value=2100, widget=forms.TextInput(attrs={"inputmode": "numeric"})
    )
