"""Drawing payees to be asked, what each has said, what was found out about a mismatch."""

from typing import Any

from django import forms
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from subsidies.arrival_choices import ArrivalAnswer
from subsidies.forms.lines import line, number
from subsidies.forms.once import OnceForm
from subsidies.forms.policy_rates import YuanField
from subsidies.rules.arrival_samples import MOST, SEED_LENGTH


class DrawForm(OnceForm):
    size = number(_("抽取笔数"), 1, MOST)
    seed = line(_("抽样种子"), SEED_LENGTH, required=False, help_text=_("空着由系统生成；填同一种子，抽到的相同。"))


class AnswerForm(OnceForm):
    """Of one row; what is not the bank's amount is told in yuan."""

    answer = forms.ChoiceField(label=_("回访结果"), choices=[("", _("请选择")), *ArrivalAnswer.choices])
    told_amount = YuanField(
        label=_("家长所说金额（元）"), required=False, min_value=0, max_digits=12, decimal_places=2,
        help_text=_("只在金额不同时填写。"),
    )  # fmt: skip
    note = line(_("备注"), 200, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("answer") == ArrivalAnswer.OTHER_AMOUNT and not cleaned.get("told_amount"):
            self.add_error("told_amount", now("请填写家长所说的金额。"))
        if cleaned.get("answer") != ArrivalAnswer.OTHER_AMOUNT:
            cleaned["told_amount"] = None
        return cleaned


class SettlementForm(OnceForm):
    settlement = line(_("查核结果"), 200, min_length=2, help_text=_("例如：家长当时未查存折，已核对银行流水到账。"))
