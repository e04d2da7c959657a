"""Opening a round, moving its days, recording how families were told, choosing a school."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from aid_portal.forms.fields import DayField, DoneField, line, whole
from aid_portal.forms.once import OnceForm
from aid_portal.forms.present import PresentForm
from aid_portal.forms.units import UnitField
from aid_portal.models import OrgUnit
from students.determination_choices import Channel
from students.forms.proofs import check_scan
from students.models import TermSetting

OWN = _("待核定：没有统一规定，先按系统自带的填，县里有文件的照文件改。")
ORDER = (("applications_until", "opens_on"), ("due_on", "applications_until"), ("newcomers_due_on", "due_on"))


class RoundDaysForm(PresentForm, OnceForm):
    """What may be moved while the round runs."""

    applications_until = DayField(label=_("申请截止"), help_text=OWN)
    due_on = DayField(label=_("学校完成期限"), help_text=_("从开始起一个月内，新生两个月内。"))
    newcomers_due_on = DayField(label=_("新生完成期限"), help_text=_("新生指各学段起始年级。"))
    posting_days = whole(_("公示工作日"), 5, 60, help_text=_("不少于5个工作日，从张贴的次日算起。"))
    answer_days = whole(_("异议答复工作日"), 1, 30, help_text=OWN)
    scoring = forms.BooleanField(label=_("填报量化评分"), required=False)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        for later, earlier in ORDER:
            if said.get(later) and said.get(earlier) and said[later] < said[earlier]:
                words = {"later": self.fields[later].label, "earlier": self.fields[earlier].label}
                self.add_error(later, now("%(later)s不能早于%(earlier)s。") % words)
        return said


class RoundForm(RoundDaysForm):
    term = forms.ModelChoiceField(label=_("学期"), queryset=TermSetting.objects.none(), empty_label=None)
    opens_on = DayField(label=_("开始日期"))
    class_members = whole(_("班级评议小组最少人数"), 3, 50, help_text=OWN)
    school_members = whole(_("学校认定工作组最少人数"), 3, 50, help_text=OWN)

    field_order = ("term", "opens_on", *RoundDaysForm.base_fields, "class_members", "school_members")

    def __init__(self, *args: Any, terms: QuerySet[TermSetting], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["term"].queryset = terms

    @property
    def facts(self) -> dict[str, Any]:
        return {name: value for name, value in self.said.items() if name != "term"}


class SchoolForm(OnceForm):
    """For whose children something is done, where somebody looks after several schools."""

    school = UnitField(label=_("学校"), queryset=OrgUnit.objects.none(), empty_label=None)

    def __init__(self, *args: Any, schools: QuerySet[OrgUnit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["school"].queryset = schools


class AdvanceNoticeForm(SchoolForm):
    class_label = line(_("年级班级"), 60, required=False, help_text=_("如“三年级1班”；不填表示全校。"))
    channel = forms.ChoiceField(label=_("方式"), choices=Channel.choices)
    told_on = DoneField(label=_("告知日期"))
    told = whole(_("告知人数"), 1, 99_999)
    receipts = whole(_("收回回执"), 0, 99_999)
    evidence = forms.FileField(
        label=_("佐证"),
        required=False,
        validators=[check_scan],
        help_text=_("通知、回执或群消息的照片、截图、扫描件，jpg、png 或 pdf。"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["told_on"].initial = timezone.localdate
        self.fields["receipts"].initial = 0

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("told") and (said.get("receipts") or 0) > said["told"]:
            self.add_error("receipts", now("收回的回执不能多于告知人数。"))
        return said

    @property
    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("class_label", "channel", "told_on", "told", "receipts")}
