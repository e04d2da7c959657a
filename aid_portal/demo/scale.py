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

    def share(self, planned: int) -> int:
        """As many of what is planned for a full county as a county of this size has, but at least one of what there is."""
        return max(min(planned, 1), round(planned * self.children / FULL_CHILDREN))


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
    """Person-times of one programme that are paid in a full-size county, and what one of them is worth, in yuan.

    The rows add up to the bureau's year: 26,640 person-times, 18,227,675.00 yuan (waivers counted, 普高免学杂费 not) and
    what is clawed back. `spare` is how many more clean children are determined than paid, in spring and in autumn: for
    those who wait, are doubted or returned, less those whom the check finds besides (decisions/0060-demonstration-totals).
    """

    programme: str
    stage: str
    tier: str
    amount: Decimal
    spring: int
    autumn: int
    spare: tuple[int, int] = (0, 0)

    def wanted(self, term: str, children: int) -> int:
        """How many clean cases the determinations fill up to, so that as many as planned are paid."""
        spare = self.spare[0] if term.endswith("S") else self.spare[1]
        return self.person_times(term, children) + round(spare * children / FULL_CHILDREN)

    def person_times(self, term: str, children: int) -> int:
        planned = self.spring if term.endswith("S") else self.autumn
        return round(planned * children / FULL_CHILDREN)


TARGETS = (
    Target("PRE_LIVING", "kindergarten", "", Decimal("375.00"), 1_649, 1_649, (4, 4)),
    Target("CE_DAY", "primary", "", Decimal("250.00"), 1_598, 1_559),
    Target("CE_DAY", "junior", "", Decimal("312.50"), 395, 387),
    Target("CE_BOARD", "primary", "", Decimal("500.00"), 698, 693, (2, 7)),
    Target("CE_BOARD", "junior", "", Decimal("625.00"), 2_170, 2_164, (-3, 3)),
    Target("SH_GRANT", "senior", "severe", Decimal("1250.00"), 1_403, 1_397, (-5, 1)),
    Target("SH_GRANT", "senior", "general", Decimal("750.00"), 1_189, 1_180, (9, 18)),
    Target("VOC_FEE", "vocational", "", Decimal("800.00"), 2_869, 2_769),
    Target("VOC_GRANT", "vocational", "", Decimal("1000.00"), 1_330, 1_331, (0, -1)),
    Target("HE_ENTRY", "higher", "", Decimal("500.00"), 0, 210),
)

FIRST_TERM = "2022S"
# What is found due and not paid, and taken off the plan: places that are missing, rows that a school doubts (by programme
# and stage). What is returned, held or still on a desk stands in the steps of aid_portal/demo/seeding.
WAITING = {
    ("PRE_LIVING", "2022S"): 5,
    ("PRE_LIVING", "2022A"): 6,
    ("SH_GRANT", "2022S"): 3,
    ("SH_GRANT", "2022A"): 7,
}
OBJECTED = {
    ("CE_BOARD", "primary", "2022S"): 3,
    ("CE_BOARD", "primary", "2022A"): 4,
    ("CE_DAY", "junior", "2022S"): 1,
}
CLAWED_BACK = Decimal("100.00")  # 20 of the 125 days of a junior boarder's spring; the plan is so much above the year
