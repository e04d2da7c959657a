"""Who bears a programme's money from a term on: per cent by fund source, a hundred together."""

from decimal import Decimal

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from subsidies.choices import STATE_SOURCES, FundSource
from subsidies.forms.policy_rates import FoundedForm, WrittenField
from subsidies.rules import policy_words as words

WHOLE = Decimal(100)


class PercentField(WrittenField):
    unit = "%"
    css = "field-quarter"
    default_error_messages = {
        "invalid": _("请填写百分数，如 80。"),
        "min_value": _("比例不能小于零。"),
        "max_value": _("比例不能大于100。"),
        "max_decimal_places": _("比例最多两位小数。"),
    }

    def __init__(self, source: FundSource) -> None:
        label = _now("%(source)s（%%）") % {"source": source.label}
        super().__init__(label=label, required=False, min_value=0, max_value=100, decimal_places=2)


class SharesForm(FoundedForm):
    part = "shares"

    def first_values(self) -> dict:
        values = super().first_values()
        return {name: words.percent(value) if name in STATE_SOURCES else value for name, value in values.items()}

    def fit(self) -> None:
        self.fields = {**{source.value: PercentField(source) for source in STATE_SOURCES}, **self.fields}
        super().fit()

    def clean(self) -> dict:
        """The last of the four fields says what they come to, once each of them can be read."""
        cleaned = super().clean()
        total = sum((cleaned.get(source) or Decimal(0) for source in STATE_SOURCES), Decimal(0))
        if total != WHOLE and not set(STATE_SOURCES) & set(self.errors):
            self.add_error(
                FundSource.COUNTY.value, _now("四项合计应为100%%，现在是%(total)s%%。") % {"total": words.percent(total)}
            )
        return cleaned

    def value(self) -> dict:
        """Who bears nothing is not named."""
        return {name: words.percent(value) if name in STATE_SOURCES else value for name, value in super().value().items()}
