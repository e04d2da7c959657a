"""Printed papers: a typst template of templates/print and plain values make a PDF; nothing that a person typed is markup.

The values travel as one JSON text. The file is PDF/A (archives keep vouchers thirty years), and that standard turns a
character without a glyph into an error, so no paper leaves with an empty box where a name should stand.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from decimal import Decimal

import typst
from django.conf import settings
from django.utils.translation import gettext as _

from aid_portal import figures
from aid_portal.errors import Refused
from aid_portal.printed import Cell, Printed
from aid_portal.typefaces import typefaces

FOLDER = settings.BASE_DIR / "templates" / "print"
# Written by nobody and shown by no font: controls, and what turns the direction of the text around.
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]+")
_NO_GLYPH = re.compile(r'the text `"(.+?)"` could not be displayed')
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
# typst remembers what it has set until it has set this many others.
_REMEMBERED = 10
PICTURE_PPI = 144.0  # letters of a wall paper are read on a phone without zooming far in


def pdf_of(template: str, paper: Printed) -> bytes:
    """The same paper gives the same bytes. Refused where a font, or a character in every font, is missing."""
    return typeset(template, values_of(paper), made_at=paper.made_at, rows=paper.rows, instead=_("Excel 表"))


def typeset(
    template: str,
    values: Mapping[str, object],
    *,
    made_at: datetime,
    rows: Sequence[Sequence[object]] = (),
    instead: str = "",
) -> bytes:
    """`values` are texts that were cleaned by `shown`, in lists and dictionaries. `rows` are searched for a character
    that no font has, and `instead` is the file that shows it meanwhile."""
    faces = typefaces()
    told = json.dumps({"faces": faces.families(), **values})
    compiler = typst.Compiler(FOLDER / template, root=FOLDER, font_paths=faces.fonts)
    made = int(made_at.timestamp())
    try:
        return compiler.compile(format="pdf", sys_inputs={"data": told}, pdf_standards=["a-2b"], timestamp=made)
    except typst.TypstError as error:
        missing = [_ESCAPED.sub(lambda code: chr(int(code[1], 16)), text) for text in _NO_GLYPH.findall(error.diagnostic)]
        if not missing:
            raise
        raise _rare(missing, rows, instead) from None
    finally:
        _forget(compiler)


def picture_of(template: str, paper: Printed) -> bytes:
    """The paper as one PNG, as long as it has to be, to be passed on in a group chat.

    The PDF is set first: only its standard turns a character without a glyph into an error.
    """
    pdf_of(template, paper)
    faces = typefaces()
    told = json.dumps({"faces": faces.families(), **values_of(paper), "picture": True})
    compiler = typst.Compiler(FOLDER / template, root=FOLDER, font_paths=faces.fonts)
    try:
        made = compiler.compile(
            format="png", ppi=PICTURE_PPI, sys_inputs={"data": told}, timestamp=int(paper.made_at.timestamp())
        )
    finally:
        _forget(compiler)
    return made[0] if isinstance(made, list) else made


def _forget(compiler: typst.Compiler) -> None:
    """Empty pages push the paper out of typst's memory: 50 MB and five hundred names for each that stayed there."""
    for _time in range(_REMEMBERED):
        compiler.compile(b"", format="pdf")


def values_of(paper: Printed) -> dict[str, object]:
    """Every cell as it is read, and the headings of the columns alone: how wide they are is the template's."""
    told = asdict(paper) | {"columns": [column.heading for column in paper.columns], "made_on": figures.day(paper.made_at)}
    return {name: _shown(value) for name, value in told.items() if name != "made_at"}


def shown(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case Decimal():
            return figures.yuan(cell)
        case date():
            return figures.day(cell)
        case _:
            return _UNSEEN.sub(" ", str(cell)).strip()


def _shown(value: object) -> object:
    if isinstance(value, dict):
        return {name: _shown(each) for name, each in value.items()}
    return [_shown(each) for each in value] if isinstance(value, list | tuple) else shown(value)


def _rare(missing: list[str], all_rows: Sequence[Sequence[object]], instead: str) -> Refused:
    """Characters by themselves and by number, since the reader's screen may lack them too; rows as they are counted on paper."""
    lacking = set("".join(missing))
    rows = [number for number, row in enumerate(all_rows, start=1) if lacking & set("".join(map(str, row)))]
    message = _(
        "服务器的字体里没有%(characters)s，打印出来会缺字%(where)s。请管理员把有这些字的字体文件放进 AID_PORTAL_FONTS "
        "指明的文件夹，重启后再打印%(meanwhile)s。"
    )
    characters = "、".join(f"“{each}”（U+{ord(each):04X}）" for each in sorted(lacking))
    where = _("（第%(rows)s行）") % {"rows": "、".join(map(str, rows))} if rows else ""
    meanwhile = _("；急用时可先下载 %(file)s") % {"file": instead} if instead else ""
    told = {"characters": characters, "where": where, "meanwhile": meanwhile}
    return Refused(message % told, code="rare_character", ids=rows)
