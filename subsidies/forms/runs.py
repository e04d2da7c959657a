"""Start a check: for real, or only to see what it would change."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from subsidies.models import PolicyVersion

REAL, DRY = "real", "dry"


class PolicyField(forms.ModelChoiceField):
    def label_from_instance(self, version: PolicyVersion) -> str:
        return f"{version} {version.get_status_display()} {version.note}".strip()


class RunForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("方式"),
        choices=[(REAL, _("正式比对：写入资助结果、比对发现和监测对象去向")), (DRY, _("试算：只看会有哪些变化，不写入任何结果"))],
        widget=forms.RadioSelect,
        initial=DRY,
    )
    policy = PolicyField(
        label=_("试算所用政策"),
        queryset=PolicyVersion.objects.none(),
        required=False,
        empty_label=_("现行有效的政策"),
        help_text=_("试算可以选草稿或以前的版本；正式比对只按现行有效的政策。"),
    )

    def __init__(self, *args: Any, policies: QuerySet[PolicyVersion], only_dry: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["policy"].queryset = policies
        if only_dry:
            self.fields["kind"].choices = self.fields["kind"].choices[1:]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("kind") == REAL and cleaned.get("policy"):
            raise ValidationError({"policy": _("正式比对只按现行有效的政策进行，请不要选择版本。")})
        return cleaned
