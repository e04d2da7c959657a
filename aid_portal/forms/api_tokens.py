"""Proposing a token: its name, what it may, until when."""

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from aid_portal.widgets import day_input


class ApiTokenForm(forms.Form):
    name = forms.CharField(
        label=_("令牌名称"),
        max_length=30,
        help_text=_("写明是哪个系统、做什么用，如“学籍系统 花名册推送”；审计记录里会写这个名称。"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    expires_on = forms.DateField(label=_("有效期至"), widget=day_input(), help_text=_("最长一年，到期后另提一个换上。"))
    scopes = forms.MultipleChoiceField(
        label=_("权限范围"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("只选这个系统用得到的；列出的是该账号现有任职的全部权限。"),
    )

    def __init__(self, *args: object, scopes: Iterable[tuple[str, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scopes"].choices = list(scopes)
