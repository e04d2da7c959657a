"""The form of the paper as a family fills it on a phone: a code opens it, a name typed under the commitment closes it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from aid_portal.forms.fields import line
from students.forms.applications import ApplicationForm

SIGNATURE = "signature"


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("申请码"),
        max_length=40,
        help_text=_("在学校发的裁条上，共12位，不分大小写。"),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "data-code": True}
        ),
    )


class PhoneForm(ApplicationForm):
    """`complete=False` takes a draft: neither name nor boxes are asked for."""

    signature = line(_("签名"), 40, help_text=_("监护人姓名；学生已满18周岁的由本人签。"))
    informed = forms.BooleanField(
        label=_("我已看过并同意《个人信息处理告知》"),
        help_text=_("不满14周岁的由监护人看过后同意。"),
        error_messages={"required": _("请先看《个人信息处理告知》，同意后勾选。")},
    )
    agreed = forms.BooleanField(label=_("我已看过并同意上面的承诺"))

    @property
    def said(self) -> dict[str, Any]:
        return {**super().said, SIGNATURE: self.cleaned_data.get(SIGNATURE, "")}
