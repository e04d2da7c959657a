"""What the tables of the statistics show: headings, words of the codes, and where each number leads."""

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from aid_portal import figures
from aid_portal.links import rows
from subsidies.choices import STATE_SOURCES, StatisticsKind
from subsidies.filters.statistics import NONE, SpanFilter
from subsidies.models import StatisticsReport
from subsidies.reports.frozen import Difference
from subsidies.reports.statistics import HIGHEST, LAYOUTS, Layout, Line, Numbers, Table
from subsidies.reports.statistics_bridge import Bridge, Step
from subsidies.reports.statistics_words import Words, ordered, rank, word, words_of
from subsidies.rules.statistics import CALENDAR, PAID, Span

Link = Callable[[dict[str, str]], str]  # from the conditions of a cell to the list behind it
SPREAD = (StatisticsKind.ANNUAL, StatisticsKind.CATEGORY, StatisticsKind.CHANNEL)  # 人次 and yuan of a term apart
WITH_SOURCES = (StatisticsKind.ANNUAL, StatisticsKind.SOURCE)
HEADS = {
    "stage": _("学段"), "programme": _("资助项目"), "town": _("镇街、局直单位"), "school": _("学校"), "category": _("困难类型"),
    "channel": _("发放渠道"), "home": _("户籍乡镇"),
}  # fmt: skip


@dataclass(frozen=True)
class Figure:
    text: str
    url: str = ""
    small: str = ""


@dataclass(frozen=True)
class Group:
    """A heading over several columns, or without parts over one."""

    label: str
    parts: list[str] = field(default_factory=list)


def shown(found: Table, link: Link) -> dict[str, Any]:
    layout = LAYOUTS[found.kind]
    words = {key: words_of(key) for key in (*layout.lines, layout.column)}
    columns = ordered(found.columns, words[layout.column])

    def place(line: Line) -> list[int]:
        return [rank(code, words[key]) for key, code in zip(layout.lines, line.key, strict=True)]

    return {
        "heads": [HEADS[key] for key in layout.lines],
        "groups": _groups(found.kind, [word(code, words[layout.column], layout.column) for code in columns]),
        "lines": [_line(found.kind, line, columns, words, link) for line in sorted(found.lines, key=place)],
        "foot": _figures(found.kind, found.feet, found.total, columns, {}, link),
    }


def _groups(kind: str, columns: list[str]) -> list[Group]:
    apart = [str(_("人次")), str(_("金额（元）"))] if kind in SPREAD else []
    groups = [Group(label, apart) for label in columns]
    groups.append(Group(str(_("合计")), [str(_("人次")), str(_("人数")), str(_("金额（元）"))]))
    if kind in WITH_SOURCES:
        groups.append(Group(str(_("其中：资金来源（元）")), [str(source.label) for source in STATE_SOURCES]))
    if kind == StatisticsKind.ANNUAL:
        groups.append(Group(str(_("其中")), [str(_("减免（元）")), str(_("最高档人次"))]))
    return groups


def _line(kind: str, line: Line, columns: list[str], words: dict[str, Words], link: Link) -> dict[str, Any]:
    keys = LAYOUTS[kind].lines
    heads = [word(code, words[key], key) for key, code in zip(keys, line.key, strict=True)]
    query = {key: code or NONE for key, code in zip(keys, line.key, strict=True)}
    return {"heads": heads, "figures": _figures(kind, line.cells, line.total, columns, query, link)}


def _figures(
    kind: str, cells: dict[str, Numbers], total: Numbers, columns: list[str], query: dict[str, str], link: Link
) -> list[Figure]:  # fmt: skip
    found = []
    for column in columns:
        found += _cell(kind, cells.get(column), link({**query, LAYOUTS[kind].column: column}))
    said = (figures.count(total.times), figures.count(total.persons), figures.yuan(total.amount))
    found += [Figure(text, link(query)) for text in said]
    if kind in WITH_SOURCES:
        amounts = zip(STATE_SOURCES, total.sources, strict=True)
        found += [_part(amount, link({**query, "source": source})) for source, amount in amounts]
    if kind == StatisticsKind.ANNUAL:
        highest = Figure(figures.count(total.highest), link({**query, "tier": HIGHEST}) if total.highest else "")
        found += [_part(total.waived, link({**query, "waiver": "1"})), highest]
    return found


def _part(amount: Decimal, url: str) -> Figure:
    """Nothing is a dash, not a nought."""
    return Figure(figures.yuan(amount), url) if amount else Figure("")


def _cell(kind: str, numbers: Numbers | None, url: str) -> list[Figure]:
    if not numbers:
        return [Figure("")] * (2 if kind in SPREAD else 1)
    times, amount = Figure(figures.count(numbers.times), url), figures.yuan(numbers.amount)
    if kind in SPREAD:
        return [times, Figure(amount, url)]
    small = _("%(persons)s人 · %(amount)s元") % {"persons": figures.count(numbers.persons), "amount": amount}
    return [Figure(times.text, url, str(small))]


def held_lines(found: dict[str, Numbers], link: Link) -> list[dict[str, Any]]:
    """One line a category that is held: a child with three stands in three."""
    words = words_of("category")
    return [
        {"label": word(code, words, "category"), "numbers": found[code], "url": link({"held": code})}
        for code in ordered(list(found), words)
    ]


def kind_tabs(kind: str, found: SpanFilter) -> list[dict[str, Any]]:
    """The tables of the same year."""
    span = found.data.get("span", "")
    tabs = [(each.value, each.label, rows("subsidies:statistics-kind", each.value, span=span)) for each in StatisticsKind]
    tabs.append(("bridge", str(_("口径对照")), rows("subsidies:statistics-bridge", span=span)))
    return [{"label": label, "url": url, "current": code == kind, "count": None} for code, label, url in tabs]


def shown_bridge(bridge: Bridge) -> dict[str, Any]:
    """From one total to the other, each line with the rows behind it."""
    return {
        "title": _("%(start)s → %(end)s") % {"start": bridge.start.label, "end": bridge.end.label},
        "lines": [
            {"label": bridge.start.label, "sign": "", "numbers": bridge.begins, "url": _span_url(bridge.start), "total": True},
            *[_step(step) for step in bridge.steps],
            {"label": bridge.end.label, "sign": "=", "numbers": bridge.ends, "url": _span_url(bridge.end), "total": True},
        ],
        "gaps": bridge.gaps,
    }


def _span_url(span: Span) -> str:
    return rows("subsidies:flow-list", span=str(span))


def _step(step: Step) -> dict[str, Any]:
    label = step.term.label
    if step.paid_in:
        label = _("%(term)s的资助，%(year)d年到账或收回") % {"term": label, "year": step.paid_in}
    span = Span(PAID, step.paid_in) if step.paid_in else Span(CALENDAR, step.term.year)
    url = rows("subsidies:flow-list", span=str(span), term=str(step.term))
    sign = str(_("减") if step.sign < 0 else _("加"))
    return {"label": str(label), "sign": sign, "numbers": step.numbers, "url": url, "total": False}


def report_facts(report: StatisticsReport) -> list[tuple]:
    left_out = report.parameters.get("left_out")
    return [
        (_("报表"), report.get_kind_display()),
        (_("统计口径"), report.span.label),
        (_("数据时间"), figures.minute(report.data_at)),
        (_("固定人"), report.made_by.name),
        (_("用途"), report.note),
        *([(_("不计入的项目"), "、".join(left_out))] if left_out else []),
        (_("明细行数"), figures.count(report.row_count), rows("subsidies:statistics-report-flows", report.pk)),
        (_("摘要（SHA-256）"), bytes(report.digest).hex()),
    ]


def difference_lines(kind: str, found: list[Difference]) -> list[dict[str, Any]]:
    layout = LAYOUTS[kind]
    words = {key: words_of(key) for key in (*layout.lines, layout.column)}
    return [{"label": _difference_label(each, layout, words), "before": each.before, "now": each.now} for each in found]


def _difference_label(each: Difference, layout: Layout, words: dict[str, Words]) -> str:
    if not each.key and not each.column:
        return str(_("总计"))
    parts = [word(code, words[key], key) for key, code in zip(layout.lines, each.key.split("|"), strict=True)]
    return " · ".join([*parts, word(each.column, words[layout.column], layout.column) if each.column else str(_("合计"))])
