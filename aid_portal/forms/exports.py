"""How rows are taken away: which file, and whether with whole ids."""

from typing import Any

from django import forms
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from aid_portal.export_orders import CSV, XLSX
from aid_portal.exporting import ExportSpec
from aid_portal.models import User
from aid_portal.permissions import Permission

FORMATS = [(XLSX, _("Excel 工作簿（中文表头，附附注页）")), (CSV, _("CSV（UTF-8，供其他系统读取）"))]
MASKED = [("yes", _("脱敏")), ("no", _("完整，须写明事由"))]


class ExportForm(forms.Form):
    format = forms.ChoiceField(label=_("文件格式"), choices=FORMATS, initial=XLSX, widget=forms.RadioSelect)
    masked = forms.TypedChoiceField(
        label=_("证件号"),
        choices=MASKED,
        initial="yes",
        required=False,
        empty_value=True,
        coerce=lambda word: word == "yes",
        widget=forms.RadioSelect,
        help_text=_("身份证号、学籍号、残疾人证号。一天内完整导出累计超过500行须另一人批准。"),
    )
    reason = forms.CharField(
        label=_("事由（完整导出时必填，记入审计）"),
        max_length=200,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, spec: ExportSpec, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not (spec.has_secrets and user.has(Permission.EXPORT_UNMASKED)):
            del self.fields["masked"], self.fields["reason"]

    def clean_reason(self) -> str:
        reason = self.cleaned_data["reason"].strip()
        if not self.cleaned_data.get("masked", True) and len(reason) < 4:
            raise forms.ValidationError(now("请写明事由：办什么事，为什么需要完整证件号。"))
        return reason
