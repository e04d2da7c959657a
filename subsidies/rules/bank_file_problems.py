"""What stops a bank file from going out or a return from being taken in: place, code and sentence, never the value."""

from collections.abc import Mapping
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

SENT_SENTENCES = {
    "blank": gettext_lazy("没有填写。请学校补填后再生成文件。"),
    "amount": gettext_lazy("不是大于零、精确到分的金额。请核对发放明细。"),
    "edge_space": gettext_lazy("首尾有空格，银行会认作另一个内容。请删去空格。"),
    "control": gettext_lazy("含有换行或看不见的字符。请重新录入。"),
    "delimiter": gettext_lazy("含有文件用来分列的符号。请改用别的符号。"),
    "formula": gettext_lazy("以 =、+、-、@ 开头，表格软件会当作公式。请改写。"),
    "encoding": gettext_lazy("含有银行文件字库（%(encoding)s）里没有的字。请与开户银行核对登记的写法，按银行的写法改正。"),
    "width": gettext_lazy("超过银行规定的 %(width)s 个字节（一个汉字通常占2至3个）。请缩短，或与银行核对版式。"),
}
RETURN_SENTENCES = {
    "encoding": gettext_lazy("内容不是版式规定的编码（%(encoding)s）。请核对选择的版式，或向银行重新索取文件。"),
    "heading": gettext_lazy("表头里没有这一列。请核对选择的版式，或向银行重新索取文件。"),
    "no_heading": gettext_lazy("没有表头行。请核对选择的版式，或向银行重新索取文件。"),
    "no_rows": gettext_lazy("文件里没有明细。请确认选对了文件。"),
    "cells": gettext_lazy("这一行的列数或长度与版式不符。请核对选择的版式，或向银行重新索取文件。"),
    "words": gettext_lazy("应为版式规定的固定文字，文件可能不完整。请向银行重新索取文件。"),
    "formula_cell": gettext_lazy("是公式，不能作为银行的结果。请向银行索取原始文件。"),
    "number_cell": gettext_lazy("是数字格式，第15位以后的数字已经失真。请向银行索取文本格式的文件。"),
    "too_long": gettext_lazy("内容过长，不像这一列的内容。请核对选择的版式，或向银行核对。"),
    "sequence": gettext_lazy("不是整数。请向银行核对。"),
    "account": gettext_lazy("不是账号。请向银行核对。"),
    "amount": gettext_lazy("不是精确到分的金额。请向银行核对。"),
    "result": gettext_lazy("不是版式写明的成功或失败。请向银行核对，或在版式里补上这个词。"),
    "day": gettext_lazy("不是日期，应如 20220520 或 2022-05-20。请向银行核对。"),
    "repeated": gettext_lazy("与第%(first)s行重复。请向银行核对，不要自行删行。"),
    "sum": gettext_lazy("与明细合计不符，文件可能不完整。请向银行重新索取文件。"),
}


class FileProblem(NamedTuple):
    """`row` is the sequence of a payment that goes out, the line or sheet row of a return; 0 is the file as a whole."""

    row: int
    column: str
    code: str
    sentence: str


class UnfitFile(ValueError):
    """Some rows cannot be written as the bank wants them; `problems` name every one of them."""

    def __init__(self, problems: list[FileProblem]) -> None:
        super().__init__("\n".join(problem.sentence for problem in problems))
        self.problems = problems


def problem(
    sentences: Mapping[str, object], row: int, column: str, code: str, details: Mapping[str, object] | None = None
) -> FileProblem:
    where = {"row": row, "column": column, "what": str(sentences[code]) % (details or {})}
    if row and column:
        sentence = _("第%(row)s行“%(column)s”：%(what)s") % where
    elif row:
        sentence = _("第%(row)s行：%(what)s") % where
    else:
        sentence = _("“%(column)s”：%(what)s") % where if column else where["what"]
    return FileProblem(row, column, code, sentence)
