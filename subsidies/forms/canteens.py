"""What the county writes down of kitchens and of the days on which food is due."""

from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from aid_portal.forms.fields import DayField, DoneField, line
from aid_portal.forms.once import OnceForm
from aid_portal.forms.units import UnitField
from aid_portal.models import OrgUnit
from students.models import TermSetting
from subsidies.forms.policy_rates import YuanField
from subsidies.meal_choices import CanteenMode

WAYS = [("yes", _("供餐")), ("no", _("不供餐"))]


class SchoolForm(OnceForm):
    """One of the schools that may be named."""

    school = UnitField(label=_("学校"), queryset=OrgUnit.objects.none(), empty_label=_("请选择"))

    def __init__(self, *args: Any, schools: QuerySet[OrgUnit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["school"].queryset = schools


class OneOrAllForm(SchoolForm):
    school = UnitField(label=_("学校"), queryset=OrgUnit.objects.none(), required=False, empty_label=_("全县所有学校"))


class CanteenForm(SchoolForm):
    name = line(_("食堂名称"), 80, min_length=2)
    mode = forms.ChoiceField(label=_("供餐模式"), choices=CanteenMode.choices)
    manager = line(_("食堂负责人"), 40)
    licence = line(_("食品经营许可证号"), 40)
    licence_until = DayField(label=_("许可证有效期至"))
    opened_on = DayField(label=_("开始供餐"))

    @property
    def facts(self) -> dict[str, Any]:
        return {name: value for name, value in self.said.items() if name != "school"}


class FeedForm(SchoolForm):
    day = DoneField(label=_("开始供餐"))


class LeaveOffForm(SchoolForm):
    day = DoneField(label=_("从哪一天起不再供餐"))
    note = line(_("原因"), 200, min_length=2)


class ChangeForm(OnceForm):
    """Facts as they are from a day on, with the reason why they are others than before."""

    from_on = DoneField(label=_("变更日期"), help_text=_("从这一天起按新的内容；以前的保留在变更记录里。"))
    note = line(_("变更原因"), 200, min_length=2)

    @property
    def facts(self) -> dict[str, Any]:
        return {name: value for name, value in self.said.items() if name not in ("from_on", "note")}

    @property
    def why(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("from_on", "note")}


class CanteenChangeForm(ChangeForm):
    name = line(_("食堂名称"), 80, min_length=2)
    mode = forms.ChoiceField(label=_("供餐模式"), choices=CanteenMode.choices)
    manager = line(_("食堂负责人"), 40)
    licence = line(_("食品经营许可证号"), 40)
    licence_until = DayField(label=_("许可证有效期至"))
    field_order = ("name", "mode", "manager", "licence", "licence_until", "from_on", "note")


class CloseForm(OnceForm):
    day = DoneField(label=_("停止供餐日期"))


class StandardForm(OnceForm):
    from_on = DayField(label=_("执行日期"), help_text=_("某个月的1日。"))
    amount = YuanField(label=_("标准（元/生·日）"), min_value=0, max_digits=5, decimal_places=2)
    document = line(_("依据文件"), 120, min_length=2, help_text=_("文号；日期和标准不变的，只补登文号。"))

    def clean_amount(self) -> Decimal:
        if not self.cleaned_data["amount"]:
            raise forms.ValidationError(now("标准不能是0元。"))
        return self.cleaned_data["amount"]


class PeriodForm(OneOrAllForm):
    term = forms.ModelChoiceField(label=_("学期"), queryset=TermSetting.objects.none(), empty_label=None)
    first_on = DayField(label=_("开始供餐"))
    last_on = DayField(label=_("最后一天"))
    field_order = ("term", "school")

    def __init__(self, *args: Any, terms: QuerySet[TermSetting], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["term"].queryset = terms


class SupplyDayForm(OneOrAllForm):
    day = DayField(label=_("日期"))
    supplied = forms.ChoiceField(label=_("这一天"), choices=WAYS, widget=forms.RadioSelect)
    note = line(_("原因"), 120, min_length=2, help_text=_("如“运动会调休”“停水停电”“周六补课”。"))
    field_order = ("school", "day", "supplied", "note")

    @property
    def said(self) -> dict[str, Any]:
        return {**super().said, "supplied": self.cleaned_data["supplied"] == "yes"}
