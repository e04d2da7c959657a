"""Accounts of people."""

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from aid_portal.forms.present import PresentForm


class UserForm(forms.Form):
    username = forms.CharField(
        label=_("用户名"),
        max_length=32,
        help_text=_("2至32位小写字母、数字、点、横线，以字母开头；不要用身份证号或手机号。建立后不能修改。"),
        validators=[
            RegexValidator(r"^[a-z][a-z0-9._-]{1,31}$", _("用户名须以字母开头，由2至32位小写字母、数字、点或横线组成。")),
            RegexValidator(r"\d{7,}", _("用户名里不要放身份证号、手机号等长数字。"), inverse_match=True),
        ],
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )
    name = forms.CharField(label=_("姓名"), max_length=40, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    position = forms.CharField(label=_("职务"), max_length=40, required=False, help_text=_("如“资助专干”“分管副校长”。"))
    is_service = forms.BooleanField(
        label=_("接口账号"), required=False, help_text=_("供其他系统以令牌调用接口：没有密码，不能登录网页；姓名写系统名称。")
    )


class UserChangeForm(PresentForm):
    name = forms.CharField(label=_("姓名"), max_length=40)
    position = forms.CharField(label=_("职务"), max_length=40, required=False)


class NoteForm(forms.Form):
    """Why something is refused, revoked or closed; it goes into the audit log."""

    note = forms.CharField(label=_("原因"), max_length=200, min_length=2, widget=forms.TextInput(attrs={"autocomplete": "off"}))
