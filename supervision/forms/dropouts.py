"""What is said of a case: a child found on a round, a visit, a rung, a measure, the reason to end it."""

from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from aid_portal.forms.units import UnitField
from aid_portal.identifiers import birth_date_of, normalise
from aid_portal.models import OrgUnit
from students.forms.proofs import check_resident_id, check_scan
from subsidies.forms.documents import DayField
from subsidies.forms.once import OnceForm
from supervision.dropout_choices import BY_PAPER, FOR_A_TIME, EndReason, MeasureKind, Outcome, Rung
from supervision.forms.notices import line, text
from supervision.forms.replies import DoneField, FilesField

PAPER = _("照片或扫描件（jpg、png、pdf），不超过10 MB。")
CASE_FACTS = ("name", "birth_date", "town", "village", "school", "note", "opened_on")


def _scan(label: Any, **options: Any) -> forms.FileField:
    return forms.FileField(label=label, validators=[check_scan], allow_empty_file=True, help_text=PAPER, **options)


class DatedForm(OnceForm):
    """The day is today's unless another is chosen."""

    dated = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields[self.dated].initial = timezone.localdate


class RegisterForm(DatedForm):
    """Of the id only what tells two children apart is kept."""

    dated = "opened_on"

    name = line(_("姓名"), 80)
    resident_id = line(
        _("身份证号"), 20, required=False, validators=[check_resident_id],
        help_text=_("有户口簿的填写，用来避免重复登记；号码本身不保存。"),
    )  # fmt: skip
    birth_date = DayField(label=_("出生日期"), required=False, help_text=_("填了身份证号的可以不填。"))
    town = UnitField(label=_("户籍或现住镇街"), queryset=OrgUnit.objects.none(), required=False, empty_label=_("不明"))
    village = line(_("村（社区）"), 60, required=False)
    school = UnitField(
        label=_("责任学校"), queryset=OrgUnit.objects.none(), required=False, empty_label=_("没有"),
        help_text=_("最后就读的学校，没有上过学的选学区学校。"),
    )  # fmt: skip
    opened_on = DoneField(label=_("发现日期"))
    note = text(_("情况"), 3, 300, help_text=_("在哪里发现、为什么没有上学、和谁一起生活。"))

    def __init__(self, *args: Any, towns: QuerySet[OrgUnit], schools: QuerySet[OrgUnit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["town"].queryset, self.fields["school"].queryset = towns, schools
        if len(schools) == 1:
            self.fields["school"].initial = schools[0]

    def clean_resident_id(self) -> str:
        return normalise(self.cleaned_data["resident_id"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if number := cleaned.get("resident_id"):
            cleaned["birth_date"] = birth_date_of(number)
        if not cleaned.get("birth_date") and not self.errors:
            self.add_error("birth_date", now("请填写身份证号或出生日期，用来判断是不是义务教育年龄。"))
        if not cleaned.get("town") and not cleaned.get("school"):
            self.add_error("town", now("请至少选择镇街或责任学校，个案才有人负责。"))
        return cleaned

    @property
    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in CASE_FACTS}


class AssignSchoolForm(OnceForm):
    school = UnitField(
        label=_("责任学校"), queryset=OrgUnit.objects.none(), empty_label=_("请选择"), help_text=_("没有上过学的，选学区学校。")
    )

    def __init__(self, *args: Any, schools: QuerySet[OrgUnit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["school"].queryset = schools


class CaseVisitForm(forms.Form):
    """`key` makes a visit that is sent twice one visit; it stays when the form comes back with errors."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    visited_on = DoneField(label=_("走访日期"))
    visitors = line(_("走访人员"), 200, help_text=_("姓名和单位，如“王春燕（天度镇中心小学）、村干部李某”。"))
    people_met = line(_("见到的人"), 100, required=False)
    outcome = forms.ChoiceField(label=_("结果"), choices=[("", _("请选择")), *Outcome.choices])
    summary = text(_("走访情况"), 4, 2000, help_text=_("不上学的原因、家长和孩子的态度、约定了什么。"))
    photos = FilesField(label=_("照片"), help_text=_("一次最多9张；照片里的拍摄地点和设备信息会自动去掉。"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["visited_on"].initial = timezone.localdate

    @property
    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("visited_on", "visitors", "people_met", "outcome", "summary")}


class CaseStepForm(DatedForm):
    dated = "taken_on"

    taken_on = DoneField(label=_("日期"))
    document = line(_("文书编号"), 60, required=False)
    note = text(_("情况"), 3, 300)
    file = _scan(_("文书"), required=False)

    def __init__(self, *args: Any, rung: Rung, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if rung == Rung.SCHOOL:
            del self.fields["document"]
        else:
            self.fields["file"].required = True
            self.fields["file"].error_messages["required"] = now("请上传书面文书的照片或扫描件。")

    @property
    def facts(self) -> dict[str, Any]:
        said = self.cleaned_data
        return {"taken_on": said["taken_on"], "note": said["note"], "document": said.get("document", "")}


class MeasureForm(DatedForm):
    dated = "starts_on"

    kind = forms.ChoiceField(label=_("措施"), choices=[("", _("请选择")), *MeasureKind.choices])
    starts_on = DayField(label=_("开始日期"))
    ends_on = DayField(label=_("结束日期"), required=False)
    note = text(_("内容"), 3, 300, help_text=_("谁来做、多久一次，如“每周送教两次，语文数学各一课时”。"))
    file = _scan(_("材料"), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", now("结束日期不能早于开始日期。"))
        return cleaned

    @property
    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("kind", "starts_on", "ends_on", "note")}


class CloseForm(DatedForm):
    dated = "ended_on"

    reason = forms.ChoiceField(
        label=_("原因"), choices=[("", _("请选择")), *((one.value, EndReason(one).label) for one in BY_PAPER)],
        help_text=_("在县外就读的不在这里办：登记县外就读证明，核验后个案自动销号。"),
    )  # fmt: skip
    ended_on = DoneField(label=_("自哪一天起"))
    until = DayField(
        label=_("有效至"), required=False, help_text=_("延缓入学、休学、送教上门、特教、病重必填，最长一学年；到期后重新核实。")
    )
    note = text(_("说明"), 3, 300)
    file = _scan(_("证明材料"), error_messages={"required": _("请上传证明材料的照片或扫描件。")})

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        reason, until = cleaned.get("reason"), cleaned.get("until")
        if reason in FOR_A_TIME and not until:
            self.add_error("until", ValidationError(now("这一类原因有期限，请填写有效至哪一天。")))
        elif reason and reason not in FOR_A_TIME:
            cleaned["until"] = None
        return cleaned

    @property
    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("reason", "ended_on", "until", "note")}


class OpinionForm(OnceForm):
    """With a yes nothing need be said."""

    note = line(_("意见"), 200, required=False)
