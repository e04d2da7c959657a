"""Corrections: how much more or less and why; working out a part of the term; closing a recovery."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from aid_portal.widgets import day_input
from subsidies.choices import AdjustmentKind
from subsidies.forms.entitlements import EvidenceForm
from subsidies.forms.once import OnceForm
from subsidies.rules.proration import DAYS_OF_A_TERM, MONTHS_OF_A_TERM

MONTHS, DAYS = "month", "day"
RULES = [(MONTHS, gettext_lazy("按月")), (DAYS, gettext_lazy("按天"))]
LINE = {"autocomplete": "off"}


def _number(label: str, most: int) -> forms.IntegerField:
    return forms.IntegerField(label=label, required=False, min_value=0, max_value=most)


class AttendanceForm(forms.Form):
    """How much of the term the child was there; nothing is changed by it."""

    rule = forms.ChoiceField(
        label=gettext_lazy("折算方式"), choices=[(MONTHS, gettext_lazy("按月")), (DAYS, gettext_lazy("按天"))]
    )
    months = _number(gettext_lazy("在校月数（一学期5个月）"), MONTHS_OF_A_TERM)
    boarding_days = _number(gettext_lazy("住校天数（一学期125天）"), DAYS_OF_A_TERM)
    day_days = _number(gettext_lazy("走读天数"), DAYS_OF_A_TERM)

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        if said.get("rule") == MONTHS and said.get("months") is None:
            raise forms.ValidationError({"months": _("请填写在校月数。")})
        days = (said.get("boarding_days") or 0) + (said.get("day_days") or 0)
        if said.get("rule") == DAYS and days > DAYS_OF_A_TERM:
            raise forms.ValidationError(_("住校和走读合计%(days)d天，超过一学期的125天。") % {"days": days})
        return said


class AdjustmentForm(EvidenceForm):
    """A cancellation takes all that stands, so it needs no amount."""

    kind = forms.ChoiceField(label=gettext_lazy("类别"), choices=AdjustmentKind.choices, widget=forms.RadioSelect)
    amount = forms.DecimalField(
        label=gettext_lazy("金额（元）"),
        required=False,
        min_value=0,
        max_digits=10,
        decimal_places=2,
        help_text=gettext_lazy("填正数；取消的不用填，全部收回。"),
    )
    reason = forms.CharField(label=gettext_lazy("原因"), max_length=200, min_length=2, widget=forms.TextInput(attrs=LINE))
    trace = forms.CharField(max_length=200, required=False, widget=forms.HiddenInput)
    field_order = ("kind", "amount", "reason", "evidence")

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        if said.get("amount") is None and "amount" not in self.errors:
            if said.get("kind") != AdjustmentKind.CANCELLATION:
                raise forms.ValidationError({"amount": _("请填写金额。")})
            said["amount"] = 0
        return said


class ReceiveForm(OnceForm):
    voucher = forms.CharField(label=gettext_lazy("收款凭证号"), max_length=60, widget=forms.TextInput(attrs=LINE))
    day = forms.DateField(label=gettext_lazy("收回日期"), widget=day_input())

    def clean_day(self) -> Any:
        if self.cleaned_data["day"] > timezone.localdate():
            raise forms.ValidationError(_("收回日期不能晚于今天。"))
        return self.cleaned_data["day"]
