"""The form of the public site: few questions, one trap for machines, a stamp of the time it was shown."""

from typing import Any
from uuid import uuid4

from django import forms
from django.core import signing
from django.db.models import QuerySet
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from aid_portal.forms.units import UnitField
from aid_portal.models import OrgUnit
from supervision.forms.grievances import TOLD
from supervision.forms.notices import line, text
from supervision.forms.replies import FilesField
from supervision.grievance_choices import EXPLAINED
from supervision.rules.grievances import FASTEST_SECONDS, SLOWEST_SECONDS

SALT = "public-grievance"
TRAP = "website"
RATINGS = [(5, _("很满意")), (4, _("满意")), (3, _("一般")), (2, _("不满意")), (1, _("很不满意"))]


def stamp() -> str:
    """A key of its own and the time, signed: a form can be sent once, not too fast and not for ever."""
    return signing.TimestampSigner(salt=SALT).sign(str(uuid4()))


class PublicGrievanceForm(forms.Form):
    token = forms.CharField(widget=forms.HiddenInput, max_length=200)
    kind = forms.ChoiceField(label=_("您要办什么事"), choices=(), widget=forms.RadioSelect)
    unit = UnitField(
        label=_("涉及的学校或单位"), queryset=OrgUnit.objects.none(), required=False, empty_label=_("不涉及或不清楚")
    )
    text = text(_("说明情况"), 7, 2000, help_text=_("写清楚时间、学校、事情经过和您的要求，2000字以内。"))
    wanted = line(_("正确的信息"), 120, required=False, help_text=_("只有更正信息时填写：正确的姓名、身份证号或银行账号。"))
    reporter = line(_("您的姓名"), 40, required=False, help_text=_("可以不填；不填也会办理，但可能无法向您核实。"))
    phone = line(_("联系电话"), 30, required=False, help_text=_("可以不填，只用于核实情况。"))
    files = FilesField(
        label=_("照片或材料"), help_text=_("最多3个，jpg、png 或 pdf，每个不超过5 MB；照片里的位置信息会自动去掉。")
    )
    website = forms.CharField(label=_("网址（请不要填写）"), required=False, widget=forms.TextInput(attrs={"tabindex": "-1"}))

    def __init__(self, *args: Any, units: QuerySet[OrgUnit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units
        self.fields["kind"].choices = [
            (kind.value, now("%(kind)s：%(words)s") % {"kind": kind.label, "words": words}) for kind, words in EXPLAINED.items()
        ]
        self.fields["phone"].widget.attrs["inputmode"] = "tel"
        self.fields[TRAP].widget.attrs["autocomplete"] = "off"

    def clean_website(self) -> str:
        """People do not see the field."""
        if self.cleaned_data[TRAP]:
            raise forms.ValidationError(now("提交没有成功，请重新打开页面填写。"))
        return ""

    def clean_token(self) -> str:
        """The key that was signed."""
        signer, token = signing.TimestampSigner(salt=SALT), self.cleaned_data["token"]
        try:
            key = signer.unsign(token, max_age=SLOWEST_SECONDS)
        except signing.BadSignature:
            raise forms.ValidationError(now("页面打开的时间太长，请核对内容后再提交一次。")) from None
        if _fresh(signer, token):
            raise forms.ValidationError(now("提交太快了，请核对内容后再提交一次。"))
        return key

    @property
    def told(self) -> dict[str, str]:
        return {name: self.cleaned_data[name].strip() for name in TOLD}


def _fresh(signer: signing.TimestampSigner, token: str) -> bool:
    try:
        signer.unsign(token, max_age=FASTEST_SECONDS)
    except signing.SignatureExpired:
        return False
    return True


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("查询码"), max_length=40, help_text=_("提交后页面上显示的16个字母和数字。"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "characters"}),
    )  # fmt: skip


class ReopenForm(forms.Form):
    code = forms.CharField(widget=forms.HiddenInput, max_length=40)
    text = text(_("还有什么没有解决"), 4, 2000, min_length=2)


class RateForm(forms.Form):
    code = forms.CharField(widget=forms.HiddenInput, max_length=40)
    satisfaction = forms.TypedChoiceField(label=_("您对办理结果满意吗"), choices=RATINGS, coerce=int, widget=forms.RadioSelect)
