"""A checklist and one thing to look at."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from subsidies.forms.once import OnceForm
from supervision.choices import Severity, Theme
from supervision.models import ChecklistItem

FACTS = ("section", "text", "standard", "basis", "severity", "immediate", "evidence")


class ChecklistForm(OnceForm):
    theme = forms.ChoiceField(label=_("检查事项"), choices=Theme.choices)
    title = forms.CharField(label=_("清单名称"), max_length=80)


class ItemForm(OnceForm):
    section = forms.CharField(label=_("部位"), max_length=40, required=False, help_text=_("如“食品储存”“留样”。"))
    text = forms.CharField(label=_("检查内容"), max_length=200)
    standard = forms.CharField(label=_("标准"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
    basis = forms.CharField(label=_("依据"), max_length=200, help_text=_("文件名称和条款，会写进整改通知书。"))
    severity = forms.ChoiceField(label=_("不符合时的程度"), choices=Severity.choices)
    immediate = forms.BooleanField(label=_("立行立改"), required=False, help_text=_("涉及安全、须当日改正的。"))
    evidence = forms.CharField(label=_("需要的佐证"), max_length=200, required=False)

    def __init__(self, *args: Any, item: ChecklistItem | None = None, **kwargs: Any) -> None:
        if item is not None:
            kwargs["initial"] = {name: getattr(item, name) for name in FACTS}
        super().__init__(*args, **kwargs)
