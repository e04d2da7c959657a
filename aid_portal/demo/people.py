"""The people of the made-up county: households with their adults and children, and what is true of each."""

from dataclasses import dataclass, field
from datetime import date

from aid_portal.demo.units import TOWNS


@dataclass(slots=True)
class Disability:
    kind: int
    grade: int
    state: str = "正常"
    until: date | None = None


@dataclass(slots=True)
class Aid:
    """What civil affairs grants, from month to month; `until` is the first month without it."""

    kind: str
    since: tuple[int, int]
    until: tuple[int, int] | None = None


@dataclass(slots=True)
class Watch:
    """A monitored household's risk: its kind, when it was seen and when it was removed."""

    kind: str
    seen: date
    removed: date | None = None
    back_on: date | None = None
    later_kind: str = ""


@dataclass(slots=True)
class Adult:
    name: str
    male: bool
    born: date
    resident_id: str
    kinship: str
    number: int
    disability: Disability | None = None


@dataclass(slots=True)
class Child:
    """`position` is the rung of the school ladder in spring; `papers` is held, none or autumn (an id arrives then).

    `former_id` stood in all lists until it was corrected over the summer; with `lists_lag` the departments keep it.
    `left` and `dead` speak of the time since spring, `away` says where a child is that the county's schools never saw.
    """

    name: str
    male: bool
    born: date
    resident_id: str
    number: int
    household: "Household"
    guardian: Adult
    position: int
    card: str
    card_holder: str
    vocational: bool = False
    special: bool = False
    boards: float = 0.0
    need: float = 0.0
    agriculture: bool = False
    papers: str = "held"
    spare_number: str = ""
    former_id: str = ""
    lists_lag: bool = False
    away: str = ""
    arrives: bool = False
    left: bool = False
    dead: bool = False
    aid: Aid | None = None
    orphan: Aid | None = None
    martyr: bool = False
    disability: Disability | None = None

    def papers_in(self, term: str) -> tuple[str, str]:
        """学籍号 and 身份证号 as the school writes them in a term."""
        spring = term.endswith("S")
        if self.papers == "none" or (self.papers == "autumn" and spring):
            return self.spare_number, ""
        if self.former_id:
            return f"G{self.former_id}", self.former_id if spring else self.resident_id
        return f"G{self.resident_id}", self.resident_id


@dataclass(slots=True)
class Household:
    serial: int
    town: str
    village: str
    urban: bool
    phone: str
    hukou: str
    adults: list[Adult] = field(default_factory=list)
    children: list[Child] = field(default_factory=list)
    lifted: bool = False
    gone_by_autumn: bool = False
    splits: bool = False
    watch: Watch | None = None
    aid: Aid | None = None

    @property
    def listed(self) -> bool:
        return self.lifted or self.watch is not None

    @property
    def address(self) -> str:
        return f"扶风县{TOWNS[self.town]}{self.village}村{self.serial % 9 + 1}组"
