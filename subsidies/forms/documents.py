"""A document that brings money: its facts, what it gives to each programme, the second person's word, the day of the money."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from aid_portal import figures
from aid_portal.forms.fields import DayField
from subsidies.forms.once import OnceForm
from subsidies.forms.policy_rates import YuanField
from subsidies.models import FundingDocument, Programme
from subsidies.models.splits import STATE_CHOICES

FACTS = ("number", "title", "source", "year", "amount", "direct", "issued_on", "received_on")
YEARS = (2000, 2100)


class MoneyField(YuanField):
    """Yuan as it is typed; 核减 has a minus before it."""

    unit = _("元")

    def __init__(self, **options: Any) -> None:
        super().__init__(max_digits=14, decimal_places=2, **options)

    def _plain(self, written: str) -> str:
        return super()._plain(written.replace(figures.MINUS, "-"))


class DocumentForm(OnceForm):
    """The facts, and a field for each programme; together they are the amount of the document."""

    number = forms.CharField(label=_("文号"), max_length=80, help_text=_("照文件写全，如“陕财办教〔2022〕15号”。"))
    title = forms.CharField(label=_("文件名称"), max_length=200)
    source = forms.ChoiceField(label=_("资金来源"), choices=[("", _("请选择")), *STATE_CHOICES])
    year = forms.IntegerField(
        label=_("预算年度"), min_value=YEARS[0], max_value=YEARS[1], widget=forms.TextInput(attrs={"inputmode": "numeric"})
    )
    amount = MoneyField(label=_("文件金额（元）"), help_text=_("核减指标的文件填负数。"))
    direct = forms.BooleanField(label=_("直达资金"), required=False)
    issued_on = DayField(label=_("发文日期"))
    received_on = DayField(label=_("资金到账日期"), required=False, help_text=_("钱还没有到的先不填，到账后再登记。"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.programmes = list(Programme.objects.state())
        self.fields["amount"].widget.attrs["data-whole"] = ""
        for programme in self.programmes:
            field = MoneyField(label=programme.label, required=False)
            field.widget.attrs.update({"data-part": "", "class": "form-control num"})
            self.fields[f"part_{programme.pk}"] = field

    @property
    def fact_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in FACTS]

    @property
    def parts(self) -> list[forms.BoundField]:
        return [self[f"part_{programme.pk}"] for programme in self.programmes]

    @property
    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in FACTS}

    @property
    def allotments(self) -> list[tuple[Programme, Decimal]]:
        given = ((programme, self.cleaned_data.get(f"part_{programme.pk}")) for programme in self.programmes)
        return [(programme, amount) for programme, amount in given if amount]

    def clean_amount(self) -> Decimal:
        amount = self.cleaned_data["amount"]
        if not amount:
            raise forms.ValidationError(now("文件金额不能是0元。"))
        return amount

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        whole, parts = cleaned.get("amount"), sum(amount for _programme, amount in self.allotments)
        if whole and parts != whole:
            words = {"whole": figures.yuan(whole), "parts": figures.yuan(parts), "rest": figures.yuan(whole - parts)}
            self.add_error("amount", now("文件金额%(whole)s元，分配合计%(parts)s元，相差%(rest)s元。") % words)
        if cleaned.get("received_on") and cleaned.get("issued_on") and cleaned["received_on"] < cleaned["issued_on"]:
            self.add_error("received_on", now("到账日期不能早于发文日期，请核对。"))
        if {"number", "source", "year"} <= set(cleaned):
            self._refuse_known(cleaned)
        return cleaned

    def _refuse_known(self, cleaned: dict[str, Any]) -> None:
        """The action refuses it as well; here what was typed stays."""
        known = FundingDocument.objects.same_as(cleaned["number"], cleaned["source"], cleaned["year"]).first()
        if known:
            words = {"state": known.get_status_display()}
            self.add_error("number", now("这个来源、年度的这份文件已经登记过（%(state)s），请不要重复登记。") % words)


class DecisionForm(OnceForm):
    """Yes or no; a no says why."""

    approved = forms.TypedChoiceField(choices=[("yes", _("批准")), ("no", _("不批准"))], coerce=lambda word: word == "yes")
    note = forms.CharField(label=_("原因"), max_length=200, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"}))

    def __init__(self, *args: Any, word: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["approved"].widget = forms.HiddenInput()
        self.fields["approved"].initial = word
        if word == "yes":
            del self.fields["note"]


class ReceiptForm(OnceForm):
    day = DayField(label=_("资金到账日期"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["day"].initial = timezone.localdate

    def clean_day(self):
        day = self.cleaned_data["day"]
        if day > timezone.localdate():
            raise forms.ValidationError(now("到账日期不能晚于今天。"))
        return day
