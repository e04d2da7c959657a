"""A layout in words, for people who hold the bank's own description beside it."""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from subsidies.rules.bank_layout_columns import RIGHT, TEXT, LayoutColumn
from subsidies.rules.bank_layout_problems import CSV, DELIMITED, FIXED, XLSX

KINDS = {
    DELIMITED: gettext_lazy("分隔符文本"),
    FIXED: gettext_lazy("定长文本"),
    CSV: gettext_lazy("CSV"),
    XLSX: gettext_lazy("Excel 工作簿"),
}
ENCODINGS = {"gbk": "GBK", "utf-8": "UTF-8", "utf-8-sig": gettext_lazy("UTF-8（带签名）")}
UNITS = {"yuan": gettext_lazy("元"), "fen": gettext_lazy("分")}
SHOWN_DELIMITERS = {"\t": gettext_lazy("制表符")}


def kind_words(part: Mapping) -> str:
    """分隔符文本，GBK，金额以元计."""
    words = {"kind": KINDS[part["kind"]], "encoding": ENCODINGS[part["encoding"]], "unit": UNITS[part["unit"]]}
    return _("%(kind)s，%(encoding)s，金额以%(unit)s计") % words


def shape_facts(part: Mapping) -> list[tuple[str, str]]:
    """Label and value of what holds for the whole file."""
    facts = [
        (_("文件类型"), str(KINDS[part["kind"]])),
        (_("编码"), str(ENCODINGS[part["encoding"]])),
        (_("金额单位"), str(UNITS[part["unit"]])),
        (_("表头行"), _("有") if part.get("headings") else _("没有")),
    ]
    if part["kind"] == DELIMITED:
        facts.append((_("分隔符"), str(SHOWN_DELIMITERS.get(part["delimiter"], part["delimiter"]))))
    return facts


def align_words(column: LayoutColumn) -> str:
    side = _("右对齐") if column.align == RIGHT else _("左对齐")
    return _("%(side)s，补0") % {"side": side} if column.pad == "0" else side


def said_words(column: LayoutColumn, fields: Mapping[str, object]) -> str:
    """What stands in the column; a fixed text says itself."""
    if column.field == TEXT and column.text:
        return _("固定文字“%(text)s”") % {"text": column.text}
    return str(fields[column.field])
