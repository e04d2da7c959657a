"""How large a county to make, and what the year's paid aid should come near."""

from dataclasses import dataclass
from decimal import Decimal

FULL_CHILDREN = 45_000


@dataclass(frozen=True, slots=True)
class Scale:
    """`plan` names the school plan of units.py; `single_files` is how many schools send a workbook of their own."""

    name: str
    children: int
    plan: str
    single_files: int
    childless_households: float = 0.45  # listed households without a child of school age, per listed one with


SCALES = {
    "full": Scale("full", FULL_CHILDREN, "full", 20),
    "small": Scale("small", 1_500, "small", 6),
    "tiny": Scale("tiny", 150, "tiny", 3),
}

GRADES = 15  # 小班 … 高三 in one ladder; position −1 enters the kindergarten in autumn
STAGE_SHARES = {"kindergarten": 0.2, "primary": 0.385, "junior": 0.2, "senior": 0.147, "vocational": 0.068}
SPECIAL_SHARE = 0.0025


@dataclass(frozen=True, slots=True)
class Target:
    """Person-times of one programme in a full-size county and what one of them is worth, in yuan.

    The rows add up to the bureau's year: 26,640 person-times, 18,227,675.00 yuan (waivers counted, 普高免学杂费 not).
    The first check comes near them, for the determinations fill what the categories leave open; paying to the
    fen is a matter of the entitlement lists.
    """

    programme: str
    stage: str
    tier: str
    amount: Decimal
    spring: int
    autumn: int

    def person_times(self, term: str, children: int) -> int:
        planned = self.spring if term.endswith("S") else self.autumn
        return round(planned * children / FULL_CHILDREN)


TARGETS = (
    Target("PRE_LIVING", "kindergarten", "", Decimal("375.00"), 1_650, 1_650),
    Target("CE_DAY", "primary", "", Decimal("250.00"), 1_575, 1_575),
    Target("CE_DAY", "junior", "", Decimal("312.50"), 395, 395),
    Target("CE_BOARD", "primary", "", Decimal("500.00"), 700, 700),
    Target("CE_BOARD", "junior", "", Decimal("625.00"), 2_150, 2_150),
    Target("SH_GRANT", "senior", "severe", Decimal("1250.00"), 1_395, 1_395),
    Target("SH_GRANT", "senior", "general", Decimal("750.00"), 1_162, 1_162),
    Target("VOC_FEE", "vocational", "", Decimal("800.00"), 2_858, 2_858),
    Target("VOC_GRANT", "vocational", "", Decimal("1000.00"), 1_330, 1_330),
    Target("HE_ENTRY", "higher", "", Decimal("500.00"), 0, 210),
)
