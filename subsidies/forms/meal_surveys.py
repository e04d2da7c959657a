"""Opening a survey, and the few questions of its public page."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django import forms
from django.core import signing
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from aid_portal.forms.fields import DayField, line, whole
from aid_portal.forms.once import OnceForm
from subsidies.models import Canteen
from subsidies.survey_choices import LEAST_MINIMUM, MINIMUM, Respondent, Score, SurveyTopic

SALT = "meal-survey"
SLOWEST = timedelta(hours=2)


class SurveyForm(OnceForm):
    canteen = forms.ModelChoiceField(label=_("食堂"), queryset=Canteen.objects.none(), empty_label=_("请选择"))
    title = line(_("调查名称"), 80, min_length=2, help_text=_("如“2022年秋季学期食堂满意度调查”。"))
    opens_on = DayField(label=_("开始日期"))
    closes_on = DayField(label=_("结束日期"), help_text=_("结束以后在公开页公布结果。"))
    minimum = whole(
        _("最少样本（份）"), LEAST_MINIMUM, 9999, initial=MINIMUM, help_text=_("不到这个份数不显示结果，以免看出个人的答案。")
    )

    def __init__(self, *args: Any, canteens: QuerySet[Canteen], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["canteen"].queryset = canteens


def stamp() -> str:
    """A key of its own and the time, signed: a page that was shown is sent once and not for ever."""
    return signing.TimestampSigner(salt=SALT).sign(uuid4().hex)


class AnswerForm(forms.Form):
    """Nothing is typed: what cannot be written cannot tell of anybody."""

    token = forms.CharField(widget=forms.HiddenInput, max_length=200)
    respondent = forms.ChoiceField(label=_("您是"), choices=Respondent.choices, widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for topic in SurveyTopic:
            self.fields[topic.value] = forms.TypedChoiceField(
                label=topic.label, choices=Score.choices, coerce=int, widget=forms.RadioSelect
            )

    def clean_token(self) -> str:
        try:
            return signing.TimestampSigner(salt=SALT).unsign(self.cleaned_data["token"], max_age=SLOWEST)
        except signing.BadSignature:
            raise forms.ValidationError(now("页面打开的时间太长，请再提交一次。")) from None

    @property
    def scores(self) -> dict[str, int]:
        return {topic: self.cleaned_data[topic] for topic in SurveyTopic.values}


def last_day(days: int = 14) -> Any:
    """A fortnight is offered."""
    return timezone.localdate() + timedelta(days)
