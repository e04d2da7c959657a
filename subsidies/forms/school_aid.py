"""What a school states of its year and gives out of it; the rates that the county demands."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from aid_portal.forms.fields import DayField
from aid_portal.forms.units import UnitField
from aid_portal.models import OrgUnit
from students.models import Student
from subsidies.forms.documents import YEARS
from subsidies.forms.lines import line, number, scan
from subsidies.forms.once import OnceForm
from subsidies.forms.policy_rates import WrittenField, YuanField
from subsidies.models import SchoolAidYear
from subsidies.models.school_aid import STAGES
from subsidies.school_aid_choices import SchoolAidKind

FACTS = ("income", "percent", "basis", "note")


class PercentField(WrittenField):
    unit = "%"

    def __init__(self, **options: Any) -> None:
        super().__init__(max_value=100, max_digits=5, decimal_places=2, **options)


class FactsForm(OnceForm):
    """Income, share, basis; the amount is computed, and the year before carries what it left."""

    income = YuanField(
        label=_("事业收入（元）"), min_value=0, max_digits=14, decimal_places=2,
        help_text=_("全年保教费、学费等事业收入，按决算填写。"),
    )  # fmt: skip
    percent = PercentField(label=_("计提比例（%）"), min_value=0, help_text=_("应计提 = 收入 × 比例，四舍五入到分，由系统计算。"))
    basis = line(_("收入依据"), 200, min_length=2, help_text=_("如“2022年度部门决算报表（收入决算表）”。"))
    file = scan(_("依据材料"))
    note = line(_("说明"), 200, required=False, help_text=_("比例低于最低标准的，写明原因。"))

    @property
    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in FACTS}


class StateForm(FactsForm):
    school = UnitField(label=_("学校"), queryset=OrgUnit.objects.none(), empty_label=_("请选择"))
    year = number(_("年度"), *YEARS)
    field_order = ("school", "year")

    def __init__(self, *args: Any, schools: QuerySet[OrgUnit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["school"].queryset = schools
        if len(schools) == 1:
            self.fields["school"].empty_label = None

    def clean_year(self) -> int:
        year = self.cleaned_data["year"]
        if year > timezone.localdate().year:
            raise forms.ValidationError(now("年度不能晚于今年。"))
        return year


class RestateForm(FactsForm):
    reason = line(_("更正原因"), 200, min_length=2)


class ChildField(forms.ModelChoiceField):
    """One of several children of the same name, told apart by the class."""

    def label_from_instance(self, student: Student) -> str:
        return f"{student.name} {student.seat}"


class UseForm(OnceForm):
    kind = forms.ChoiceField(label=_("用途"), choices=[("", _("请选择")), *SchoolAidKind.choices])
    child = line(_("学生姓名"), 80, required=False, help_text=_("给一名学生的填姓名；一张凭证发给多人的空着，填人次。"))
    student = ChildField(label=_("哪一名学生"), queryset=Student.objects.none(), required=False, empty_label=_("请选择"))
    people = number(_("人次"), 1, 9999, initial=1)
    amount = YuanField(label=_("金额（元）"), min_value=0, max_digits=14, decimal_places=2)
    spent_on = DayField(label=_("日期"))
    purpose = line(_("事由"), 200, min_length=2, help_text=_("如“春季学期保教费减免一半”。"))
    voucher = line(_("凭证号"), 80, help_text=_("记账凭证或发放表的编号。"))

    def __init__(self, *args: Any, year: SchoolAidYear, children: QuerySet[Student], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.year, self.children = year, children
        same = children.filter(name=self.data.get("child", "").strip()) if self.is_bound else children.none()
        self.fields["student"].queryset = same
        if len(same) < 2:
            del self.fields["student"]

    def clean_amount(self) -> Any:
        if not self.cleaned_data["amount"]:
            raise forms.ValidationError(now("金额不能是0元。"))
        return self.cleaned_data["amount"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if (name := cleaned.get("child")) and not self.errors:
            cleaned["student"] = self._child(name, cleaned.get("student"))
            if cleaned.get("people") != 1:
                self.add_error("people", now("给一名学生的是1人次；发给多人的请把学生姓名空着。"))
        return cleaned

    def _child(self, name: str, chosen: Student | None) -> Student | None:
        found = list(self.children.filter(name=name))
        if not found:
            self.add_error("child", now("本校花名册上没有这名学生，请核对姓名。"))
        elif len(found) > 1 and chosen is None:
            self.add_error("student", now("有%(count)s名同名学生，请选择是哪一名。") % {"count": len(found)})
        return found[0] if len(found) == 1 else chosen

    @property
    def said(self) -> dict[str, Any]:
        return {name: value for name, value in super().said.items() if name != "child"}


class RateForm(OnceForm):
    stage = forms.ChoiceField(label=_("学段"), choices=[("", _("请选择")), *STAGES])
    first_year = number(_("自哪一年起"), *YEARS)
    low = PercentField(
        label=_("最低比例（%）"), min_value=0, help_text=_("常见的是幼儿园3%至5%、普通高中3%至5%、中职不低于5%，以正式文件为准。")
    )
    high = PercentField(label=_("最高比例（%）"), min_value=0, required=False, help_text=_("没有上限的空着。"))
    source = line(_("依据文件"), 120, required=False, help_text=_("文号或文件名，如“财教〔2021〕310号”。"))
    assumed = forms.BooleanField(label=_("待核定（还没有正式文件）"), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        low, high = cleaned.get("low"), cleaned.get("high")
        if low is not None and not low:
            self.add_error("low", now("最低比例应大于0。"))
        if low and high is not None and high < low:
            self.add_error("high", now("最高比例不能低于最低比例。"))
        if not cleaned.get("assumed") and not cleaned.get("source"):
            self.add_error("source", now("请填写文号；还没有正式文件的，勾选“待核定”。"))
        return cleaned
