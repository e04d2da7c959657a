"""The second look before children are put on the lists of a social programme."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from subsidies.forms.once import OnceForm
from subsidies.forms.policy_rates import YuanField


class AwardForm(OnceForm):
    """`sure` tells the answer of the second look from the first question; where the agreement names no amount it is asked."""

    sure = forms.CharField(widget=forms.HiddenInput, initial="yes")
    children = forms.CharField(widget=forms.HiddenInput)
    amount = YuanField(label=_("每人金额（元）"), min_value=0, max_digits=12, decimal_places=2)

    def __init__(self, *args: Any, open_amount: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not open_amount:
            del self.fields["amount"]

    def clean_children(self) -> list[int]:
        return [int(number) for number in self.cleaned_data["children"].split() if number.isdecimal()]
