"""What was given, and the receipt for it."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from subsidies.donation_choices import GiftKind
from subsidies.forms.documents import DayField
from subsidies.forms.lines import line, number, scan
from subsidies.forms.once import OnceForm
from subsidies.forms.policy_rates import YuanField
from subsidies.models import DonationAgreement, Donor

MONEY = {"min_value": 0, "max_digits": 12, "decimal_places": 2, "required": False}
OF_GOODS = {"item": "", "unit": "", "quantity": None, "unit_value": None, "basis": ""}
FACTS = ("kind", "direct", "received_on", "amount", *OF_GOODS)


class AgreementField(forms.ModelChoiceField):
    def label_from_instance(self, agreement: DonationAgreement) -> str:
        words = {"programme": agreement.programme, "year": agreement.year, "donors": agreement.sources}
        return now("%(year)s年 %(programme)s（%(donors)s）") % words


class PastDayField(DayField):
    """Not later than today."""

    def clean(self, value: Any) -> Any:
        day = super().clean(value)
        if day and day > timezone.localdate():
            raise forms.ValidationError(now("日期不能晚于今天。"))
        return day


class GiftForm(OnceForm):
    """Cash is an amount; goods and services are a number of things, and a value where its basis is known."""

    agreement = AgreementField(label=_("资助项目"), queryset=DonationAgreement.objects.none(), empty_label=_("请选择"))
    donor = forms.ModelChoiceField(label=_("捐赠人"), queryset=Donor.objects.order_by("name"), empty_label=_("请选择"))
    received_on = PastDayField(label=_("捐赠日期"), help_text=_("现金写到账日期，实物写交接日期。"))
    kind = forms.ChoiceField(label=_("形式"), choices=[("", _("请选择")), *GiftKind.choices])
    direct = forms.BooleanField(
        label=_("捐赠人直接发放"), required=False, help_text=_("没有经过县里账户的，只登记发放清单，不开票据。")
    )
    amount = YuanField(label=_("现金金额（元）"), **{**MONEY, "max_digits": 14})
    item = line(_("品名"), 60, required=False, help_text=_("如“饮用奶”“营养健康体验室”。"))
    quantity = number(_("数量"), 1, 99_999_999, required=False)
    unit = line(_("单位"), 10, required=False, help_text=_("如“盒”“套”“所”。"))
    unit_value = YuanField(label=_("单价（元）"), **MONEY, help_text=_("说不清价值的空着，只登记数量。"))
    basis = line(_("估价依据"), 200, required=False, help_text=_("发票、报关单或市场价的来源；填了单价的必填。"))
    file = scan(_("凭证"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        running = DonationAgreement.objects.in_force().for_list()
        self.fields["agreement"].queryset = running.order_by("-year", "programme__position", "pk")

    @property
    def facts(self) -> dict[str, Any]:
        """Of cash nothing that belongs to goods, and the other way about."""
        said = {name: self.cleaned_data.get(name) for name in FACTS}
        return {**said, **OF_GOODS} if said["kind"] == GiftKind.CASH else {**said, "amount": None}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        agreement, donor = cleaned.get("agreement"), cleaned.get("donor")
        if agreement and donor and donor not in agreement.donors.all():
            words = {"donors": agreement.sources}
            self.add_error("donor", now("这个项目协议中的捐赠人是%(donors)s，请核对，或先变更协议。") % words)
        if cleaned.get("kind") == GiftKind.CASH:
            if not cleaned.get("amount") and "amount" not in self.errors:
                self.add_error("amount", now("请填写捐赠金额，应大于0元。"))
        elif cleaned.get("kind"):
            self._clean_goods(cleaned)
        return cleaned

    def _clean_goods(self, cleaned: dict[str, Any]) -> None:
        for name, words in (("item", now("请填写品名。")), ("quantity", now("请填写数量。")), ("unit", now("请填写单位。"))):
            if not cleaned.get(name) and name not in self.errors:
                self.add_error(name, words)
        cleaned["unit_value"] = cleaned.get("unit_value") or None
        if cleaned["unit_value"] and not cleaned.get("basis"):
            self.add_error("basis", now("请写明价值的来源；说不清价值的把单价空着。"))


class ReceiptForm(OnceForm):
    """Code and number as they are printed on the receipt of the treasury's system."""

    code = line(_("票据代码"), 12, min_length=4)
    number = number(_("票据号码"), 1, 9_999_999_999, help_text=_("照票面填写，前面的0可以不写；同一代码同一年的号码一张接一张。"))
    issued_on = PastDayField(label=_("开票日期"))
    note = line(_("备注"), 200, required=False)
