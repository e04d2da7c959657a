"""What a programme has from a term on: an amount, or the grades it is open to; who bears it is in policy_shares.py."""

import unicodedata
from decimal import Decimal

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from aid_portal.terms import AUTUMN, SPRING, Term
from subsidies.forms.policy_parts import PartForm
from subsidies.rules import policy_words as words

FIRST_YEAR, YEARS_AHEAD = 2010, 3


class DatedForm(PartForm):
    """An entry of a programme that holds from a term on; `from` is no name for a class attribute, hence here."""

    def fit(self) -> None:
        self.entry = next(each for each in self.document["programmes"] if each["code"] == self.programme)
        years = range(timezone.localdate().year + YEARS_AHEAD, FIRST_YEAR - 1, -1)
        terms = [Term(year, season) for year in years for season in (AUTUMN, SPRING)]
        self.fields["from"] = forms.ChoiceField(
            label=_("自哪个学期起"), choices=[("", _("请选择学期")), *((str(term), term.label) for term in terms)]
        )
        self.order_fields(["from"])

    def clean(self) -> dict:
        cleaned = super().clean()
        if cleaned.get("from"):
            self.refuse_taken(cleaned, "from")
        return cleaned


class WrittenField(forms.DecimalField):
    """Full-width digits, thousands separators and the mark of the unit are read as what they mean."""

    unit = ""
    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})

    def to_python(self, value: object) -> Decimal | None:
        return super().to_python(self._plain(str(value)) if value else value)

    def _plain(self, written: str) -> str:
        return unicodedata.normalize("NFKC", written).replace(",", "").strip().removesuffix(str(self.unit)).strip()


class YuanField(WrittenField):
    default_error_messages = {
        "invalid": _("请填写以元为单位的数字。"),
        "min_value": _("金额不能小于零。"),
        "max_decimal_places": _("金额最多两位小数，请精确到分。"),
    }


class FoundedForm(DatedForm):
    """An entry that names its document, or is marked as one that waits for it; both stand last."""

    source = forms.CharField(
        label=_("依据文件"), max_length=120, required=False, help_text=_("文号或文件名，如“陕财办教〔2011〕172号”。")
    )
    assumed = forms.BooleanField(label=_("待核定（还没有正式文件）"), required=False)

    def fit(self) -> None:
        super().fit()
        self.order_fields([name for name in self.fields if name not in ("source", "assumed")])

    def clean(self) -> dict:
        cleaned = super().clean()
        if not cleaned.get("assumed") and not cleaned.get("source"):
            self.add_error("source", _("请填写文号；还没有正式文件的，勾选“待核定”。"))
        return cleaned


class RateForm(FoundedForm):
    part = "rates"
    stage = forms.ChoiceField(label=_("学段"), required=False)
    tier = forms.ChoiceField(label=_("档次"), required=False)
    amount = YuanField(label=_("每学期金额（元）"), min_value=0, max_digits=12, decimal_places=2)

    def first_values(self) -> dict:
        values = super().first_values()
        return {**values, "amount": f"{Decimal(str(values['amount'])):.2f}"} if values else {}

    def fit(self) -> None:
        super().fit()
        stages = [(code, words.stage_label(code)) for code in self.entry["stages"]]
        tiers = [(each["code"], each["label"]) for each in self.document["tiers"]]
        self.fields["stage"].choices = [("", _("项目的各学段")), *stages]
        self.fields["tier"].choices = [("", _("不分档")), *tiers, ("none", _("未定档"))]

    def value(self) -> dict:
        return {**super().value(), "amount": f"{self.cleaned_data['amount']:.2f}"}


class GradesForm(DatedForm):
    part = "grades"
    grades = forms.TypedMultipleChoiceField(label=_("年级"), coerce=int, widget=forms.CheckboxSelectMultiple)

    def fit(self) -> None:
        super().fit()
        stages = self.entry["stages"]
        longest = max((len(words.GRADES[stage]) for stage in stages if stage in words.GRADES), default=6)
        self.fields["grades"].choices = [(n, words.grades_label([n], stages)) for n in range(1, longest + 1)]
