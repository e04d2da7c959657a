"""What is written down of notices, open days and the committee of parents."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from aid_portal import photos
from aid_portal.forms.fields import DoneField, line, text, whole
from aid_portal.forms.once import OnceForm
from subsidies.meal_choices import CommitteePart, MealEventKind


class EventForm(OnceForm):
    kind = forms.ChoiceField(label=_("类型"), choices=MealEventKind.choices, widget=forms.RadioSelect)
    day = DoneField(label=_("日期"))
    title = line(_("内容"), 80, min_length=2, help_text=_("如“9月收支和食谱公示”“家长开放日”。会在公开页公布，不写个人姓名。"))
    people = whole(_("到场人数"), 0, 9999, required=False, help_text=_("开放日填家长人数，会议填到会人数；公示不填。"))
    minutes = text(_("记录"), 6, 2000, required=False, help_text=_("会议必填：议了什么、家长提了什么。只在门户内看。"))
    measures = line(_("改进措施"), 500, required=False)
    photo = forms.FileField(
        label=_("照片"), required=False, widget=forms.FileInput(attrs={"accept": photos.ACCEPT}),
        help_text=_("可以直接拍照；拍摄地点和设备信息自动去掉。"),
    )  # fmt: skip

    @property
    def facts(self) -> dict[str, Any]:
        facts = {name: value for name, value in self.said.items() if name != "photo"}
        return {**facts, "people": facts["people"] or 0}


class MemberForm(OnceForm):
    name = line(_("姓名"), 40)
    part = forms.ChoiceField(label=_("身份"), choices=CommitteePart.choices)
    from_on = DoneField(label=_("任职日期"))


class LeavingForm(OnceForm):
    day = DoneField(label=_("最后一天"))
