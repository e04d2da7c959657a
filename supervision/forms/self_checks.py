"""A problem that a unit found itself, and what came of it."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from aid_portal.forms.fields import DayField, DoneField, line, text
from aid_portal.forms.units import UnitField
from aid_portal.models import OrgUnit
from subsidies.forms.once import OnceForm
from supervision.choices import Severity, Theme
from supervision.forms.replies import FilesField
from supervision.models.self_checks import FACTS


class SelfCheckForm(forms.Form):
    """`key` makes a problem that is sent twice one problem; who has one unit is not asked for it."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    unit = UnitField(label=_("单位"), queryset=OrgUnit.objects.none(), empty_label=_("请选择"))
    theme = forms.ChoiceField(label=_("事项"), choices=Theme.choices)
    severity = forms.ChoiceField(label=_("问题程度"), choices=Severity.choices)
    found_on = DoneField(label=_("发现日期"))
    fact = text(_("存在问题"), 3, 2000, help_text=_("写明时间、地点、数量，不写学生姓名和证件号。"))
    measure = text(_("整改措施"), 3, 2000)
    person = line(_("责任人"), 40)
    due_on = DayField(label=_("整改期限"), help_text=_("由本单位自定，到期未报结果的列为逾期。"))
    photos = FilesField(label=_("照片和材料"))

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].offer(units)
        self.fields["found_on"].initial = timezone.localdate

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        found, due = cleaned.get("found_on"), cleaned.get("due_on")
        if found and due and due < found:
            self.add_error("due_on", now("整改期限不能早于发现日期。"))
        return cleaned

    @property
    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in FACTS}


class SelfCheckAnswerForm(OnceForm):
    result = text(_("整改结果"), 3, 2000, help_text=_("现在是什么情况，是否已改到位。"))
    done_on = DoneField(label=_("完成日期"))
    files = FilesField(label=_("照片和材料"), help_text=_("可以直接拍照，一次最多9个；也可以上传 pdf。"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["done_on"].initial = timezone.localdate
