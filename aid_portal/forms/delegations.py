"""Handing own roles on for a time."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from aid_portal.models import RoleAssignment, User
from aid_portal.widgets import day_input


class RolesField(forms.ModelMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, assignment: RoleAssignment) -> str:
        return f"{assignment.get_role_display()} · {assignment.unit}{assignment.class_label}"


class DelegationForm(forms.Form):
    sources = RolesField(
        label=_("委托哪些任职"), queryset=RoleAssignment.objects.none(), help_text=_("该任职的全部权限一并委托。")
    )
    to = forms.ModelChoiceField(
        label=_("代理人"),
        queryset=User.objects.none(),
        empty_label=_("请选择同事"),
        help_text=_("只能是在同一单位任职的同事；他经办的和您经办的，代理期间都不由他批准。"),
    )
    starts_on = forms.DateField(label=_("开始日期"), widget=day_input())
    ends_on = forms.DateField(label=_("结束日期"), widget=day_input(), help_text=_("到这一天为止，第二天自动失效。"))
    reason = forms.CharField(label=_("代理原因"), min_length=2, max_length=200, help_text=_("如：外出培训、病假。"))

    def __init__(self, *args: Any, roles: QuerySet[RoleAssignment], people: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sources"].queryset = roles
        self.fields["to"].queryset = people
        self.fields["to"].label_from_instance = lambda user: f"{user.name} {user.position}".strip()
        self.fields["starts_on"].initial = timezone.localdate

    def clean(self) -> dict:
        cleaned = super().clean() or {}
        starts_on, ends_on = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", _("结束日期早于开始日期，请检查。"))
        return cleaned
