"""Posting a list, approving it, answering an objection, cancelling a determination: what each asks for."""

from typing import Any

from django import forms
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from aid_portal import photos
from aid_portal.forms.fields import line, text, whole
from aid_portal.forms.once import OnceForm
from students.determination_choices import NoticeColumn, ObjectionResult
from students.forms.proofs import check_scan
from students.models import PublicNoticeRow
from students.rules.notice_columns import OF_DETERMINATIONS

OFFERED = [(column.value, column.label) for column in OF_DETERMINATIONS]


class PhotoField(forms.FileField):
    """Straight from the phone with which the paper was photographed."""

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=forms.FileInput(attrs={"accept": photos.ACCEPT}), **options)


class PostingForm(OnceForm):
    """The columns come from the allow-list; nothing else can be put beside a name."""

    title = line(_("标题"), 120)
    columns = forms.MultipleChoiceField(
        label=_("公示内容"),
        choices=OFFERED,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("不含证件号、住址、电话、出生日期、银行卡号和困难类型。"),
    )
    place = line(_("张贴地点"), 120, help_text=_("如“校门口公告栏”，也可写班级、班级群。"))
    contact = line(_("受理部门和电话"), 120)
    days = whole(_("公示工作日"), 5, 60)
    photo = PhotoField(label=_("张贴照片"), required=False, help_text=_("也可以张贴后再上传；照片里的地点和设备信息会自动去掉。"))

    def __init__(self, *args: Any, least: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.least = least

    def clean_columns(self) -> list[str]:
        if NoticeColumn.NAME not in self.cleaned_data["columns"]:
            raise forms.ValidationError(now("公示应包含姓名，请选上。"))
        return self.cleaned_data["columns"]

    def clean_days(self) -> int:
        if self.cleaned_data["days"] < self.least:
            raise forms.ValidationError(now("本轮规定公示不少于%(days)d个工作日。") % {"days": self.least})
        return self.cleaned_data["days"]


class ApproveForm(OnceForm):
    seen = whole(_("名单人数"), 1, 99_999, help_text=_("照名单填写人数，确认您看的是这一份。"))


class PhotoForm(OnceForm):
    photo = PhotoField(label=_("张贴照片"))


class RowField(forms.ModelChoiceField):
    def label_from_instance(self, row: PublicNoticeRow) -> str:
        return f"{row.position}. {' '.join(filter(None, row.cells))}"


class ObjectionForm(OnceForm):
    """Who objects may stay without a name; then it is looked into as a hint and holds nothing."""

    row = RowField(
        label=_("对哪一行"),
        queryset=PublicNoticeRow.objects.none(),
        required=False,
        empty_label=_("整份公示（如应有而没有的人）"),
    )
    content = text(_("异议内容"), 4, 2000)
    objector = line(_("异议人"), 40, required=False, help_text=_("加密保存。不留姓名的作为线索核实，不暂缓审批。"))
    contact = line(_("联系方式"), 60, required=False)

    def __init__(self, *args: Any, rows: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["row"].queryset = rows


class AnswerForm(OnceForm):
    result = forms.ChoiceField(label=_("处理结果"), choices=ObjectionResult.choices, widget=forms.RadioSelect)
    answer = text(_("核实情况和答复"), 4, 2000)


class CancelForm(OnceForm):
    reason = text(_("原因和查实的情况"), 3, 300)
    evidence = forms.FileField(
        label=_("佐证"), required=False, validators=[check_scan], help_text=_("照片或扫描件，jpg、png 或 pdf。")
    )
