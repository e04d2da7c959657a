"""What is written down on a school's day of meals: the count of a class, leave, who ate along, what was kept."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from aid_portal.forms.fields import DayField, DoneField, line, whole
from aid_portal.forms.once import OnceForm
from students.models import Enrolment
from subsidies.forms.policy_rates import YuanField
from subsidies.meal_choices import Dish, LeaveReason

LEAST_HOURS, MOST_HOURS = 48, 240


class PupilField(forms.ModelChoiceField):
    def label_from_instance(self, enrolment: Enrolment) -> str:
        return enrolment.name


class PupilsField(forms.ModelMultipleChoiceField):
    def label_from_instance(self, enrolment: Enrolment) -> str:
        return enrolment.name


class CountForm(OnceForm):
    """`here`: who is not on leave that day; a number left empty means that all who came ate."""

    absent = PupilsField(
        label=_("今天没来的学生"),
        queryset=Enrolment.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("已请假的不在其中，不用再选。"),
    )
    meals = whole(_("用餐人数（份）"), 0, 9999, required=False, help_text=_("到校的学生都用餐的，可以空着。"))

    def __init__(self, *args: Any, here: QuerySet[Enrolment], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["absent"].queryset = here
        if not here.exists():
            del self.fields["absent"]

    @property
    def said(self) -> dict[str, Any]:
        absent: Sequence[Enrolment] = self.cleaned_data.get("absent") or []
        meals = self.cleaned_data["meals"]
        all_here = self.fields["absent"].queryset.count() if "absent" in self.fields else 0
        return {"absent": [each.pk for each in absent], "meals": all_here - len(absent) if meals is None else meals}


class LeaveForm(OnceForm):
    enrolment = PupilField(label=_("学生"), queryset=Enrolment.objects.none(), empty_label=_("请选择"))
    reason = forms.ChoiceField(label=_("原因"), choices=[("", _("请选择")), *LeaveReason.choices])
    first_on = DayField(label=_("从"))
    last_on = DayField(label=_("到"))

    def __init__(self, *args: Any, pupils: QuerySet[Enrolment], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["enrolment"].queryset = pupils


class SendForm(OnceForm):
    note = line(_("说明"), 300, required=False, help_text=_("有提示的，写明原因。"))


class CompanionForm(OnceForm):
    day = DoneField(label=_("日期"))
    name = line(_("陪餐人"), 40)
    post = line(_("职务"), 40, help_text=_("如“校长”“班主任”“家长代表”。"))
    paid = YuanField(
        label=_("缴费（元）"), min_value=0, max_digits=6, decimal_places=2, help_text=_("陪餐人自己付费，不从专账支出。")
    )
    note = line(_("陪餐意见"), 200, required=False)


class SampleForm(OnceForm):
    meal = forms.ChoiceField(label=_("餐次"), choices=Dish.choices, initial=Dish.LUNCH)
    dish = line(_("菜品"), 60)
    grams = whole(_("留样量（克）"), 1, 9999, initial=125, help_text=_("每个品种不少于125克。"))
    day = DoneField(label=_("留样日期"))
    time = forms.TimeField(label=_("留样时间"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    hours = whole(_("保存小时数"), 1, MOST_HOURS, initial=LEAST_HOURS, help_text=_("48小时以上。"))
    kept_by = line(_("留样人"), 40)

    @property
    def said(self) -> dict[str, Any]:
        facts = {name: self.cleaned_data[name] for name in ("meal", "dish", "grams", "kept_by")}
        moment = datetime.combine(self.cleaned_data["day"], self.cleaned_data["time"]).astimezone()
        return {**facts, "kept_at": moment, "kept_until": moment + timedelta(hours=self.cleaned_data["hours"])}
