"""The gate for uploaded files: how large, what kind, and in words why one is not read (reliability.md D11)."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext_lazy

from aid_portal.errors import Refused
from aid_portal.sandbox.faults import Detail, Fault
from aid_portal.sandbox.limits import COUNTY_FILE, SCHOOL_ROSTER, UploadLimits
from aid_portal.sandbox.parent import Child

__all__ = ["COUNTY_FILE", "SCHOOL_ROSTER", "GateReport", "UploadLimits", "UploadRefused", "gate", "refusal"]

SENTENCES = {
    "empty_file": gettext_lazy("文件是空的。请确认选对了文件，再上传一次。"),
    "too_big": gettext_lazy("文件有 %(size)s MB，超过 %(limit)s MB 的上限。请删去图片和无关的工作表，或分成几个文件上传。"),
    "other_format": gettext_lazy("这不是可以读取的表格。请用 Excel 或 WPS 打开后另存为 .xlsx，再上传。"),
    "web_page": gettext_lazy("这个文件其实是网页格式，只是名字像表格。请用 Excel 或 WPS 打开后另存为 .xlsx，再上传。"),
    "password": gettext_lazy("文件有密码，无法读取。请在 Excel 或 WPS 里取消密码后另存，再上传。"),
    "macros": gettext_lazy("文件里带有宏或控件。请另存为不带宏的 .xlsx，再上传。"),
    "external_links": gettext_lazy("文件里有指向其他文件或数据库的链接。请在“数据—编辑链接”里断开链接并保存，再上传。"),
    "embedded_files": gettext_lazy("文件里嵌入了其他文件。请删去嵌入的对象并保存，再上传。"),
    "damaged": gettext_lazy("文件已损坏或没有传完。请在 Excel 或 WPS 里打开确认，另存后再上传。"),
    "odd_archive": gettext_lazy("文件的内部结构异常。请用 Excel 或 WPS 打开后另存为新的 .xlsx，再上传。"),
    "odd_xml": gettext_lazy("文件的内部结构异常。请用 Excel 或 WPS 打开后另存为新的 .xlsx，再上传。"),
    "doctype": gettext_lazy("文件里有不应出现的声明，可能不安全。请把内容复制到新的工作簿里，再上传。"),
    "too_many_parts": gettext_lazy(
        "文件里有 %(count)s 个部件，超过 %(limit)s 个的上限。请只留要上传的工作表，删去图片，再上传。"
    ),
    "unpacks_too_large": gettext_lazy(
        "文件展开后有 %(size)s MB，超过 %(limit)s MB 的上限。请删去表格下方和右侧的空白格式，或分成几个文件上传。"
    ),
    "packed_too_tight": gettext_lazy("文件过大或结构异常，无法读取。请把内容复制到新的工作簿里，再上传。"),
    "rows_disordered": gettext_lazy(
        "第%(row)s行的行号重复或颠倒，文件结构异常。请用 Excel 或 WPS 打开后另存为新的 .xlsx，再上传。"
    ),
    "odd_error": gettext_lazy("第%(row)s行有单元格是错误值“%(value)s”，无法读取。请改正这一格，再上传。"),
    "row_too_long": gettext_lazy("表里有一格或一行的内容过长，无法读取。请删去过长的内容，再上传。"),
    "too_many_rows": gettext_lazy("表格超过 %(limit)s 行的上限。请分成几个文件上传。"),
    "too_many_columns": gettext_lazy("表格有 %(count)s 列，超过 %(limit)s 列的上限。请删去右侧无关的列，再上传。"),
    "too_many_cells": gettext_lazy("表格到第%(row)s行已超过 %(limit)s 格的上限。请删去远处无关的单元格，或分成几个文件上传。"),
    "too_many_merges": gettext_lazy(
        "表里有 %(count)s 处合并单元格，超过 %(limit)s 处的上限。请取消合并，每个学生占一行，再上传。"
    ),
    "too_many_strings": gettext_lazy("表里的文字超过 %(limit)s 条的上限。请分成几个文件上传。"),
    "no_sheet": gettext_lazy("文件里没有可见的工作表。请取消隐藏要上传的工作表，保存后再上传。"),
    "no_heading": gettext_lazy(
        "前20行里找不到表头。需要的列有：%(needed)s；找到的内容是：%(found)s。请使用模板，或补上表头后再上传。"
    ),
    "missing_heading": gettext_lazy(
        "第%(row)s行的表头缺少必需的列：%(missing)s。找到的列有：%(found)s。请补上缺少的列，再上传。"
    ),
    "duplicate_heading": gettext_lazy(
        "第%(row)s行的表头有几列都是“%(heading)s”（%(columns)s列），无法判断以哪一列为准。请只留一列，再上传。"
    ),
    "rows_lost": gettext_lazy(
        "文件里有 %(gate)s 行，只能读出 %(reader)s 行，为免遗漏没有采用。请用 Excel 或 WPS 另存为新的 .xlsx，再上传。"
    ),
    "encoding": gettext_lazy("文本的编码无法识别。请用 Excel 或 WPS 打开后另存为 .xlsx，或存成 UTF-8 的 CSV，再上传。"),
    "odd_text": gettext_lazy("第%(row)s行不像表格的一行，无法读取。请用 Excel 或 WPS 打开后另存为 .xlsx，再上传。"),
    "unreadable": gettext_lazy("文件的内容无法读取。请用 Excel 或 WPS 打开确认，另存为新的 .xlsx，再上传。"),
    "too_hungry": gettext_lazy("文件过大或结构异常，无法读取。请删去无关的内容，或分成几个文件上传。"),
    "too_slow": gettext_lazy("文件过大或结构异常，%(seconds)s 秒内没有读完。请删去无关的内容，或分成几个文件上传。"),
    "died": gettext_lazy("文件过大或结构异常，无法读取。请把内容复制到新的工作簿里，再上传。"),
}


class UploadRefused(Refused):
    """The file is not read; `code` for the log, the sentence for the person who uploaded it, `detail` what is in it."""

    def __init__(self, code: str, message: str, detail: Mapping[str, Detail] | None = None) -> None:
        super().__init__(message, code=code)
        self.detail = detail or {}


@dataclass(frozen=True, slots=True)
class GateReport:
    """What the gate saw: `rows` of the largest visible sheet, titles and headings included (0 where it cannot know);
    `template` is the version of our template that the file was made from."""

    kind: str
    rows: int
    formulas: int
    hidden: list[str]
    sheets: list[str]
    encoding: str
    template: str


def gate(path: Path, limits: UploadLimits) -> GateReport:
    """Looks at the file without reading its cells; raises UploadRefused. The file is opened in a child process only."""
    try:
        return GateReport(**Child({"verb": "gate", "path": str(path)}, limits).only("passed"))
    except Fault as fault:
        raise refusal(fault) from fault


def refusal(fault: Fault, sentences: Mapping[str, str] = SENTENCES) -> UploadRefused:
    sentence = sentences.get(fault.code, sentences["died"])
    detail: dict[str, Detail] = fault.detail
    try:
        return UploadRefused(fault.code, str(sentence) % detail, detail)
    except (KeyError, TypeError):
        return UploadRefused("died", str(sentences["died"]))
