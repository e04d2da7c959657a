"""The year-end assessment: what is counted, how counts become marks, who stands where (domain.md 11.3).

An indicator that has nothing to count (no denominator) is 不适用; its weight is shared out among the others in proportion to
theirs, to the cent, so that the full marks stay the same for every unit.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from aid_portal.errors import Refused, refuse_empty

CENT = Decimal("0.01")


class Method(StrEnum):
    PROPORTIONAL = "proportional"
    STEPS = "steps"
    ALL_OR_NOTHING = "all_or_nothing"


METHOD_WORDS = {
    Method.PROPORTIONAL: "按完成比例得分",
    Method.STEPS: "按达到的档次得分",
    Method.ALL_OR_NOTHING: "全部完成得满分，否则不得分",
}
# (at least this ratio, this part of the weight), the highest first
Steps = tuple[tuple[Decimal, Decimal], ...]
TIMELY: Steps = ((Decimal("0.95"), Decimal(1)), (Decimal("0.90"), Decimal("0.8")), (Decimal("0.80"), Decimal("0.5")))


@dataclass(frozen=True, slots=True)
class Indicator:
    code: str
    name: str
    numerator: str
    denominator: str
    weight: Decimal | int
    method: Method = Method.PROPORTIONAL
    period: str = "自然年度"
    steps: Steps = ()

    @property
    def formula(self) -> str:
        return f"{self.numerator} ÷ {self.denominator}"


@dataclass(frozen=True, slots=True)
class Count:
    """What was counted of one indicator for one unit."""

    numerator: Decimal
    denominator: Decimal


@dataclass(frozen=True, slots=True)
class Adjustment:
    """Marks that a person adds or takes away, with the reason that is shown beside them."""

    points: Decimal
    reason: str


@dataclass(frozen=True, slots=True)
class Mark:
    """`weight` is what the indicator weighs for this unit; no marks at all where it does not apply."""

    indicator: Indicator
    count: Count | None
    weight: Decimal
    computed: Decimal | None
    adjustment: Adjustment | None = None

    @property
    def final(self) -> Decimal | None:
        if self.computed is None:
            return None
        return self.computed + (self.adjustment.points if self.adjustment else 0)


# 待核定: the names are those of the city's assessment, the weights and formulas are proposals until its paper is at hand.
INDICATORS = (
    Indicator("leadership", "组织领导", "已签订的目标责任书", "应签订的目标责任书", 5),
    Indicator("rules", "制度建设", "已备齐的制度资料", "应备的制度资料", 4),
    Indicator("determination", "认定规范", "程序完整的认定", "全部认定", 8, period="学年"),
    Indicator("coverage", "政策落实率", "已批准资助的应助人次", "应助人次", 12, Method.ALL_OR_NOTHING),
    Indicator("timeliness", "发放及时率", "学期内到账的人次", "应发放的人次", 10, Method.STEPS, steps=TIMELY),
    Indicator("accuracy", "系统录入准确率", "首次发放即到账的笔数", "银行已回盘的首次发放笔数", 8),
    Indicator("reporting", "信息报送", "已接收的花名册和学校已确认的名单", "应报送的花名册和应确认的名单", 4),
    Indicator("outreach", "宣传", "已开展的宣传项目", "计划的宣传项目", 4),
    Indicator("publicity", "公示", "公示期满规定天数的名单", "应公示的名单", 6, period="学年"),
    Indicator("records", "档案资料", "资料齐全的受助学生档案", "受助学生档案", 5, period="学年"),
    Indicator("funds", "资金管理", "没有待处理审计发现的受助人次", "受助人次", 10),
    Indicator("rectification", "问题整改率", "按期销号的问题", "到期应销号的问题", 6),
    Indicator("repeat", "问题不反复", "往年没有出现过的问题", "本年发现的问题", 2),
    Indicator("dropout", "控辍保学", "没有退学的义务教育学生人次", "义务教育学生人次", 6, Method.ALL_OR_NOTHING),
    Indicator("meals", "营养改善计划", "达到供餐标准的供餐月数", "供餐月数", 4),
    Indicator("loans", "贷款回收", "按期归还的到期贷款金额", "到期贷款金额", 2),
    Indicator("donations", "社会资助", "已按约定使用的捐赠", "到期应使用的捐赠", 2),
    Indicator("petitions", "信访办理", "按期办结的信访", "受理的信访", 2),
)


def assess(
    counts: Mapping[str, Count], adjustments: Mapping[str, Adjustment] | None = None, indicators: Sequence[Indicator] = INDICATORS
) -> list[Mark]:
    """One mark an indicator, in their order; raises Refused for an adjustment without reason or beyond the weight."""
    adjustments = adjustments or {}
    weights = applicable_weights(indicators, counts)
    marks = []
    for indicator in indicators:
        count, weight = counts.get(indicator.code), weights.get(indicator.code, Decimal(0))
        computed = _marks(indicator, count, weight) if count and indicator.code in weights else None
        marks.append(Mark(indicator, count, weight, computed, adjustments.get(indicator.code)))
        refuse_adjustment(marks[-1])
    return marks


def total(marks: Sequence[Mark]) -> Decimal | None:
    """None where nothing applies: such a unit is not assessed, and nought would be a verdict."""
    finals = [mark.final for mark in marks if mark.final is not None]
    return sum(finals, Decimal(0)) if finals else None


def applicable_weights(indicators: Sequence[Indicator], counts: Mapping[str, Count]) -> dict[str, Decimal]:
    """The weights of those that apply; they add up to the full marks, the cents left over go to the largest remainders."""
    applied = [indicator for indicator in indicators if indicator.code in counts and counts[indicator.code].denominator]
    full = sum((indicator.weight for indicator in indicators), Decimal(0))
    base = sum((indicator.weight for indicator in applied), Decimal(0))
    exact = {indicator.code: indicator.weight * full / base for indicator in applied}
    weights = {code: weight // CENT * CENT for code, weight in exact.items()}
    left = int((full - sum(weights.values(), Decimal(0))) / CENT) if applied else 0
    for code in sorted(exact, key=lambda code: weights[code] - exact[code])[:left]:
        weights[code] += CENT
    return weights


def _marks(indicator: Indicator, count: Count, weight: Decimal) -> Decimal:
    if not 0 <= count.numerator <= count.denominator:
        counted = f"{count.numerator} ÷ {count.denominator}"
        raise Refused(f"“{indicator.name}”的计数{counted}不是0至100%之间的比例，请先核对数据。", code="odd_count")
    return (weight * _part(indicator, count.numerator / count.denominator)).quantize(CENT, ROUND_HALF_UP)


def _part(indicator: Indicator, ratio: Decimal) -> Decimal:
    """How much of its weight an indicator earns."""
    if indicator.method is Method.ALL_OR_NOTHING:
        return Decimal(ratio == 1)
    if indicator.method is Method.STEPS:
        return next((part for least, part in indicator.steps if ratio >= least), Decimal(0))
    return ratio


def refuse_adjustment(mark: Mark) -> None:
    if mark.adjustment is None:
        return
    name = mark.indicator.name
    refuse_empty(mark.adjustment.reason, f"请写明调整“{name}”得分的理由。")
    if mark.final is None:
        raise Refused(f"“{name}”不适用于该单位，不能调整得分。", code="not_applicable")
    if not 0 <= mark.final <= mark.weight:
        raise Refused(f"“{name}”调整后的得分应在0至{mark.weight}分之间，请修改调整分。", code="beyond_weight")


def ranks(totals: Mapping[str, Decimal | None]) -> dict[str, int]:
    """1, 2, 2, 4: equal totals share the better place; who is not assessed has none."""
    ordered = sorted((mark for mark in totals.values() if mark is not None), reverse=True)
    return {key: ordered.index(mark) + 1 for key, mark in totals.items() if mark is not None}
