"""Proposing a role."""

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from aid_portal import school_classes
from aid_portal.choices import Role
from aid_portal.errors import Refused
from aid_portal.forms.units import UnitField
from aid_portal.models import OrgUnit, User
from aid_portal.widgets import day_input


class RoleAssignmentForm(forms.Form):
    user = forms.ModelChoiceField(label=_("用户"), queryset=User.objects.none(), empty_label=_("请选择用户"))
    role = forms.ChoiceField(
        label=_("角色"),
        choices=[("", _("请选择角色")), *Role.choices],
        help_text=_("系统、安全、审计管理员互不兼任，也不兼任业务角色。"),
    )
    unit = UnitField(
        label=_("任职单位"),
        queryset=OrgUnit.objects.none(),
        empty_label=_("请选择单位"),
        help_text=_("只能看到该单位及其下级的数据：学校角色选学校，中心校资助员选镇街或局直单位，县级角色选县局。"),
    )
    class_label = forms.CharField(
        label=_("班级"),
        max_length=60,
        required=False,
        help_text=_("只用于班主任：如“七年级1班”，写法与花名册一致。填了只看到这个班（升级后仍是这个班），不填看到全校学生。"),
    )
    starts_on = forms.DateField(label=_("开始日期"), widget=day_input())
    ends_on = forms.DateField(
        label=_("结束日期"),
        required=False,
        help_text=_("不填表示长期。"),
        widget=day_input(),
    )

    def __init__(self, *args: object, users: QuerySet[User], units: QuerySet[OrgUnit], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = users
        self.fields["user"].label_from_instance = lambda user: f"{user.name}（{user.username}）"
        self.fields["unit"].queryset = units
        self.fields["starts_on"].initial = timezone.localdate

    def clean(self) -> dict:
        cleaned = super().clean() or {}
        starts_on, ends_on = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", _("结束日期早于开始日期，请检查。"))
        self._check_class(cleaned)
        return cleaned

    def _check_class(self, cleaned: dict) -> None:
        if "unit" not in cleaned or "role" not in cleaned:
            return
        try:
            school_classes.of_role(cleaned["role"], cleaned["unit"], cleaned.get("class_label", ""))
        except Refused as refusal:
            self.add_error("class_label", refusal.message)
