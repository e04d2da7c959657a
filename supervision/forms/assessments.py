"""Beginning a year, its weights, and the points that a person gives or takes."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from subsidies.forms.documents import YEARS
from subsidies.forms.once import OnceForm
from supervision.models import AssessmentIndicator


class BeginForm(OnceForm):
    year = forms.IntegerField(
        label=_("年度"), min_value=YEARS[0], max_value=YEARS[1], widget=forms.TextInput(attrs={"inputmode": "numeric"})
    )
    title = forms.CharField(label=_("名称"), max_length=80, initial=_("学生资助工作目标任务考核"))


class PointsField(forms.DecimalField):
    def __init__(self, **options: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "class": "form-control num"})
        super().__init__(max_digits=5, decimal_places=2, widget=widget, **options)


class WeightsForm(OnceForm):
    """A weight for each indicator; together they make a hundred."""

    def __init__(self, *args: Any, indicators: Sequence[AssessmentIndicator], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.indicators = indicators
        for each in indicators:
            self.fields[f"weight_{each.code}"] = PointsField(label=each.name, min_value=0, max_value=100, initial=each.weight)

    @property
    def rows(self) -> list[tuple[AssessmentIndicator, forms.BoundField]]:
        return [(each, self[f"weight_{each.code}"]) for each in self.indicators]

    @property
    def weights(self) -> dict[str, Decimal]:
        return {each.code: self.cleaned_data[f"weight_{each.code}"] for each in self.indicators}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        given = [value for name, value in cleaned.items() if name.startswith("weight_")]
        if len(given) == len(self.indicators) and sum(given) != 100:
            raise forms.ValidationError(now("权重合计是%(sum)s分，应为100分。") % {"sum": sum(given)})
        return cleaned


class AdjustForm(OnceForm):
    points = PointsField(label=_("调整分"), help_text=_("加分写正数，扣分写负数；写0取消调整。"))
    reason = forms.CharField(label=_("理由"), max_length=200, min_length=2, widget=forms.TextInput(attrs={"autocomplete": "off"}))
