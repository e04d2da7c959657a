"""What somebody says against a public notice, with a name or without one."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from students.reports.shown_notices import ShownLine

CHOOSE = ("", _("请选择"))
SOMEBODY_MISSING = ("0", _("有应当列入的人没有列入名单"))


class PublicObjectionForm(forms.Form):
    """`website` is shown to no person: whoever fills it is a program."""

    row = forms.TypedChoiceField(label=_("对哪一行有异议"), coerce=int)
    content = forms.CharField(
        label=_("异议内容"),
        max_length=1000,
        min_length=4,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("写清楚事实和您怎么知道的。不要写身份证号、银行卡号。"),
    )
    objector = forms.CharField(
        label=_("您的姓名"),
        max_length=40,
        required=False,
        help_text=_("可以不写。写了姓名和电话的，这一行在答复前暂缓审批；不写的作为线索核实，不影响审批。"),
        widget=forms.TextInput(),
    )
    contact = forms.CharField(
        label=_("联系电话"),
        max_length=60,
        required=False,
        help_text=_("可以不写；写了才能把处理结果告诉您。只有办理人员能看到。"),
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
    )
    website = forms.CharField(
        label=_("网址（请不要填写）"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )
    website.css = "not-for-people"  # type: ignore[attr-defined]

    def __init__(self, *args: Any, lines: Sequence[ShownLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["row"].choices = [CHOOSE, *((str(line.position), line.words) for line in lines), SOMEBODY_MISSING]

    @property
    def said(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("content", "objector", "contact")}
