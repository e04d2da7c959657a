"""Units: towns, direct units, schools and teaching points."""

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from aid_portal.choices import KINDS_BELOW_THE_BUREAU, OrgKind, SchoolType
from aid_portal.forms.present import PresentForm
from aid_portal.forms.units import UnitField
from aid_portal.identifiers import normalise
from aid_portal.models import OrgUnit
from aid_portal.rules.org_unit_rows import is_school_code
from aid_portal.widgets import day_input


class PhoneField(forms.CharField):
    def __init__(self, **kwargs: object) -> None:
        super().__init__(max_length=20, required=False, validators=[OrgUnit.phone_is_an_offices], **kwargs)

    def to_python(self, value: object) -> str:
        return normalise(super().to_python(value))


class OrgUnitChangeForm(PresentForm):
    name = forms.CharField(label=_("机构名称"), max_length=80)
    school_type = forms.ChoiceField(
        label=_("学校类型"), choices=[("", _("（不是学校）")), *SchoolType.choices], required=False, help_text=_("只有学校填写。")
    )
    parent = UnitField(label=_("上级机构"), queryset=OrgUnit.objects.none(), help_text=_("教学点的上级是它所属的学校。"))

    def __init__(self, *args: object, units: QuerySet[OrgUnit], unit: OrgUnit | None = None, **kwargs: object) -> None:
        super().__init__(*args, record=unit, **kwargs)
        self.kind = unit.kind if unit else ""
        self.fields["parent"].queryset = units
        if self.kind == OrgKind.BUREAU:
            del self.fields["parent"]
        if self.kind and self.kind != OrgKind.SCHOOL:
            del self.fields["school_type"]

    def clean(self) -> dict:
        cleaned = super().clean() or {}
        kind, school_type = cleaned.get("kind", self.kind), cleaned.get("school_type", "")
        if kind == OrgKind.SCHOOL and not school_type:
            self.add_error("school_type", _("请选择学校类型。"))
        if kind and kind != OrgKind.SCHOOL and school_type:
            self.add_error("school_type", _("只有学校填写学校类型，请清空。"))
        return {"parent": None, "school_type": "", **cleaned}


class OrgUnitForm(OrgUnitChangeForm):
    kind = forms.ChoiceField(label=_("机构类型"), choices=KINDS_BELOW_THE_BUREAU)
    code = forms.CharField(
        label=_("机构代码"),
        max_length=12,
        help_text=_("学校填10位学校标识码；镇街和局直单位填行政区划或单位代码。代码不能修改，撤销后也不再给别的机构。"),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    field_order = ("kind", "code", "name", "school_type", "parent")

    def clean(self) -> dict:
        cleaned = super().clean()
        code = cleaned.get("code", "")
        if code and cleaned.get("kind") == OrgKind.SCHOOL and not is_school_code(code):
            self.add_error("code", _("学校标识码应为10位数字，现在是%(length)s位，请核对。") % {"length": len(code)})
        elif code and not (code.isascii() and code.isalnum()):
            self.add_error("code", _("代码只能是数字和字母，请核对。"))
        return cleaned


class PhonesForm(PresentForm):
    """Written as 0917-5211234; full-width digits and blanks are put right."""

    help_phone = PhoneField(label=_("资助咨询电话"))
    watch_phone = PhoneField(label=_("监督举报电话"))


class CloseForm(forms.Form):
    closed_on = forms.DateField(label=_("撤销日期"), widget=day_input())
    note = forms.CharField(label=_("原因和文号"), max_length=200, min_length=2)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["closed_on"].initial = timezone.localdate
