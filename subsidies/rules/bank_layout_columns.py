"""Columns and lines of a bank's files as a layout describes them: which value, under which heading, how wide (domain.md 5.3)."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

TEXT = "text"  # always the same words; in a return: a column that is not read
LEFT, RIGHT = ALIGNS = ("left", "right")

SENT_FIELDS = {
    "sequence": gettext_lazy("序号"),
    "reference": gettext_lazy("业务编号"),
    "payee": gettext_lazy("收款人户名"),
    "account": gettext_lazy("收款账号"),
    "bank_name": gettext_lazy("开户行名称"),
    "bank_number": gettext_lazy("联行号"),
    "amount": gettext_lazy("金额"),
    "summary": gettext_lazy("摘要"),
    "id_number": gettext_lazy("证件号"),
    "note": gettext_lazy("备注"),
    "batch": gettext_lazy("批次号"),
    TEXT: gettext_lazy("固定文字"),
}
RETURN_FIELDS = {
    "sequence": gettext_lazy("序号"),
    "reference": gettext_lazy("业务编号"),
    "account": gettext_lazy("账号"),
    "holder": gettext_lazy("户名"),
    "amount": gettext_lazy("金额"),
    "result": gettext_lazy("处理状态"),
    "reason": gettext_lazy("失败原因"),
    "day": gettext_lazy("交易日期"),
    "serial": gettext_lazy("流水号"),
    TEXT: gettext_lazy("不读取的列"),
}
# What stands in the lines before and after the rows.
SENT_LINE_FIELDS = {
    "batch": gettext_lazy("批次号"),
    "rows": gettext_lazy("总笔数"),
    "total": gettext_lazy("总金额"),
    "day": gettext_lazy("制单日期"),
    TEXT: gettext_lazy("固定文字"),
}
RETURN_LINE_FIELDS = {
    **SENT_LINE_FIELDS,
    "paid_rows": gettext_lazy("成功笔数"),
    "paid_total": gettext_lazy("成功金额"),
    "failed_rows": gettext_lazy("失败笔数"),
    "failed_total": gettext_lazy("失败金额"),
}
ALL_FIELDS = {**SENT_FIELDS, **RETURN_FIELDS, **RETURN_LINE_FIELDS}
# Zeros before a number say nothing; before an account they would be taken for a part of it.
NUMBERS = frozenset({"sequence", "amount", "rows", "total", "paid_rows", "paid_total", "failed_rows", "failed_total"})


@dataclass(frozen=True, slots=True)
class LayoutColumn:
    """`width` counts bytes of the file's encoding: of a fixed-width file exactly, of others at most; 0 is no limit.

    `text` is what a column of the field text always says.
    """

    field: str
    heading: str = ""
    width: int = 0
    align: str = LEFT
    pad: str = " "
    text: str = ""

    @property
    def label(self) -> str:
        return self.heading or str(ALL_FIELDS[self.field])


Line = tuple[LayoutColumn, ...]


def parse_line(entries: list[dict]) -> Line:
    return tuple(LayoutColumn(**entry) for entry in entries)


def line_problems(entries: object, fields: Collection[str], where: str, *, fixed: bool) -> Iterator[str]:
    """What is wrong with the columns of one line, in sentences; `where` names the line."""
    if not isinstance(entries, list) or not entries:
        yield _("%(where)s没有列，请至少设置一列。") % {"where": where}
        return
    seen: set[str] = set()
    for place, entry in enumerate(entries, start=1):
        here = _("%(where)s第%(place)s列") % {"where": where, "place": place}
        faults = list(_column_problems(entry, fields, here, fixed=fixed))
        yield from faults
        if not faults and entry["field"] != TEXT and entry["field"] in seen:
            yield _("%(where)s的内容“%(field)s”前面已经有了，请删去一列。") % {"where": here, "field": ALL_FIELDS[entry["field"]]}
        if not faults:
            seen.add(entry["field"])


def _column_problems(entry: object, fields: Collection[str], where: str, *, fixed: bool) -> Iterator[str]:
    if not isinstance(entry, Mapping) or not set(entry) <= set(LayoutColumn.__slots__):
        yield _("%(where)s的设置无法识别，请重新设置这一列。") % {"where": where}
        return
    if not isinstance(entry.get("field"), str) or entry["field"] not in fields:
        yield _("%(where)s没有选择内容，或选择的内容不能放在这里，请从列表中选择。") % {"where": where}
        return
    yield from _width_problems(entry, where, fixed=fixed)
    for name in ("heading", "text"):
        if not isinstance(entry.get(name, ""), str):
            yield _("%(where)s的表头和固定文字应是文字，请改正。") % {"where": where}


def _width_problems(entry: Mapping, where: str, *, fixed: bool) -> Iterator[str]:
    width, align, pad = entry.get("width", 0), entry.get("align", LEFT), entry.get("pad", " ")
    if type(width) is not int or not 0 <= width <= 500:
        yield _("%(where)s的宽度应是0至500的整数（按字节计），请改正。") % {"where": where}
    elif fixed and not width:
        yield _("%(where)s没有宽度，定长文件的每一列都要填写宽度（按字节计）。") % {"where": where}
    if align not in ALIGNS:
        yield _("%(where)s的对齐方式只能是左对齐或右对齐，请重新选择。") % {"where": where}
    if pad not in (" ", "0"):
        yield _("%(where)s的补位字符只能是空格或0，请重新选择。") % {"where": where}
    elif pad == "0" and (align != RIGHT or entry["field"] not in NUMBERS):
        yield _("%(where)s用0补位，但只有右对齐的数字才能补0（账号补0会改变账号），请改为空格。") % {"where": where}
