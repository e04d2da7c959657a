"""Verbs on a version of the policy, and the table of the forms of its parts."""

from django import forms
from django.utils.translation import gettext_lazy as _

from subsidies.forms.policy_parts import CategoryForm, ParametersForm, PartForm, ProgrammeForm, TierForm
from subsidies.forms.policy_rates import GradesForm, RateForm
from subsidies.forms.policy_shares import SharesForm
from subsidies.rules.drafts import DETERMINED_TIERS


class NoteForm(forms.Form):
    note = forms.CharField(
        label=_("说明"), max_length=200, min_length=2, help_text=_("为什么要改、依据什么文件。批准人和以后查阅的人都会看到。")
    )


class SeenForm(forms.Form):
    """The revision that the person had before the eyes, so that nothing else is approved, removed or overwritten."""

    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput())


FORMS: dict[str, type[PartForm]] = {
    form.part: form for form in (TierForm, CategoryForm, ProgrammeForm, RateForm, GradesForm, SharesForm, ParametersForm)
}
TITLES = {
    "tiers": _("困难档次"),
    "categories": _("困难类别"),
    "programmes": _("资助项目"),
    "rates": _("标准"),
    "grades": _("年级范围"),
    "shares": _("资金分担"),
    "parameters": _("参数"),
}


def may_be_removed(part: str, key: str) -> bool:
    """The tiers that a determination can say stay; parameters have one value each."""
    return part != "parameters" and not (part == "tiers" and key in DETERMINED_TIERS)
