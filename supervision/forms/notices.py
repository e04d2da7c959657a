"""A notice as it is drafted, its problems, and the deeds that ask for words: returning, delivering, voiding, extending."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from aid_portal.errors import Refused
from aid_portal.forms.fields import DayField, line, text, whole
from aid_portal.forms.units import UnitField
from aid_portal.models import OrgUnit
from students.forms.proofs import check_scan
from subsidies.forms.once import OnceForm
from supervision.choices import DeadlineKind, Severity, Theme
from supervision.models import VisitFinding
from supervision.reports.proposals import ProposedProblem
from supervision.rules.notice_drafts import refuse_plan_days

PREFIX = "problems"
MOST_PROBLEMS, MOST_DAYS = 40, 366
NAMES = ("finding", "fact", "basis", "evidence", "demand", "responsible_unit", "responsible_person", "severity", "immediate")


class UnitForm(forms.Form):
    """Whom a new notice is for."""

    unit = UnitField(label=_("被督查单位"), queryset=OrgUnit.objects.none(), empty_label=_("请选择"))

    def __init__(self, *args: Any, units: QuerySet[OrgUnit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units


class DraftForm(OnceForm):
    theme = forms.ChoiceField(label=_("督查事项"), choices=Theme.choices, help_text=_("文号的机关代字随事项确定。"))
    title = line(_("标题"), 120)
    inspected = line(_("督查时间"), 80, help_text=_("如“2022年4月20日”。"))
    inspectors = line(_("督查组成员"), 200)
    matters = line(_("督查内容"), 200, help_text=_("通知书里写作“对你单位……情况进行了督查”，如“资助政策”。"))
    demands = text(_("整改要求"), 4, 2000)
    deadline_days = forms.IntegerField(
        label=_("整改期限（天）"), min_value=1, max_value=MOST_DAYS, widget=forms.TextInput(attrs={"inputmode": "numeric"})
    )
    plan_days = whole(
        _("整改方案期限（天）"), 1, 365, required=False,
        help_text=_("单位先报整改方案，再报整改情况；按同一种天数计算，不要求方案的留空。立行立改的问题不报方案。"),
    )  # fmt: skip
    deadline_kind = forms.ChoiceField(label=_("期限种类"), choices=DeadlineKind.choices, widget=forms.RadioSelect)
    responsible_person = line(_("整改责任人"), 40, required=False, help_text=_("单位负责人的姓名和职务。"))
    report_to = line(_("报送方式"), 200, required=False)
    contact = line(_("联系人"), 40)
    phone = line(_("联系电话"), 30)
    copies = line(_("抄送"), 300, required=False)

    def clean_plan_days(self) -> int | None:
        plan_days, days = self.cleaned_data["plan_days"], self.cleaned_data.get("deadline_days")
        try:
            refuse_plan_days(plan_days, days or MOST_DAYS)
        except Refused as refusal:
            raise forms.ValidationError(refusal.message) from refusal
        return plan_days


class ProblemForm(forms.Form):
    """One problem; `finding` is what a visit saw of it, where there was one."""

    finding = forms.IntegerField(required=False, widget=forms.HiddenInput)
    fact = text(_("事实"), 3, 2000)
    basis = line(_("依据"), 200, help_text=_("写明文件名称和条款。"))
    evidence = line(_("证据"), 200, required=False, help_text=_("如“照片2张”“台账复印件”。"))
    demand = line(_("整改要求"), 300)
    responsible_unit = line(_("责任单位"), 60, required=False, help_text=_("具体由谁整改，如“总务处”；不写的由被督查单位整改。"))
    responsible_person = line(_("责任人"), 40, required=False, help_text=_("不写的由通知书的整改责任人负责。"))
    severity = forms.ChoiceField(label=_("问题程度"), choices=Severity.choices, initial=Severity.MINOR)
    immediate = forms.BooleanField(label=_("立行立改（签发当天整改到位）"), required=False)


ProblemFormSet = forms.formset_factory(
    ProblemForm, extra=0, can_delete=True, max_num=MOST_PROBLEMS, absolute_max=MOST_PROBLEMS, validate_max=True
)


def shown_problems(problems: Sequence[ProposedProblem]) -> forms.BaseFormSet:
    initial = [
        {name: getattr(each, name) for name in NAMES if name != "finding"}
        | {"finding": each.finding.pk if each.finding else None}
        for each in problems
    ]
    return ProblemFormSet(prefix=PREFIX, initial=initial or [{}])


def rearranges(data: Mapping[str, Any]) -> bool:
    """Whether a button was pressed that only changes how the problems stand, and saves nothing."""
    return any(name in data for name in ("more", "up", "down"))


def rearranged(data: Mapping[str, Any]) -> forms.BaseFormSet:
    """What was typed so far, with one problem moved up or down, or an empty one below; nothing is found fault with yet."""
    count = min(int(data.get(f"{PREFIX}-TOTAL_FORMS") or 0), MOST_PROBLEMS)
    typed = [{name: data.get(f"{PREFIX}-{number}-{name}", "") for name in (*NAMES, "DELETE")} for number in range(count)]
    for button, way in (("up", -1), ("down", 1)):
        if data.get(button, "").isdecimal():
            _swap(typed, int(data[button]), int(data[button]) + way)
    if "more" in data and count < MOST_PROBLEMS:
        typed.append({})
    return ProblemFormSet(prefix=PREFIX, initial=typed)


def _swap(rows: list[Any], here: int, there: int) -> None:
    if min(here, there) >= 0 and max(here, there) < len(rows):
        rows[here], rows[there] = rows[there], rows[here]


def sent_problems(data: Any) -> forms.BaseFormSet:
    """Problems left empty are no problems: none is taken for one that was there before."""
    data = data.copy()
    data[f"{PREFIX}-INITIAL_FORMS"] = "0"
    return ProblemFormSet(data, prefix=PREFIX)


def worded(formset: forms.BaseFormSet, findings: Mapping[int, VisitFinding]) -> list[ProposedProblem]:
    said = [form.cleaned_data for form in formset if form.cleaned_data and not form.cleaned_data.get("DELETE")]
    return [
        ProposedProblem(**{name: each[name] for name in NAMES if name != "finding"}, finding=findings.get(each["finding"]))
        for each in said
    ]


class ReasonForm(OnceForm):
    reason = line(_("原因"), 200, min_length=2)


class DeliveryForm(OnceForm):
    received_by = line(_("签收人"), 40)
    on = DayField(label=_("送达日期"))
    receipt = forms.FileField(label=_("送达回执"), required=False, validators=[check_scan])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = timezone.localdate
        self.fields["receipt"].help_text = now("签字盖章后的照片或扫描件，jpg、png 或 pdf。")

    def clean_on(self):
        if self.cleaned_data["on"] > timezone.localdate():
            raise forms.ValidationError(now("送达日期不能晚于今天。"))
        return self.cleaned_data["on"]


class ExtensionForm(OnceForm):
    until = DayField(label=_("申请延至"))
    reason = line(_("延期理由"), 200, min_length=2)


class SendForm(OnceForm):
    note = line(_("说明"), 200, required=False)


class DeductForm(SendForm):
    points = forms.DecimalField(
        label=_("考核扣分"), max_digits=4, decimal_places=1, min_value=0, widget=forms.TextInput(attrs={"inputmode": "decimal"})
    )
