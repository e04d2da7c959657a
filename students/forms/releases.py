"""Uploading a department's list, and looking at the lists as of a day."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from aid_portal.widgets import day_input
from students.choices import RecordKind


class ReleaseForm(forms.Form):
    """The file and the day whose situation it shows; determinations have no such day, the rural list says it itself."""

    file = forms.FileField(label=_("名单文件"), allow_empty_file=True, error_messages={"required": _("请选择要上传的文件。")})
    data_date = forms.DateField(
        label=_("数据日期"),
        widget=day_input(),
        help_text=_("名单反映的是哪一天的情况，不是上传的日期。各期按数据日期先后排列。"),
        error_messages={"required": _("请填写数据日期：名单反映的是哪一天的情况。")},
    )

    def __init__(self, *args: object, kind: str, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        if kind == RecordKind.DETERMINATIONS:
            del self.fields["data_date"]
        elif kind == RecordKind.RURAL:
            self.fields["data_date"].required = False
            self.fields["data_date"].help_text = _("可以不填：以表中“数据日期”一列为准。填了就以这里为准。")

    def clean_data_date(self):
        day = self.cleaned_data["data_date"]
        if day and day > timezone.localdate():
            raise forms.ValidationError(_("数据日期晚于今天，请核对。"))
        return day


class DayForm(forms.Form):
    on = forms.DateField(label=_("查看某一天采用哪一期"), required=False, widget=day_input())


class LookForm(forms.Form):
    """What a second look at a list that shrank has shown."""

    note = forms.CharField(
        label=_("核对情况"),
        max_length=200,
        min_length=2,
        help_text=_("如“已电话联系民政局李科长，9月集中清退，名单完整”。"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
