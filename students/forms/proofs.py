"""Handing in a proof of schooling elsewhere, and deciding about it."""

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import RegexValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from aid_portal.identifiers import normalise, resident_id_fault
from aid_portal.terms import AcademicYear
from students.models import Record, TermSetting
from students.rules.scans import HEAD_BYTES, scan_fault

SCAN_FAULTS = {
    "empty": _("文件是空的，请重新选择。"),
    "too_big": _("文件超过10 MB。请把照片压缩，或扫描成分辨率低一些的 PDF。"),
    "other_format": _("只收 jpg、png 照片或 pdf 扫描件。"),
    "other_content": _("文件内容与后缀不符，打不开。请重新拍照或扫描后再上传。"),
}
FACTS = ("academic_year", "school_name", "school_code", "place", "grade", "aid_there")


def check_scan(file: UploadedFile) -> None:
    """A photograph or a scan by its content, not by its name only."""
    head = file.read(HEAD_BYTES)
    file.seek(0)
    if fault := scan_fault(file.name or "", head, file.size or 0):
        raise forms.ValidationError(SCAN_FAULTS[fault])


def check_resident_id(text: str) -> None:
    if resident_id_fault(normalise(text), timezone.localdate()):
        raise forms.ValidationError(_("身份证号不对，请照户口簿核对18位号码。"))


def year_choices() -> list[tuple[str, str]]:
    """The academic years of the terms that are set up, the newest first."""
    years = {AcademicYear.parse(str(setting.term.academic_year)) for setting in TermSetting.objects.all()}
    return [(str(year), year.label) for year in sorted(years, reverse=True)]


def _line(label, length, *, required=True, **options) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=length, required=required, widget=forms.TextInput(attrs={"autocomplete": "off"}), **options
    )


class ProofForm(forms.Form):
    """Whom it is about is asked only where no row of a list has been chosen."""

    name = _line(_("学生姓名"), 80)
    resident_id = _line(_("身份证号"), 20, validators=[check_resident_id])
    academic_year = forms.ChoiceField(label=_("学年"), choices=year_choices)
    school_name = _line(_("就读学校"), 120, help_text=_("写全称，如“宝鸡市渭滨区金陵小学”。"))
    school_code = _line(
        _("学校标识码"),
        10,
        required=False,
        help_text=_("10位数字，学籍证明上有。"),
        validators=[RegexValidator(r"^\d{10}$", _("学校标识码是10位数字。"))],
    )
    place = _line(_("所在地"), 80, help_text=_("到县（区），如“陕西省宝鸡市渭滨区”。"))
    grade = _line(_("年级"), 20, required=False)
    aid_there = _line(
        _("当地资助情况"),
        120,
        required=False,
        help_text=_("如“享受寄宿生生活补助，每学期500元”；不清楚的登记后再补。"),
    )
    file = forms.FileField(
        label=_("证明材料"),
        validators=[check_scan],
        allow_empty_file=True,
        error_messages={"required": _("请选择学籍证明或在读证明的照片或扫描件。")},
    )

    def __init__(self, *args: object, listed: bool, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        if listed:
            del self.fields["name"], self.fields["resident_id"]

    def clean_resident_id(self) -> str:
        return normalise(self.cleaned_data["resident_id"])

    @property
    def facts(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in FACTS}


class AidForm(forms.Form):
    """What help the child gets where it goes to school, learnt after the proof was handed in."""

    aid_there = _line(_("当地资助情况"), 120, min_length=2, help_text=_("如“享受寄宿生生活补助，每学期500元”或“不享受”。"))


class RecordField(forms.ModelChoiceField):
    def label_from_instance(self, record: Record) -> str:
        return _("第%(row)d行 %(name)s，%(place)s，%(head)s") % {
            "row": record.row,
            "name": record.name,
            "place": f"{record.town}{record.village}",
            "head": record.get_id_state_display(),
        }


class VerifyForm(forms.Form):
    """Where the id does not find the row of the list, the verifier may say which one is meant."""

    record = RecordField(
        label=_("对应的名单记录"), queryset=Record.objects.none(), required=False, empty_label=_("不对应，只核验证明")
    )

    def __init__(self, *args: object, candidates, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["record"].queryset = candidates
        if not candidates:
            del self.fields["record"]
