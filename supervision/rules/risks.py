"""How likely a unit is to have something wrong: facts in, points with their reasons out; it weighs the next draw.

The points are data (待核定): no document fixes them. A unit that was never visited is not taken for a clean one.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from supervision.choices import Severity

MONTHS_BACK = 24


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem found at the unit. `item` are the words of the point of the checklist, by which findings of different years
    are told to be the same; `closed_on`: settled since that day."""

    item: str
    severity: str
    food: bool
    found_on: date
    due_on: date | None = None
    closed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    findings: Sequence[Finding] = ()
    audit_hits: int = 0
    last_visit: date | None = None


@dataclass(frozen=True, slots=True)
class Rate:
    """Points for each thing counted, and the most that all of them together bring: no single fault hides the others."""

    points: int
    most: int

    def of(self, count: int) -> int:
        return min(self.points * count, self.most)


@dataclass(frozen=True, slots=True)
class RiskWeights:
    base: int = 5
    repeat: Rate = Rate(10, 30)
    severity: Mapping[str, Rate] = field(
        default_factory=lambda: {Severity.CRITICAL: Rate(8, 24), Severity.MAJOR: Rate(4, 16), Severity.MINOR: Rate(1, 8)}
    )
    food: Rate = Rate(3, 15)
    open: Rate = Rate(2, 10)
    overdue_days: int = 5
    overdue: Rate = Rate(1, 15)
    audit: Rate = Rate(1, 10)
    months: Rate = Rate(1, 12)
    never_visited: int = 30
    cap: int = 100


WEIGHTS = RiskWeights()
NAMED, NAME_LENGTH = 3, 20


@dataclass(frozen=True, slots=True)
class Reason:
    sentence: str
    points: int


@dataclass(frozen=True, slots=True)
class Risk:
    """`score` is the sum of the points of its reasons, at least the base: every unit can be drawn."""

    reasons: tuple[Reason, ...]

    @property
    def score(self) -> int:
        return sum(reason.points for reason in self.reasons)


def risk_of(facts: Facts, day: date, weights: RiskWeights = WEIGHTS) -> Risk:
    reasons = [
        Reason("每个单位的基础分", weights.base),
        *_repeated(facts, day, weights),
        *_severe(facts, day, weights),
        *_unsettled(facts, day, weights),
        _counted("审计核查提示{count}条", facts.audit_hits, weights.audit),
        _visit(facts, day, weights),
    ]
    reasons = [reason for reason in reasons if reason.points]
    score = sum(reason.points for reason in reasons)
    if facts.last_visit is None and score < weights.never_visited:
        reasons.append(Reason(f"从未督查过，按不低于{weights.never_visited}分计", weights.never_visited - score))
    if score > weights.cap:
        reasons.append(Reason(f"超过{weights.cap}分的部分不计", weights.cap - score))
    return Risk(tuple(reasons))


def _counted(sentence: str, count: int, rate: Rate) -> Reason:
    return Reason(sentence.format(count=count), rate.of(count))


def _recent(facts: Facts, day: date) -> list[Finding]:
    return [
        finding for finding in facts.findings if finding.found_on <= day and months_between(finding.found_on, day) < MONTHS_BACK
    ]


def _repeated(facts: Facts, day: date, weights: RiskWeights) -> list[Reason]:
    """The same point found again on a later day; twice on one visit is one finding."""
    days = {(finding.item, finding.found_on) for finding in _recent(facts, day) if finding.item}
    again = {item: times - 1 for item, times in Counter(item for item, _ in days).items() if times > 1}
    if not again:
        return []
    worst = sorted(again, key=lambda item: (-again[item], item))[:NAMED]
    named = "、".join(f"“{shorten(item)}”" for item in worst)
    return [_counted(f"两年内重复出现的问题{{count}}次，如{named}", sum(again.values()), weights.repeat)]


def _severe(facts: Facts, day: date, weights: RiskWeights) -> list[Reason]:
    recent = _recent(facts, day)
    counts = Counter(finding.severity for finding in recent)
    reasons = [
        _counted(f"两年内发现{Severity(severity).label}问题{{count}}个", counts[severity], rate)
        for severity, rate in weights.severity.items()
    ]
    return [*reasons, _counted("两年内发现食品安全问题{count}个", sum(finding.food for finding in recent), weights.food)]


def _unsettled(facts: Facts, day: date, weights: RiskWeights) -> list[Reason]:
    """However old: what is still open is a risk today; days overdue are those of the problem that waits longest."""
    unsettled = [
        finding
        for finding in facts.findings
        if finding.found_on <= day and (finding.closed_on is None or finding.closed_on > day)
    ]
    overdue = max(((day - finding.due_on).days for finding in unsettled if finding.due_on), default=0)
    late = weights.overdue.of(max(overdue, 0) // weights.overdue_days)
    return [
        _counted("尚未销号的问题{count}个", len(unsettled), weights.open),
        Reason(f"最长的一项整改已逾期{overdue}天", late),
    ]


def _visit(facts: Facts, day: date, weights: RiskWeights) -> Reason:
    months = months_between(facts.last_visit, day) if facts.last_visit else 0
    return _counted("距上次督查已{count}个月", months, weights.months)


def shorten(words: str) -> str:
    return words if len(words) <= NAME_LENGTH else f"{words[:NAME_LENGTH]}…"


def months_between(earlier: date, later: date) -> int:
    """Whole months; none where the day is not later."""
    months = (later.year - earlier.year) * 12 + later.month - earlier.month
    return max(months - (later.day < earlier.day), 0)
