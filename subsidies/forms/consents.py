"""What a guardian allows donors to be told."""

from typing import Any

from django import forms
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from subsidies.forms.gifts import PastDayField
from subsidies.forms.lines import line, scan
from subsidies.forms.once import OnceForm

ALLOWED = ("may_name", "may_photo", "may_story")


class ConsentForm(OnceForm):
    """Nothing is ticked beforehand: consent is given, not assumed."""

    may_name = forms.BooleanField(label=_("姓名"), required=False)
    may_photo = forms.BooleanField(label=_("照片"), required=False)
    may_story = forms.BooleanField(label=_("事迹（学习、生活情况）"), required=False)
    given_on = PastDayField(label=_("同意日期"), help_text=_("监护人在同意书上签字的日期。"))
    paper = line(_("同意书"), 120, min_length=2, help_text=_("如“向捐赠人告知学生情况同意书”。"))
    file = scan(_("扫描件"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not any(cleaned.get(name) for name in ALLOWED):
            self.add_error("may_name", now("请至少勾选一项监护人同意的内容。"))
        return cleaned

    @property
    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in (*ALLOWED, "given_on", "paper")}
