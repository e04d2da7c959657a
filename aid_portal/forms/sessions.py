"""Logging in and changing one's password."""

from django import forms
from django.utils.translation import gettext_lazy as _

from aid_portal.rules import passwords

PASSWORD_HELP = _("至少8位，含大写字母、小写字母、数字、符号中的三种；不含用户名，不用连续或重复的字符。可以粘贴。")


class LoginForm(forms.Form):
    username = forms.CharField(
        label=_("用户名"),
        max_length=64,
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false", "autofocus": True}
        ),
    )
    password = forms.CharField(
        label=_("密码"), strip=False, max_length=256, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )

    def clean_username(self) -> str:
        return self.cleaned_data["username"].lower()


class PasswordChangeForm(forms.Form):
    old = forms.CharField(
        label=_("原密码"), strip=False, max_length=256, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )
    new = forms.CharField(
        label=_("新密码"),
        strip=False,
        max_length=256,
        help_text=PASSWORD_HELP,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("再输一次新密码"), strip=False, max_length=256, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    def __init__(self, *args: object, username: str = "", **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.username = username

    def clean(self) -> dict:
        cleaned = super().clean() or {}
        new, again = cleaned.get("new"), cleaned.get("again")
        if new and again and new != again:
            self.add_error("again", _("两次输入的新密码不一致，请重新输入。"))
        for fault in passwords.faults(new, username=self.username, old=cleaned.get("old")) if new else ():
            self.add_error("new", fault.label)
        return cleaned
