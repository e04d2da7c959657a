"""What the pages of the statistics show beside the tables: tabs, the bridge, facts and differences of a frozen report."""

from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext_lazy as _

from aid_portal import figures
from aid_portal.links import rows
from subsidies.filters.statistics import CellFilter, SpanFilter, span_on_opening
from subsidies.models import StatisticsReport
from subsidies.reports.frozen import Difference
from subsidies.reports.report_layouts import LAYOUTS, Layout, Link
from subsidies.reports.report_sources import may_read
from subsidies.reports.statistics import Numbers
from subsidies.reports.statistics_bridge import Bridge, Step
from subsidies.reports.statistics_words import Words, ordered, word, words_of
from subsidies.rules.statistics import CALENDAR, PAID, Span
from subsidies.statistics_choices import StatisticsKind


def held_lines(found: dict[str, Numbers], link: Link) -> list[dict[str, Any]]:
    """One line a category that is held: a child with three stands in three."""
    words = words_of("category")
    return [
        {"label": word(code, words, "category"), "numbers": found[code], "url": link({"held": code})}
        for code in ordered(list(found), words)
    ]


def kind_tabs(kind: str, found: SpanFilter) -> list[dict[str, Any]]:
    """The tables of the same year, and of the same part as far as they know it."""
    span = found.data.get("span", "")
    seen = [each for each in StatisticsKind if may_read(each, found.request.user)]
    tabs = [
        (each.value, each.label, rows("subsidies:statistics-kind", each.value, span=span, **_part(each, found))) for each in seen
    ]
    tabs.append(("bridge", str(_("口径对照")), rows("subsidies:statistics-bridge", span=span)))
    return [{"label": label, "url": url, "current": code == kind, "count": None} for code, label, url in tabs]


def _part(kind: StatisticsKind, found: SpanFilter) -> dict[str, str]:
    return {name: value for name in LAYOUTS[kind].parts if (value := found.data.get(name, ""))}


def kept_query(found: CellFilter) -> str:
    """The conditions to keep under a name; the year being looked at is none, so that next year the search follows."""
    span = {} if str(found.year) == span_on_opening(found.request) else {"span": str(found.year)}
    return urlencode(span | found.part.conditions)


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
