"""What is wrong with the description of a bank's files, in sentences for the person who wrote it."""

from collections.abc import Collection, Iterator, Mapping
from itertools import chain

from django.utils.translation import gettext as _

from subsidies.rules.bank_layout_columns import (
    RETURN_FIELDS,
    RETURN_LINE_FIELDS,
    SENT_FIELDS,
    SENT_LINE_FIELDS,
    line_problems,
)

DELIMITED, FIXED, CSV, XLSX = KINDS = ("delimited", "fixed", "csv", "xlsx")
ENCODINGS = ("gbk", "utf-8", "utf-8-sig")
UNITS = ("yuan", "fen")
DAY_FORMATS = ("%Y%m%d", "%Y-%m-%d")
DELIMITERS = ("|", ",", ";", "\t", "^", "~", "#", "&")
_CHOICES = {
    "kind": (KINDS, None),
    "encoding": (ENCODINGS, None),
    "unit": (UNITS, None),
    "line_end": (("crlf", "lf"), "crlf"),
    "headings": ((True, False), False),
    "day_format": (DAY_FORMATS, "%Y%m%d"),
}
_KEYS = {*_CHOICES, "delimiter", "columns", "head", "foot"}
_WORDS = ("success", "failure")


def layout_problems(document: object) -> list[str]:
    """An empty list means that the description can be used; it never raises, whatever the document holds."""
    parts = document if isinstance(document, Mapping) else {}
    sent, returned = parts.get("sent"), parts.get("returned")
    found = [
        *_shape_problems(sent, _("代发文件"), _KEYS, SENT_FIELDS, SENT_LINE_FIELDS),
        *_shape_problems(returned, _("回盘文件"), {*_KEYS, *_WORDS}, RETURN_FIELDS, RETURN_LINE_FIELDS),
    ]
    # What the columns lack is only askable of columns that can be read.
    return found or [*_lacking_when_sent(sent), *_lacking_when_returned(returned)]


def _shape_problems(
    part: object, where: str, keys: Collection[str], fields: Collection[str], line_fields: Collection[str]
) -> Iterator[str]:
    if not isinstance(part, Mapping):
        yield _("没有%(where)s的设置，请补上。") % {"where": where}
        return
    if unknown := "、".join(str(key) for key in part if key not in keys):
        yield _("%(where)s有无法识别的设置“%(unknown)s”，请删去。") % {"where": where, "unknown": unknown}
    yield from _choice_problems(part, where)
    fixed = part.get("kind") == FIXED
    yield from line_problems(part.get("columns"), fields, where, fixed=fixed)
    for name, label in (("head", _("首行")), ("foot", _("末行"))):
        lines = part.get(name, [])
        for line in lines if isinstance(lines, list) else [None]:
            yield from line_problems(line, line_fields, where + label, fixed=fixed)


def _choice_problems(part: Mapping, where: str) -> Iterator[str]:
    names = {
        "kind": _("文件类型"),
        "encoding": _("编码"),
        "unit": _("金额单位"),
        "line_end": _("换行符"),
        "headings": _("是否有表头行"),
        "day_format": _("日期写法"),
    }
    for name, (choices, default) in _CHOICES.items():
        if not _is_one_of(part.get(name, default), choices):
            yield _("%(where)s的%(name)s没有填写或无法识别，请从列表中选择。") % {"where": where, "name": names[name]}
    if part.get("kind") == DELIMITED and not _is_one_of(part.get("delimiter"), DELIMITERS):
        yield _("%(where)s的分隔符无法识别，请从列表中选择。") % {"where": where}
    if part.get("kind") == FIXED and part.get("headings"):
        yield _("%(where)s是定长文件，不能有表头行，请改为没有表头行。") % {"where": where}


def _is_one_of(value: object, choices: Collection[object]) -> bool:
    """Of the very same type: 1 is not True."""
    return any(type(value) is type(choice) and value == choice for choice in choices)


def _lacking_when_sent(part: Mapping) -> Iterator[str]:
    for field in ("payee", "account", "amount"):
        if field not in _fields_of(part):
            yield _("代发文件缺少“%(field)s”列，请补上。") % {"field": SENT_FIELDS[field]}
    yield from _heading_problems(part, _("代发文件"))
    yield from _spelling_problems(part, _("代发文件"))


def _lacking_when_returned(part: Mapping) -> Iterator[str]:
    fields = _fields_of(part)
    for field in ("amount", "result"):
        if field not in fields:
            yield _("回盘文件缺少“%(field)s”列，请补上。") % {"field": RETURN_FIELDS[field]}
    if not fields & {"reference", "sequence"} and not {"account", "holder"} <= fields:
        yield _("回盘文件无法与代发明细对应，请补上“业务编号”或“序号”列，或同时补上“账号”和“户名”列。")
    if part["kind"] == XLSX and (not part.get("headings") or part.get("head")):
        yield _("回盘文件是表格，应有表头行，表头以上的内容不读取。请设为有表头行并去掉首行，合计放在末行。")
    yield from _heading_problems(part, _("回盘文件"))
    yield from _word_problems(part)
    yield from _unseen_problems(part)


def _heading_problems(part: Mapping, where: str) -> Iterator[str]:
    """A file with headings finds its columns by them."""
    headings = ["".join(column.get("heading", "").split()) for column in part["columns"]] if part.get("headings") else []
    if "" in headings:
        yield _("%(where)s第%(place)s列没有表头，请填写。") % {"where": where, "place": headings.index("") + 1}
    for heading in sorted({each for each in headings if each and headings.count(each) > 1}):
        yield _("%(where)s有几列的表头都是“%(heading)s”，请改用不同的表头。") % {"where": where, "heading": heading}


def _spelling_problems(part: Mapping, where: str) -> Iterator[str]:
    """The layout's own words go into the file as they are: it must have the characters for them."""
    columns = [column for line in (part["columns"], *part.get("head", []), *part.get("foot", [])) for column in line]
    words = {column.get(name, "") for column in columns for name in ("heading", "text")}
    separators = {"csv": ',"', "delimited": part.get("delimiter", "")}.get(part["kind"], "")
    for word in sorted(words):
        if not word.isprintable() or any(each in word for each in separators) or not _has(part["encoding"], word):
            told = word.encode("utf-8", "replace").decode()  # half a character cannot be told
            names = {"where": where, "word": told, "encoding": part["encoding"].upper()}
            yield _("%(where)s的表头或固定文字“%(word)s”含有%(encoding)s编码没有的字、换行或分列符号，请改写。") % names


def _has(encoding: str, word: str) -> bool:
    try:
        word.encode(encoding.removesuffix("-sig"))
    except UnicodeEncodeError:
        return False
    return True


def _word_problems(part: Mapping) -> Iterator[str]:
    lists = [part.get(name) for name in _WORDS]
    if not all(isinstance(words, list) and words and all(isinstance(word, str) and word for word in words) for words in lists):
        yield _("回盘文件没有写明哪些词表示成功、哪些词表示失败，请各填至少一个。")
        return
    for word in sorted(set(chain(lists[0])) & set(lists[1])):
        yield _("“%(word)s”既表示成功又表示失败，请从一边删去。") % {"word": word}


def _unseen_problems(part: Mapping) -> Iterator[str]:
    """What no screen shows no database need keep."""
    columns = [column for line in (part["columns"], *part.get("head", []), *part.get("foot", [])) for column in line]
    words = [column.get(name, "") for column in columns for name in ("heading", "text")]
    words += [word for name in _WORDS if isinstance(part.get(name), list) for word in part[name] if isinstance(word, str)]
    if not all(word.isprintable() for word in words):
        yield _("回盘文件的表头、固定文字或结果用语含有看不见的字符，请改写。")


def _fields_of(part: Mapping) -> set[str]:
    return {column["field"] for column in part["columns"]}
