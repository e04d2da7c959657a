"""Uploading a table of meals or purchases."""

from django import forms
from django.utils.translation import gettext_lazy as _

from subsidies.forms.once import OnceForm


class MealUploadForm(OnceForm):
    file = forms.FileField(label=_("登记表"), allow_empty_file=True, error_messages={"required": _("请选择填好的登记表。")})
