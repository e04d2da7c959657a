"""Uploading a call sheet that was filled in."""

from django import forms
from django.utils.translation import gettext_lazy as _

from subsidies.forms.once import OnceForm


class CallSheetForm(OnceForm):
    file = forms.FileField(label=_("电话单"), allow_empty_file=True, error_messages={"required": _("请选择填好的电话单。")})
