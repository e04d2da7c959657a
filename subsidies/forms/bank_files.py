"""Making the bank's file, taking in its return, describing a layout."""

from typing import Any

import yaml
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from subsidies.forms.once import OnceForm
from subsidies.models import BankLayout, Batch
from subsidies.rules.bank_layouts import layout_problems


class LayoutField(forms.ModelChoiceField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(label=_("银行文件格式"), queryset=BankLayout.objects.current(), empty_label=None, **kwargs)


class FileForm(OnceForm):
    layout = LayoutField()


class ReturnForm(OnceForm):
    layout = LayoutField(help_text=_("一般与导出时用的格式相同。"))
    file = forms.FileField(label=_("回盘文件"), allow_empty_file=True, error_messages={"required": _("请选择银行给的回盘文件。")})


class BookForm(OnceForm):
    """`accounts_checked` is asked only where rows were found by their account."""

    accounts_checked = forms.BooleanField(label=_("我已逐行核对按账号、户名和金额对应的行"), required=False)

    def __init__(self, *args: Any, by_account: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not by_account:
            del self.fields["accounts_checked"]


class LayoutForm(OnceForm):
    """The description as text: what the rule does not understand is said in sentences. `batch` is only for a look at it."""

    label = forms.CharField(label=_("名称"), max_length=60, min_length=2, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    code = forms.SlugField(
        label=_("代码"), max_length=24, help_text=_("小写字母、数字和下划线，如 rural_bank_txt；用已有的代码就是新版本。"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )  # fmt: skip
    spec = forms.CharField(
        label=_("格式（YAML）"), strip=False, max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 28, "spellcheck": "false", "autocomplete": "off", "wrap": "off", "class": "mono"}),
        help_text=_("sent 是代发文件，returned 是回盘文件；每列写内容 field、表头 heading、字节宽度 width 等。"),
    )  # fmt: skip

    batch = forms.ModelChoiceField(
        label=_("预览用的批次"), queryset=Batch.objects.none(), required=False, empty_label=_("不预览"),
        help_text=_("选一个批次，点“用这个批次预览”，看真实的行写成这种格式的样子，不会保存。"),
    )  # fmt: skip

    def __init__(self, *args: Any, batches: QuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["batch"].queryset = batches

    def clean_spec(self) -> dict:
        try:
            spec = yaml.safe_load(self.cleaned_data["spec"])
        except yaml.YAMLError as fault:
            mark = getattr(fault, "problem_mark", None)
            line = mark.line + 1 if mark else 1
            raise forms.ValidationError(
                now("第%(line)s行附近的写法不是 YAML，请检查缩进、冒号和引号。") % {"line": line}
            ) from fault
        if problems := layout_problems(spec):
            raise forms.ValidationError(problems)
        return spec
