"""What is written down of the plan's own account: food bought, money received, suppliers, the county's price lists."""

import unicodedata
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from aid_portal import photos
from aid_portal.forms.fields import DayField, DoneField, line, text
from aid_portal.forms.once import OnceForm
from subsidies.forms.canteens import ChangeForm
from subsidies.forms.policy_rates import WrittenField, YuanField
from subsidies.meal_choices import MealIncomeSource
from subsidies.models import InquiryPrice, Supplier

WHAT, NAMED = ("item", "spec", "unit"), 3
MOST_LINES = 500
LONGEST = {"item": 60, "spec": 60, "unit": 10}


class ListedField(forms.ModelChoiceField):
    def label_from_instance(self, price: InquiryPrice) -> str:
        return " ".join(filter(None, (price.item, price.spec, f"{price.price}/{price.unit}")))


class PurchaseForm(OnceForm):
    """`prices`: of the inquiry that holds; what was not inquired is named by hand."""

    day = DoneField(label=_("验收日期"))
    supplier = forms.ModelChoiceField(label=_("供应商"), queryset=Supplier.objects.none(), empty_label=_("请选择"))
    listed = ListedField(
        label=_("询价品名"), queryset=InquiryPrice.objects.none(), required=False, empty_label=_("不在询价单内"),
        help_text=_("品名、规格、单位和县询价元。不在询价单内的填下面三项。"),
    )  # fmt: skip
    item = line(_("品名"), 60, required=False)
    spec = line(_("规格"), 60, required=False)
    unit = line(_("单位"), 10, required=False, help_text=_("如“公斤”“箱”。"))
    quantity = WrittenField(label=_("数量"), min_value=0, max_digits=10, decimal_places=3)
    price = YuanField(label=_("单价（元）"), min_value=0, max_digits=8, decimal_places=2)
    invoice = line(_("票据号"), 40, required=False, help_text=_("发票或收据号码。"))
    first_checker = line(_("验收人"), 40)
    second_checker = line(_("第二验收人"), 40, help_text=_("两人验收，不能是同一人。"))
    photo = forms.FileField(
        label=_("验收照片"), required=False, widget=forms.FileInput(attrs={"accept": photos.ACCEPT}),
        help_text=_("可以直接拍照；拍摄地点和设备信息自动去掉。"),
    )  # fmt: skip

    def __init__(self, *args: Any, suppliers: QuerySet[Supplier], prices: QuerySet[InquiryPrice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["supplier"].queryset = suppliers
        self.fields["listed"].queryset = prices

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for name in ("quantity", "price"):
            if name in cleaned and not cleaned[name]:
                self.add_error(name, now("应大于0。"))
        if listed := cleaned.get("listed"):
            return {**cleaned, **{name: getattr(listed, name) for name in WHAT}}
        for name in ("item", "unit"):
            if not cleaned.get(name):
                self.add_error(name, now("请填写，或者在上面选择询价品名。"))
        return cleaned

    @property
    def facts(self) -> dict[str, Any]:
        names = ("day", *WHAT, "quantity", "price", "invoice", "first_checker", "second_checker")
        return {name: self.cleaned_data[name] for name in names}


class IncomeForm(OnceForm):
    day = DoneField(label=_("到账日期"))
    document = line(_("拨款文件"), 120, min_length=2, help_text=_("文号或文件名。"))
    source = forms.ChoiceField(label=_("资金来源"), choices=MealIncomeSource.choices)
    amount = YuanField(label=_("金额（元）"), min_value=0, max_digits=12, decimal_places=2)

    def clean_amount(self) -> Decimal:
        if not self.cleaned_data["amount"]:
            raise forms.ValidationError(now("金额不能是0元。"))
        return self.cleaned_data["amount"]


class SupplierForm(OnceForm):
    name = line(_("供应商"), 80, min_length=2)
    credit_code = line(_("统一社会信用代码"), 18)
    licence = line(_("食品经营（生产）许可证号"), 40)
    licence_until = DayField(label=_("许可证有效期至"))
    phone = line(_("联系电话"), 40, required=False)


class SupplierChangeForm(ChangeForm):
    name = line(_("供应商"), 80, min_length=2)
    licence = line(_("食品经营（生产）许可证号"), 40)
    licence_until = DayField(label=_("许可证有效期至"))
    phone = line(_("联系电话"), 40, required=False)
    ended_on = DayField(label=_("停止供货"), required=False, help_text=_("这一天以后的采购不能再登记；仍在供货的空着。"))
    field_order = ("name", "licence", "licence_until", "phone", "ended_on", "from_on", "note")


class InquiryForm(OnceForm):
    from_on = DayField(label=_("执行日期"))
    document = line(_("询价文件"), 120, min_length=2)
    prices = text(
        _("询价明细"), 12, 20_000,
        help_text=_("一行一个品名：品名、规格、单位、单价，用制表符、逗号或顿号隔开，可以从表格里复制粘贴；没有规格的空着。"),
    )  # fmt: skip

    def clean_prices(self) -> list[dict[str, Any]]:
        lines = [each for each in self.cleaned_data["prices"].splitlines() if each.strip()]
        if len(lines) > MOST_LINES:
            raise forms.ValidationError(now("最多%(most)d行。") % {"most": MOST_LINES})
        found = [_read(number, each) for number, each in enumerate(lines, 1)]
        keys = [tuple(each[name] for name in WHAT) for each in found]
        if twice := next((key for key in keys if keys.count(key) > 1), None):
            raise forms.ValidationError(now("“%(item)s”写了不止一次，请只留一行。") % {"item": " ".join(filter(None, twice))})
        return found


def _read(number: int, written: str) -> dict[str, Any]:
    """Full-width signs are read as what they mean."""
    plain = unicodedata.normalize("NFKC", written).replace("、", ",")
    cells = [cell.strip() for cell in plain.replace("\t", ",").split(",")]
    if len(cells) == NAMED:
        cells.insert(1, "")
    try:
        item, spec, unit, price = cells
        amount = Decimal(price)
    except (ValueError, InvalidOperation):
        raise forms.ValidationError(
            now("第%(number)d行应是“品名，规格，单位，单价”四项，请核对。") % {"number": number}
        ) from None
    named = {"item": item, "spec": spec, "unit": unit}
    too_long = any(len(value) > LONGEST[name] for name, value in named.items())
    if not item or not unit or too_long or not 0 < amount < 100_000 or amount != amount.quantize(Decimal("0.01")):
        raise forms.ValidationError(now("第%(number)d行的品名、单位或单价不对，单价精确到分，请核对。") % {"number": number})
    return {**named, "price": amount}
