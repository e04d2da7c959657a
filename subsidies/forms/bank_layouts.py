"""A bank's layout as a form: what holds for each of its two files, and their columns and lines row by row."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from subsidies.forms.layout_rows import RowSet, column_rows, line_rows, lines_of
from subsidies.forms.lines import line
from subsidies.forms.once import OnceForm
from subsidies.models import BankLayout, Batch
from subsidies.rules import bank_layout_words as words
from subsidies.rules.bank_layout_columns import RETURN_FIELDS, RETURN_LINE_FIELDS, SENT_FIELDS, SENT_LINE_FIELDS
from subsidies.rules.bank_layout_problems import DELIMITED, DELIMITERS, layout_problems

DAYS = [("%Y%m%d", "20220510"), ("%Y-%m-%d", "2022-05-10")]
DEFAULTS = {"delimiter": DELIMITERS[0], "line_end": "crlf", "day_format": "%Y%m%d"}
SEPARATORS = [(each, words.SHOWN_DELIMITERS.get(each, each)) for each in DELIMITERS]


class AboutForm(OnceForm):
    """`batch` is only for a look at it. A new version keeps the code of the former one."""

    label = line(_("名称"), 60, min_length=2)
    code = forms.SlugField(
        label=_("代码"), max_length=24, help_text=_("小写字母、数字和下划线，如 rural_bank_txt；登记后不能改。"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )  # fmt: skip
    batch = forms.ModelChoiceField(
        label=_("预览用的批次"), queryset=Batch.objects.none(), required=False, empty_label=_("虚构的两行"),
        help_text=_("选一个批次再点“预览”，看真实的行写成这种格式的样子；号码脱敏，不会保存。"),
    )  # fmt: skip

    def __init__(self, *args: Any, batches: QuerySet, former: BankLayout | None, **kwargs: Any) -> None:
        super().__init__(*args, initial={"label": former.label, "code": former.code} if former else {}, **kwargs)
        self.fields["batch"].queryset = batches
        self.fields["code"].disabled = former is not None

    def clean_code(self) -> str:
        code = self.cleaned_data["code"]
        if not self.fields["code"].disabled and BankLayout.objects.filter(code=code).exists():
            raise forms.ValidationError(now("已有这个代码的格式，请打开它点“改成新版本”，或换一个代码。"))
        return code


class ShapeForm(forms.Form):
    """What holds for a whole file."""

    kind = forms.ChoiceField(label=_("文件类型"), choices=list(words.KINDS.items()))
    encoding = forms.ChoiceField(
        label=_("编码"), choices=list(words.ENCODINGS.items()), help_text=_("表格也要选：银行系统认得哪些字。")
    )
    unit = forms.ChoiceField(label=_("金额单位"), choices=list(words.UNITS.items()))
    delimiter = forms.ChoiceField(label=_("分隔符"), choices=SEPARATORS, help_text=_("只用于分隔符文本。"))
    line_end = forms.ChoiceField(label=_("换行符"), choices=[("crlf", "CRLF（Windows）"), ("lf", "LF（Unix）")])
    day_format = forms.ChoiceField(label=_("日期写法"), choices=DAYS)
    headings = forms.BooleanField(label=_("有表头行"), required=False)

    def part(self) -> dict[str, Any]:
        """As the description holds it: a separator only where the file has one of its own."""
        own = dict(self.cleaned_data)
        return own if own["kind"] == DELIMITED else {name: value for name, value in own.items() if name != "delimiter"}


class ReturnedShapeForm(ShapeForm):
    success = line(_("表示成功的词"), 200, help_text=_("几个词用顿号隔开，如“成功、交易成功、00”。"))
    failure = line(_("表示失败的词"), 200)

    def part(self) -> dict[str, Any]:
        said = super().part()
        return {**said, **{name: [each for each in said[name].replace(",", "、").split("、") if each] for name in WORDS}}


WORDS = ("success", "failure")


class FileForms:
    """One of the two files: its facts, its columns, its lines before and after them."""

    def __init__(self, name: str, title: Any, fields: tuple[Mapping, Mapping], part: Mapping, data: Any) -> None:
        self.name, self.title = name, title
        shape = ReturnedShapeForm if name == "returned" else ShapeForm
        self.shape = shape(data, prefix=name, initial=_first_values(part))
        self.columns = RowSet(data, f"{name}-columns", fields[0], column_rows(part.get("columns", [])))
        self.lines = RowSet(data, f"{name}-lines", fields[1], line_rows(part), lines=True)

    def forms(self) -> list[forms.Form]:
        return [self.shape, *self.columns, *self.lines]

    def part(self) -> dict[str, Any]:
        return {**self.shape.part(), "columns": self.columns.said(), **lines_of(self.lines)}


def _first_values(part: Mapping) -> dict[str, Any]:
    """Where the description leaves a choice to its default, the default: a browser would send the first of the list."""
    return {**DEFAULTS, **part, **{name: "、".join(part[name]) for name in WORDS if name in part}}


class LayoutForm:
    """The whole: valid only where the rule finds nothing wrong with what was put together. `like` is what it begins from."""

    def __init__(self, data: Any, *, batches: QuerySet, former: BankLayout | None, like: BankLayout | None) -> None:
        spec = like.spec if like else {}
        self.about = AboutForm(data, batches=batches, former=former)
        self.files = [
            FileForms("sent", _("代发文件"), (SENT_FIELDS, SENT_LINE_FIELDS), spec.get("sent", {}), data),
            FileForms("returned", _("回盘文件"), (RETURN_FIELDS, RETURN_LINE_FIELDS), spec.get("returned", {}), data),
        ]

    def is_valid(self) -> bool:
        valid = self.about.is_valid()
        for file in self.files:
            for each in file.forms():
                valid &= self._told(file.title, each)
        problems = layout_problems(self.spec) if valid else []
        for problem in problems:
            self.about.add_error(None, problem)
        return valid and not problems

    def _told(self, title: Any, form: forms.Form) -> bool:
        """What is wrong with a field of a file, in the summary above the whole form."""
        for name, faults in form.errors.items():
            words_ = {"file": title, "where": form.fields[name].widget.attrs.get("aria-label") or form.fields[name].label}
            for fault in faults:
                self.about.add_error(None, now("%(file)s，%(where)s：") % words_ + str(fault))
        return not form.errors

    @property
    def spec(self) -> dict[str, Any]:
        return {file.name: file.part() for file in self.files}

    @property
    def said(self) -> dict[str, Any]:
        kept = ("label", "code")
        return {**{name: self.about.cleaned_data[name] for name in kept}, "spec": self.spec}
