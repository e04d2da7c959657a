"""Answering whether a record and a child are one: the answer and why."""

from django import forms
from django.utils.translation import gettext_lazy as _

from students.sheets.match_words import BY_CODE, REASONS

SAME, DIFFERENT = "same", "different"


class AnswerForm(forms.Form):
    """A usual reason, words of one's own, or both; a usual reason must support the answer."""

    answer = forms.ChoiceField(label=_("答复"), choices=[(SAME, _("是同一人")), (DIFFERENT, _("不是同一人"))])
    usual = forms.ChoiceField(
        label=_("理由"),
        choices=[(reason.code, reason.words) for reason in REASONS],
        required=False,
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("其他理由或补充"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def clean(self):
        cleaned = super().clean()
        usual = BY_CODE.get(cleaned.get("usual", ""))
        if usual and "answer" in cleaned and usual.same != (cleaned["answer"] == SAME):
            self.add_error("usual", _("所选理由与答复不符，请核对。"))
        cleaned["words"] = "；".join(filter(None, (str(usual.words) if usual else "", cleaned.get("reason", ""))))
        if not cleaned["words"] and not self.errors:
            self.add_error("usual", _("请选择一个理由，或者写明理由。"))
        return cleaned

    @property
    def answers_same(self) -> bool:
        return self.cleaned_data["answer"] == SAME
