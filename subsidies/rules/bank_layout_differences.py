"""What a new version of a layout changes, for the person who is to approve it."""

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _

from subsidies.rules.bank_layout_columns import (
    RETURN_FIELDS,
    RETURN_LINE_FIELDS,
    SENT_FIELDS,
    SENT_LINE_FIELDS,
    LayoutColumn,
    Line,
)
from subsidies.rules.bank_layout_words import align_words, said_words, shape_facts
from subsidies.rules.bank_layouts import BankLayout, FileShape, parse_layout


def layout_differences(former: Mapping, latest: Mapping) -> list[dict[str, str]]:
    """Label, left (before) and right (after) of all that is not the same; an empty list where nothing is."""
    before, after = dict(_said(former)), dict(_said(latest))
    labels = [*after, *(label for label in before if label not in after)]
    sides = ({"label": label, "left": before.get(label, ""), "right": after.get(label, "")} for label in labels)
    return [{**side, "same": False} for side in sides if side["left"] != side["right"]]


def _said(spec: Mapping) -> Iterator[tuple[str, str]]:
    """Every fact of a description in words, under a label that is its own."""
    layout: BankLayout = parse_layout(spec)
    yield from _file(_("代发文件"), spec["sent"], layout.sent, SENT_FIELDS, SENT_LINE_FIELDS)
    yield from _file(_("回盘文件"), spec["returned"], layout.returned, RETURN_FIELDS, RETURN_LINE_FIELDS)
    yield _("表示成功的词"), "、".join(sorted(layout.success))
    yield _("表示失败的词"), "、".join(sorted(layout.failure))


def _file(title: str, part: Mapping, shape: FileShape, fields: Mapping, line_fields: Mapping) -> Iterator[tuple[str, str]]:
    for label, said in shape_facts(part):
        yield f"{title} {label}", said
    yield f"{title} {_('换行符')}", part.get("line_end", "crlf").upper()
    yield f"{title} {_('日期写法')}", part.get("day_format", "%Y%m%d")
    yield from _columns(f"{title} ", shape.columns, fields)
    for name, lines in ((_("首行"), shape.head), (_("末行"), shape.foot)):
        for number, line in enumerate(lines, start=1):
            yield from _columns(f"{title} {name}{number} ", line, line_fields)


def _columns(where: str, line: Line, fields: Mapping) -> Iterator[tuple[str, str]]:
    for place, column in enumerate(line, start=1):
        yield where + _("第%(place)s列") % {"place": place}, _column(column, fields)


def _column(column: LayoutColumn, fields: Mapping) -> str:
    facts = [said_words(column, fields), column.heading and _("表头“%(heading)s”") % {"heading": column.heading}]
    facts += [_("%(width)s字节") % {"width": column.width} if column.width else "", align_words(column)]
    return "，".join(filter(None, facts))
