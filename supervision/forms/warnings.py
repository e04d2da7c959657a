"""What is said about a warning: an answer, the wish to close it or for more time, the second person's word."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from students.forms.proofs import check_scan
from subsidies.forms.documents import DayField
from subsidies.forms.once import OnceForm
from supervision.forms.notices import line, text
from supervision.warning_choices import WarningOwner

SCAN_HELP = _("照片或扫描件，jpg、png 或 pdf，可以不传。")


class AnswerForm(OnceForm):
    text = text(_("处理情况"), 3, 500, help_text=_("核实到什么、做了什么、下一步怎么办。"))
    file = forms.FileField(label=_("佐证"), required=False, validators=[check_scan], help_text=SCAN_HELP)


class CloseWarningForm(OnceForm):
    """`seen` is the hash of the facts that the page shows."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)
    reason = text(_("办结理由"), 3, 300, min_length=2, help_text=_("写明核实的结果和依据，由县局另一人审核。"))
    proof = forms.FileField(label=_("佐证"), required=False, validators=[check_scan], help_text=SCAN_HELP)


class TimeForm(OnceForm):
    until = DayField(label=_("申请延至"))
    reason = text(_("延期理由"), 2, 300, min_length=2)

    def clean_until(self):
        if self.cleaned_data["until"] <= timezone.localdate():
            raise forms.ValidationError(now("延期后的期限应晚于今天。"))
        return self.cleaned_data["until"]


class SettingForm(OnceForm):
    owner = forms.ChoiceField(label=_("责任单位"), choices=WarningOwner.choices)
    working_days = forms.IntegerField(
        label=_("办理期限（工作日）"), min_value=1, max_value=60, widget=forms.TextInput(attrs={"inputmode": "numeric"})
    )
    source = line(_("依据文件"), 120, required=False, help_text=_("文号或文件名；空着的标作待核定。"))
