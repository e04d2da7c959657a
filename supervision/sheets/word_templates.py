"""Word templates that the bureau edits in WPS: words in double braces are filled in, and a template can do nothing else.

A template is refused unless each of its placeholders is one of the vocabulary and each of its commands is `for` over a list
or `if`; it is filled in a sandbox all the same. Files that carry programs or fetch something from outside are refused.
"""

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from docx.opc.exceptions import OpcError
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment
from lxml import etree

from aid_portal.errors import Refused
from aid_portal.sandbox.archives import check_directory
from aid_portal.sandbox.faults import Fault
from aid_portal.sandbox.limits import MB, SCHOOL_ROSTER
from supervision.sheets.official_documents import Values

LARGEST = 2 * MB
LARGEST_TEXT = MB
# A field of Word that shows a number of pages; the others fetch, ask or run something.
HARMLESS_FIELDS = {"PAGE", "NUMPAGES", "SECTIONPAGES", "SECTION"}
_HYPERLINK = "/relationships/hyperlink"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PLAIN_XML = etree.XMLParser(resolve_entities=False, no_network=True)
_COMMANDS = (
    *(nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Getattr),
    *(nodes.For, nodes.If, nodes.Not, nodes.And, nodes.Or),
)
_LOOP = "loop"
_OF_A_LOOP = frozenset({"index", "first", "last", "length"})


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The placeholders of one kind of document: texts, lists with what each of their items has, and those no template may lack.

    A needed item of a list is written `问题列表.事实`.
    """

    texts: tuple[str, ...]
    lists: dict[str, tuple[str, ...]] = field(default_factory=dict)
    needed: tuple[str, ...] = ()

    def words(self) -> str:
        return "、".join([*self.texts, *self.lists])


class _Environment(ImmutableSandboxedEnvironment):
    """Remembers in `used` which words the parts of one file have asked for, and lets no other command through."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        super().__init__(autoescape=True, undefined=StrictUndefined)
        self.filters, self.tests, self.globals = {}, {}, {}
        self.vocabulary = vocabulary
        self.used: set[str] = set()

    def from_string(self, source: Any, *args: Any, **kwargs: Any) -> Any:
        self.used.update(_words(self.parse(source), self.vocabulary, {}))
        return super().from_string(source, *args, **kwargs)


def filled(template: bytes, vocabulary: Vocabulary, values: Values, *, made_at: datetime) -> bytes:
    """The document as Word; `values` are cleaned texts, whose line breaks begin new paragraphs."""
    document = _rendered(template, _Environment(vocabulary), values)
    properties = document.docx.core_properties
    properties.title, properties.author = str(values["标题"]).replace("\n", ""), str(values["发文机关"])
    properties.last_modified_by, properties.comments = "", ""
    properties.created = properties.modified = made_at.replace(tzinfo=None)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def tried(template: bytes, vocabulary: Vocabulary, values: Values) -> None:
    """Refused where something that the document needs has no place in the template."""
    environment = _Environment(vocabulary)
    _rendered(template, environment, values)
    if lacking := [word for word in vocabulary.needed if word not in environment.used]:
        raise Refused(f"模板里没有这些内容的位置：{'、'.join(lacking)}。请补上后再上传。", code="template_lacks")


def _rendered(template: bytes, environment: _Environment, values: Values) -> DocxTemplate:
    _refuse_other_than_words(template)
    document = DocxTemplate(io.BytesIO(template))
    try:
        document.render(_for_word(values), jinja_env=environment, autoescape=True)
    except TemplateError as error:
        where = next((line.strip() for line in getattr(error, "docx_context", ()) if "{" in line), "")
        near = f"（在“{where[:60]}”附近）" if where else ""
        message = f"模板里的占位符写得不完整{near}。请检查双花括号和“for、endfor”“if、endif”是否成对。"
        raise Refused(message, code="template_broken") from error
    except (OpcError, etree.LxmlError, KeyError, ValueError, AttributeError) as error:
        raise _damaged() from error
    return document


def _for_word(value: Any) -> Any:
    """docxtpl begins a new paragraph of the same kind at a bell; the break inside a title stays one."""
    if isinstance(value, dict):
        return {name: each if name == "标题" else _for_word(each) for name, each in value.items()}
    return list(map(_for_word, value)) if isinstance(value, list) else value.replace("\n", "\a")


def _words(node: nodes.Node, vocabulary: Vocabulary, items: dict[str, str]) -> Iterator[str]:
    """Every word asked for; `items` are the names that loops around this place gave to an item of which list."""
    if not isinstance(node, _COMMANDS):
        raise Refused("模板里只能用占位符和“for、if”，不能有计算、函数或其他命令。请删去后再上传。", code="template_command")
    match node:
        case nodes.For():
            yield from _loop(node, vocabulary, items)
            return
        case nodes.Getattr():
            yield _item(node, vocabulary, items)
            return
        case nodes.Name() if node.name not in items:
            if node.name not in {*vocabulary.texts, *vocabulary.lists}:
                raise _unknown(node.name, vocabulary.words())
            yield node.name
    for child in node.iter_child_nodes():
        yield from _words(child, vocabulary, items)


def _loop(node: nodes.For, vocabulary: Vocabulary, items: dict[str, str]) -> Iterator[str]:
    """A loop inside a loop would multiply: nobody needs one."""
    if items or node.test or node.else_ or not isinstance(node.iter, nodes.Name) or not isinstance(node.target, nodes.Name):
        raise Refused("模板里的“for”只能写成“for 问题 in 问题列表”，也不能套在另一个“for”里。", code="template_command")
    if node.iter.name not in vocabulary.lists:
        raise _unknown(node.iter.name, "、".join(vocabulary.lists))
    yield node.iter.name
    for child in node.body:
        yield from _words(child, vocabulary, {node.target.name: node.iter.name})


def _item(node: nodes.Getattr, vocabulary: Vocabulary, items: dict[str, str]) -> str:
    owner = node.node.name if isinstance(node.node, nodes.Name) else ""
    if owner == _LOOP and items and node.attr in _OF_A_LOOP:
        return _LOOP
    if owner not in items:
        raise _unknown(f"{owner}.{node.attr}", vocabulary.words())
    if node.attr not in vocabulary.lists[items[owner]]:
        raise _unknown(f"{owner}.{node.attr}", "、".join(f"{owner}.{each}" for each in vocabulary.lists[items[owner]]))
    return f"{items[owner]}.{node.attr}"


def _unknown(name: str, known: str) -> Refused:
    return Refused(f"模板里的占位符“{name}”没有对应的内容。可以用的有：{known}。请改正后再上传。", code="template_unknown")


def _refuse_other_than_words(template: bytes) -> None:
    if len(template) > LARGEST:
        raise Refused(f"模板超过 {LARGEST // MB} MB。请删去图片后再上传。", code="template_too_big")
    try:
        with zipfile.ZipFile(io.BytesIO(template)) as archive:
            check_directory(archive, SCHOOL_ROSTER)
            if "word/document.xml" not in archive.namelist():
                raise _damaged()
            for part in archive.infolist():
                if part.filename.endswith((".xml", ".rels")):
                    _refuse_part(part, archive)
    except Fault as fault:
        raise _damaged() if fault.code not in {"macros", "external_links", "embedded_files"} else _carries() from fault
    except (zipfile.BadZipFile, OSError, ValueError, etree.LxmlError, zlib.error) as error:
        raise _damaged() from error


def _refuse_part(part: zipfile.ZipInfo, archive: zipfile.ZipFile) -> None:
    if part.file_size > LARGEST_TEXT:
        raise _damaged()
    tree = etree.fromstring(archive.read(part), _PLAIN_XML)
    if tree.getroottree().docinfo.doctype:
        raise _damaged()
    for element in tree.iter("{*}Relationship"):
        if element.get("TargetMode") == "External" and not element.get("Type", "").endswith(_HYPERLINK):
            raise _carries()
    for element in tree.iter("{*}instrText", "{*}fldSimple"):
        words = (element.get(f"{_W}instr") or element.text or "").split()
        if words and words[0].upper() not in HARMLESS_FIELDS and not words[0].startswith("\\"):
            raise _carries()


def _carries() -> Refused:
    return Refused("模板里带有宏、嵌入的文件、外部链接或会取数的域。请删去后另存为 .docx，再上传。", code="template_carries")


def _damaged() -> Refused:
    message = "这个文件不是完好的 Word 文档（.docx）。请用 WPS 或 Word 打开后另存为 .docx，再上传。"
    return Refused(message, code="template_damaged")
