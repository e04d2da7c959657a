"""What is said of one row: a case with documents, a hold."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from aid_portal.widgets import day_input
from students.forms.proofs import check_scan
from students.models import Enrolment
from subsidies.forms.lines import number
from subsidies.forms.once import OnceForm, OnceNoteForm
from subsidies.models import Programme
from subsidies.rules.policy import Policy
from subsidies.rules.proration import DAYS_OF_A_TERM


class ChildSearchForm(forms.Form):
    """Finds the child at the own school; nothing is changed by it."""

    name = forms.CharField(label=_("学生姓名或拼音首字母"), max_length=40, widget=forms.TextInput(attrs={"autocomplete": "off"}))


class EvidenceForm(OnceForm):
    evidence = forms.FileField(
        label=_("证明材料"),
        required=False,
        validators=[check_scan],
        allow_empty_file=True,
        help_text=_("照片或扫描件（jpg、png、pdf），不超过10 MB。"),
    )


class EntitlementAddForm(EvidenceForm):
    """Programmes of the child's stage and way of attending; the rate comes from the policy."""

    programme = forms.ModelChoiceField(label=_("资助项目"), queryset=Programme.objects.none(), empty_label=_("请选择"))
    tier = forms.ChoiceField(label=_("档次"), required=False)
    basis = forms.CharField(
        label=_("依据"),
        max_length=200,
        min_length=4,
        help_text=_("写明证明的名称、出具单位和日期，如“民政局2022年9月5日低保证”。"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    field_order = ("programme", "tier", "basis", "evidence")

    def __init__(self, *args: Any, enrolment: Enrolment, policy: Policy, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fitting = [
            law.code for law in policy.programmes if enrolment.stage in law.stages and law.boarding in (None, enrolment.boarding)
        ]
        self.fields["programme"].queryset = Programme.objects.filter(code__in=fitting)
        self.fields["tier"].choices = [("", _("不分档")), *((tier.code, tier.label) for tier in policy.tiers)]


class DaysForm(OnceForm):
    """Of a child who moved in or out within the term; both left empty: by the roster again."""

    boarding = number(_("住校天数"), 0, DAYS_OF_A_TERM, required=False)
    day = number(_("走读天数"), 0, DAYS_OF_A_TERM, required=False, help_text=_("都不填的，按花名册重新计算。"))


class HoldForm(OnceNoteForm):
    """Until when it is looked at again, at the latest."""

    until = forms.DateField(label=_("复核日期"), widget=day_input())
    field_order = ("note", "until")

    def clean_until(self) -> Any:
        day, today = self.cleaned_data["until"], timezone.localdate()
        if not today < day <= today + timedelta(days=366):
            raise forms.ValidationError(_("复核日期应在明天以后、一年以内。"))
        return day
