"""What is wrong with what a draft's programme says from a term on: its grades, its rates, who bears the money."""

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from itertools import combinations

from django.utils.translation import gettext as _

from subsidies.choices import STATE_SOURCES

TERM = re.compile(r"[0-9]{4}[SA]")
WHOLE = 100  # per cent
BESIDE_THE_SHARES = {"from", "source", "assumed"}


def dated_problems(programme: dict, document: dict) -> Iterator[str]:
    name = {"name": programme.get("label") or programme.get("code")}
    yield from _grade_problems(programme, name)
    yield from _rate_list_problems(programme, name, document)
    yield from _share_list_problems(programme, name)


def fit_together(one: dict, other: dict, part: str) -> bool:
    """Whether one child can have both: an empty stage or tier is every one."""
    return not one.get(part) or not other.get(part) or one[part] == other[part]


def number(written: object) -> Decimal:
    """NaN for what is no number."""
    try:
        return Decimal(str(written))
    except InvalidOperation:
        return Decimal("NaN")


def _grade_problems(programme: dict, name: dict) -> Iterator[str]:
    for rule in programme.get("grades") or []:
        yield from _term_problems(rule, name)
        grades = rule.get("grades") or []
        if not grades or any(type(grade) is not int or not 1 <= grade <= 6 for grade in grades):
            yield _("“%(name)s”的年级应为1至6的数字，请检查。") % name


def _rate_list_problems(programme: dict, name: dict, document: dict) -> Iterator[str]:
    rates = programme.get("rates") or []
    if not rates:
        yield _("“%(name)s”没有发放标准，请至少填写一条。") % name
    for rate in rates:
        yield from _rate_problems(rate, {**name, "term": rate.get("from")}, programme, document)
    for one, other in combinations(rates, 2):
        if one.get("from") == other.get("from") and fit_together(one, other, "stage") and fit_together(one, other, "tier"):
            yield _("“%(name)s”自%(term)s起有两条标准同时适用，请删除其中一条。") % {**name, "term": one.get("from")}


def _rate_problems(rate: dict, names: dict, programme: dict, document: dict) -> Iterator[str]:
    yield from _term_problems(rate, names)
    yield from _amount_problems(rate.get("amount"), names)
    if _is_unfounded(rate):
        yield _("“%(name)s”自%(term)s起的标准没有依据文件，请填写文号或标为待核定。") % names
    if rate.get("stage") and rate["stage"] not in (programme.get("stages") or []):
        yield _("“%(name)s”自%(term)s起的标准写了项目没有的学段，请改正学段。") % names
    tiers = [tier.get("code") for tier in document.get("tiers") or []]
    if rate.get("tier") and rate["tier"] not in (*tiers, "none"):
        yield _("“%(name)s”自%(term)s起的标准写了不存在的档次，请改正档次。") % names


def _amount_problems(amount: object, names: dict) -> Iterator[str]:
    yuan = number(amount)
    if not yuan.is_finite():
        yield _("“%(name)s”自%(term)s起的金额不是数字，请填写元为单位的金额。") % names
    elif yuan < 0:
        yield _("“%(name)s”自%(term)s起的金额是负数，请填写不小于零的金额。") % names
    elif yuan != round(yuan, 2):
        yield _("“%(name)s”自%(term)s起的金额超过两位小数，请精确到分。") % names


def _share_list_problems(programme: dict, name: dict) -> Iterator[str]:
    """A draft may leave open who bears the money; whoever approves what is due will be asked for it."""
    shares = programme.get("shares") or []
    for share in shares:
        yield from _share_problems(share, {**name, "term": share.get("from")})
    for term, times in Counter(str(share.get("from")) for share in shares).items():
        if times > 1:
            yield _("“%(name)s”自%(term)s起有两条资金分担，请删除其中一条。") % {**name, "term": term}


def _share_problems(share: dict, names: dict) -> Iterator[str]:
    yield from _term_problems(share, names)
    for unknown in sorted(share.keys() - BESIDE_THE_SHARES - set(STATE_SOURCES)):
        sources = _("、").join(str(source.label) for source in STATE_SOURCES)
        told = {**names, "source": unknown, "sources": sources}
        yield _("“%(name)s”自%(term)s起的资金分担写了无法识别的来源“%(source)s”，只能是%(sources)s，请改正。") % told
    yield from _part_problems([number(share.get(source) or 0) for source in STATE_SOURCES], names)
    if _is_unfounded(share):
        yield _("“%(name)s”自%(term)s起的资金分担没有依据文件，请填写文号或标为待核定。") % names


def _part_problems(parts: list[Decimal], names: dict) -> Iterator[str]:
    if not all(part.is_finite() for part in parts):
        yield _("“%(name)s”自%(term)s起的资金分担比例不是数字，请填写百分数。") % names
        return
    if any(part < 0 for part in parts):
        yield _("“%(name)s”自%(term)s起的资金分担比例有负数，请填写不小于零的百分数。") % names
    if sum(parts) != WHOLE:
        told = {**names, "sum": f"{sum(parts).normalize():f}"}
        yield _("“%(name)s”自%(term)s起的资金分担合计是%(sum)s%%，请改为正好100%%。") % told


def _is_unfounded(entry: dict) -> bool:
    return not entry.get("assumed") and not str(entry.get("source") or "").strip()


def _term_problems(entry: dict, names: dict) -> Iterator[str]:
    term = entry.get("from")
    if not isinstance(term, str) or not TERM.fullmatch(term):
        yield _("“%(name)s”的学期“%(term)s”写法不对，应如 2022S（春季）或 2022A（秋季）。") % {**names, "term": term}
