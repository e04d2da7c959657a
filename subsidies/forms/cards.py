"""Another account for a child; accounts of staff, line by line."""

import re
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from aid_portal.forms.units import UnitField
from aid_portal.identifiers import normalise
from aid_portal.models import OrgUnit
from subsidies.choices import Payee
from subsidies.forms.once import OnceForm

PAYEES = [(Payee.CHILD, Payee.CHILD.label), (Payee.GUARDIAN, Payee.GUARDIAN.label)]
MOST_LINES = 2000
_ACCOUNT = re.compile(r"[0-9]{8,32}", re.ASCII).fullmatch


def _line(label: Any, length: int, **options: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=length, widget=forms.TextInput(attrs={"autocomplete": "off"}), **options)


def _digits(text: str) -> str:
    """An account as it is stored: without the gaps that a card is printed with."""
    account = normalise(text).replace("-", "")
    if not _ACCOUNT(account):
        raise forms.ValidationError(now("账号应是8至32位数字，请对照银行卡或存折核对。"))
    return account


class CardForm(OnceForm):
    payee = forms.ChoiceField(label=_("收款人"), choices=PAYEES, widget=forms.RadioSelect, initial=Payee.CHILD)
    holder = _line(_("账户户名"), 80, help_text=_("学生本人或学籍上登记的监护人，与银行卡或存折上的写法相同。"))
    account = forms.CharField(
        label=_("新账号"), max_length=48,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric", "spellcheck": "false"}),
    )  # fmt: skip
    bank_name = _line(_("开户银行"), 60)
    reason = _line(_("变更原因"), 200, min_length=2)

    def clean_account(self) -> str:
        return _digits(self.cleaned_data["account"])


class StaffAccountsForm(OnceForm):
    """Name and account of one person a line, as they are copied out of a payroll."""

    unit = UnitField(label=_("单位"), queryset=OrgUnit.objects.none(), empty_label=None)
    lines = forms.CharField(
        label=_("姓名和账号"), max_length=200_000, strip=False,
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false", "autocomplete": "off", "wrap": "off"}),
        help_text=_("一人一行，姓名在前，账号在后，用空格、逗号或制表符隔开；可以从表格复制两列粘贴。"),
    )  # fmt: skip

    def __init__(self, *args: Any, units: QuerySet[OrgUnit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units

    def clean_lines(self) -> list[tuple[str, str]]:
        lines = [(number, line) for number, line in enumerate(self.cleaned_data["lines"].splitlines(), start=1) if line.strip()]
        if len(lines) > MOST_LINES:
            raise forms.ValidationError(now("一次最多%(most)s行，请分几次登记。") % {"most": MOST_LINES})
        found, faults = [], []
        for number, line in lines:
            try:
                found.append(_name_and_account(line))
            except forms.ValidationError as fault:
                faults.append(now("第%(row)s行：%(what)s") % {"row": number, "what": fault.message})
        if faults:
            raise forms.ValidationError(faults[:20])
        return found


def _name_and_account(line: str) -> tuple[str, str]:
    parts = [part for part in re.split(r"[\s,，、;；]+", line.strip()) if part]
    if len(parts) < 2:
        raise forms.ValidationError(now("应是姓名和账号两项。"))
    return parts[0][:80], _digits("".join(parts[1:]))
