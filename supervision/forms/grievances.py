"""The desk: what came in by telephone or letter, whom it concerns, who deals with it, what is answered."""

from typing import Any
from uuid import uuid4

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from aid_portal.forms.units import UnitField
from aid_portal.models import OrgUnit, User
from students.models import Student
from subsidies.forms.cards import PAYEES, CardForm
from subsidies.forms.once import OnceForm
from subsidies.forms.school_aid import ChildField
from supervision.forms.notices import line, text
from supervision.forms.replies import FilesField
from supervision.grievance_choices import ChangedField, GrievanceKind, GrievanceSource
from supervision.models import Grievance, GrievanceDeadline

BY_STAFF = [choice for choice in GrievanceSource.choices if choice[0] != GrievanceSource.WEB]
TOLD = ("text", "reporter", "phone", "wanted")


class ReceiveForm(forms.Form):
    """`key` makes what is sent twice one grievance."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    kind = forms.ChoiceField(label=_("类别"), choices=GrievanceKind.choices, widget=forms.RadioSelect)
    source = forms.ChoiceField(label=_("来源"), choices=BY_STAFF)
    unit = UnitField(label=_("涉及单位"), queryset=OrgUnit.objects.none(), required=False, empty_label=_("不涉及或不清楚"))
    text = text(_("内容"), 6, 4000, help_text=_("照来人的话写。加密保存，只有经办的人能看到。"))
    reporter = line(_("诉求人"), 40, required=False, help_text=_("不愿留姓名的空着。"))
    phone = line(_("联系电话"), 30, required=False)
    wanted = line(_("要求更正为"), 120, required=False, help_text=_("信息更正的，写正确的姓名、证件号或账号。"))
    urgent = forms.BooleanField(label=_("加急"), required=False)
    files = FilesField(label=_("附件"), help_text=_("照片或 pdf，最多3个，每个不超过5 MB。"))

    def __init__(self, *args: Any, units: QuerySet[OrgUnit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units

    @property
    def told(self) -> dict[str, str]:
        return {name: self.cleaned_data[name].strip() for name in TOLD}


class PersonField(forms.ModelChoiceField):
    def label_from_instance(self, person: User) -> str:
        return f"{person.name}（{person.position or person.username}）"


class AssignForm(OnceForm):
    """A school or town as a whole; of the bureau also a person."""

    unit = UnitField(label=_("承办单位"), queryset=OrgUnit.objects.none(), empty_label=_("请选择"))
    person = PersonField(
        label=_("承办人"), queryset=User.objects.none(), required=False, empty_label=_("由承办单位确定"),
        help_text=_("只在县局办理时指定。"),
    )  # fmt: skip
    note = line(_("办理要求"), 200, required=False)

    def __init__(self, *args: Any, units: QuerySet[OrgUnit], people: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset, self.fields["person"].queryset = units, people

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        unit, person = cleaned.get("unit"), cleaned.get("person")
        if unit and person and unit.parent_id is not None:
            self.add_error("person", now("承办人都是县局的人，请把承办单位改为县局，或不指定承办人。"))
        return cleaned


class WordsForm(OnceForm):
    text = forms.CharField(label=_("内容"), min_length=2, max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *args: Any, label: Any = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = label or self.fields["text"].label


class RegisterForm(OnceForm):
    """What it is and whom it concerns; a child is named as the roster of the school names him."""

    kind = forms.ChoiceField(label=_("类别"), choices=GrievanceKind.choices)
    unit = UnitField(label=_("涉及单位"), queryset=OrgUnit.objects.none(), required=False, empty_label=_("不涉及或不清楚"))
    child = line(_("涉及学生"), 80, required=False, help_text=_("照花名册写姓名，须先选学校。"))
    student = ChildField(label=_("哪一名学生"), queryset=Student.objects.none(), required=False, empty_label=_("请选择"))
    urgent = forms.BooleanField(label=_("加急"), required=False)
    sensitive = forms.BooleanField(label=_("敏感（只有少数人能看到）"), required=False)

    def __init__(self, *args: Any, units: QuerySet[OrgUnit], children: QuerySet[Student], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset, self.children = units, children
        name, unit = self.data.get("child", "").strip(), self.data.get("unit", "")
        same = children.filter(name=name, seat_school=unit) if name and unit.isdecimal() else children.none()
        self.fields["student"].queryset = same
        if len(same) < 2:
            del self.fields["student"]

    @classmethod
    def of(cls, data: Any, grievance: Grievance, **rows: QuerySet) -> "RegisterForm":
        child = grievance.student.name if grievance.student else ""
        names = ("kind", "unit", "urgent", "sensitive")
        return cls(data, initial={name: getattr(grievance, name) for name in names} | {"child": child}, **rows)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        name, unit = cleaned.pop("child", ""), cleaned.get("unit")
        if not name:
            cleaned["student"] = None
            return cleaned
        if unit is None:
            self.add_error("unit", now("请选择学生所在的学校。"))
            return cleaned
        found = list(self.children.filter(name=name, seat_school=unit.pk))
        if not found:
            self.add_error("child", now("这所学校的花名册上没有这名学生，请核对姓名。"))
        elif len(found) > 1 and not cleaned.get("student"):
            self.add_error("student", now("有%(count)s名同名学生，请选择是哪一名。") % {"count": len(found)})
        elif len(found) == 1:
            cleaned["student"] = found[0]
        return cleaned


class ValueChangeForm(OnceForm):
    """The right name or id."""

    value = line(_("正确的内容"), 80, help_text=_("照户口簿或身份证填写。"))
    reason = line(_("核对的材料"), 200, min_length=2, help_text=_("如“户口簿原件，李某某到场”。"))

    def clean_value(self) -> str:
        return "".join(self.cleaned_data["value"].split()).upper()

    @property
    def wanted(self) -> dict[str, str]:
        return {"value": self.cleaned_data["value"]}


class AccountChangeForm(CardForm):
    payee = forms.ChoiceField(label=_("收款人"), choices=PAYEES, widget=forms.RadioSelect)

    @property
    def wanted(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in ("payee", "holder", "account", "bank_name")}


def change_form(field: str, data: Any) -> ValueChangeForm | AccountChangeForm:
    return AccountChangeForm(data) if field == ChangedField.ACCOUNT else ValueChangeForm(data)


class DeadlineForm(OnceForm):
    """One box for each kind, and the rule that they stand on."""

    def __init__(self, *args: Any, deadlines: list[GrievanceDeadline], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for each in deadlines:
            box = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
            self.fields[f"days_{each.kind}"] = forms.IntegerField(
                label=each.get_kind_display(), min_value=1, max_value=366, initial=each.days, widget=box, help_text=each.source
            )
        self.fields["source"] = line(_("依据"), 120, help_text=_("写明文件名称和条款，填在改动过的类别上。"))

    def changed(self, deadlines: list[GrievanceDeadline]) -> list[tuple[str, int]]:
        said = ((each, self.cleaned_data[f"days_{each.kind}"]) for each in deadlines)
        return [(each.kind, days) for each, days in said if days != each.days]
