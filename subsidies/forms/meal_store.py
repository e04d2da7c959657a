"""What is written down of a kitchen's store and menus: a quantity beside each thing that is there; dishes line by line."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from aid_portal.forms.fields import DayField, DoneField, line, text
from aid_portal.forms.once import OnceForm
from subsidies.forms.policy_rates import WrittenField
from subsidies.meal_choices import Dish
from subsidies.reports.meal_store import Stock
from subsidies.rules.meal_store import What
from subsidies.rules.menus import BadLine, PlannedDish, read_menu


class StoreForm(OnceForm):
    """`stocks`: what may be named; a thing whose number stays empty is not in it."""

    day = DoneField(label=_("日期"))
    person = line(_("领用人"), 40)

    def __init__(self, *args: Any, stocks: Sequence[Stock], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._stocks = stocks
        for number, stock in enumerate(stocks):
            self.fields[f"quantity_{number}"] = _quantity(stock)

    @property
    def head(self) -> list[forms.BoundField]:
        return [self["day"], self["person"]]

    @property
    def table(self) -> list[tuple[Stock, forms.BoundField]]:
        return [(stock, self[f"quantity_{number}"]) for number, stock in enumerate(self._stocks)]

    @property
    def lines(self) -> list[tuple[What, Decimal]]:
        typed = ((stock.what, self.cleaned_data.get(bound.name)) for stock, bound in self.table)
        return [(what, quantity) for what, quantity in typed if quantity]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not self.lines:
            raise forms.ValidationError(now("请至少填写一个品名的数量。"))
        return cleaned

    @property
    def said(self) -> dict[str, Any]:
        return {"day": self.cleaned_data["day"], "person": self.cleaned_data["person"], "lines": self.lines}


class StockCountForm(StoreForm):
    """What is there, nought too; one reason for every difference."""

    person = line(_("盘点人"), 40)
    note = line(_("差异原因"), 200, required=False, help_text=_("盘点数和账面不一致的必须填写，如“损耗”“变质处理”“漏记出库”。"))

    @property
    def head(self) -> list[forms.BoundField]:
        return [*super().head, self["note"]]

    @property
    def lines(self) -> list[tuple[What, Decimal, str]]:
        typed = ((stock.what, self.cleaned_data.get(bound.name)) for stock, bound in self.table)
        return [(what, counted, self.cleaned_data.get("note", "")) for what, counted in typed if counted is not None]


class MenuForm(OnceForm):
    """A day's meal, one dish a line."""

    day = DayField(label=_("日期"))
    meal = forms.ChoiceField(label=_("餐次"), choices=Dish.choices, initial=Dish.LUNCH)
    dishes = text(
        _("菜品和每人用量（克）"), 6, 2_000, required=False,
        help_text=_("一行一个菜，冒号后写每人用的食材和克数，如“土豆烧肉：土豆80、猪肉50”。全部删去就是取消这一餐。"),
    )  # fmt: skip

    def clean_dishes(self) -> list[PlannedDish]:
        try:
            return read_menu(self.cleaned_data["dishes"])
        except BadLine as bad:
            message = now("第%(number)d行应是“菜名：食材克数、食材克数”，菜名和食材不重复，最多12个菜，请核对。")
            raise forms.ValidationError(message % {"number": bad.number}) from None


def _quantity(stock: Stock) -> forms.Field:
    looks = {"inputmode": "decimal", "autocomplete": "off", "size": 7, "class": "form-control form-control-sm"}
    box = forms.TextInput(attrs=looks)
    return WrittenField(
        label=" ".join(filter(None, stock.what)), required=False, min_value=0, max_digits=10, decimal_places=3, widget=box
    )
