"""Making the bank's file, taking in its return."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from subsidies.forms.once import OnceForm
from subsidies.models import BankLayout, Batch


class LayoutField(forms.ModelChoiceField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(label=_("银行文件格式"), queryset=BankLayout.objects.current(), empty_label=None, **kwargs)


class FileForm(OnceForm):
    layout = LayoutField()


class ReturnForm(OnceForm):
    layout = LayoutField(help_text=_("一般与导出时用的格式相同。"))
    file = forms.FileField(label=_("回盘文件"), allow_empty_file=True, error_messages={"required": _("请选择银行给的回盘文件。")})

    def __init__(self, *args: Any, batch: Batch, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["layout"].queryset = BankLayout.objects.of_answers(batch)


class BookForm(OnceForm):
    """`accounts_checked` is asked only where rows were found by their account."""

    accounts_checked = forms.BooleanField(label=_("我已逐行核对按账号、户名和金额对应的行"), required=False)

    def __init__(self, *args: Any, by_account: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not by_account:
            del self.fields["accounts_checked"]
