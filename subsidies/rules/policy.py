"""What the policy says: tiers, categories, programmes and the rates that hold in a term."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import TypeVar

from aid_portal.terms import Term
from subsidies.choices import STATE_SOURCES
from subsidies.rules.drafts import problems

__all__ = [
    "Category",
    "GradeRule",
    "Policy",
    "Programme",
    "Rate",
    "RiskRule",
    "Share",
    "Tier",
    "grades_on",
    "parse",
    "problems",
    "rate_on",
    "risk_rule",
    "share_on",
]

NO_TIER = "none"  # how a rate says: for those who hold no tier
CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Tier:
    code: str
    label: str


@dataclass(frozen=True, slots=True)
class Category:
    """A kind of hardship; `tier` is what it gives by itself, '' when only a determination can."""

    code: str
    label: str
    owner: str
    tier: str
    locked: bool
    order: int


@dataclass(frozen=True, slots=True)
class Rate:
    """Yuan per term from `since` on; an empty stage or tier fits every one."""

    since: str
    amount: Decimal
    stage: str
    tier: str
    source: str
    assumed: bool

    def fits(self, stage: str, tier: str) -> bool:
        return self.stage in ("", stage) and self.tier in ("", tier or NO_TIER)


@dataclass(frozen=True, slots=True)
class GradeRule:
    since: str
    grades: frozenset[int]


@dataclass(frozen=True, slots=True)
class Share:
    """Who bears the money from `since` on: per cent by fund source, a hundred together."""

    since: str
    parts: tuple[tuple[str, Decimal], ...]
    source: str = ""
    assumed: bool = False


@dataclass(frozen=True, slots=True)
class Programme:
    """`boarding` None means boarders and day pupils; `exclusions` are the others of its exclusive group."""

    code: str
    label: str
    stages: tuple[str, ...]
    boarding: bool | None
    needs: str
    categories: tuple[str, ...]
    quota: bool
    waiver: bool
    exclusive_group: str
    rates: tuple[Rate, ...]
    grades: tuple[GradeRule, ...]
    exclusions: tuple[str, ...]
    order: int
    shares: tuple[Share, ...] = ()
    proration: str = "none"


@dataclass(frozen=True, slots=True)
class RiskRule:
    """When a removed risk still counts: always, never, or if removed on `counts_from` or later."""

    mode: str
    counts_from: date | None

    def counts(self, removed_on: date | None) -> bool:
        if self.mode == "always":
            return True
        return bool(self.counts_from and removed_on and removed_on >= self.counts_from)


@dataclass(frozen=True, slots=True)
class Policy:
    """Tiers stand highest first, categories in their order of priority."""

    tiers: tuple[Tier, ...]
    categories: tuple[Category, ...]
    risk_removed: str
    programmes: tuple[Programme, ...]

    def height(self, tier: str) -> int:
        """How high a tier stands: 0 for none, more for a higher one."""
        codes = [each.code for each in self.tiers]
        return len(codes) - codes.index(tier) if tier else 0

    def tier_label(self, code: str) -> str:
        return next((each.label for each in self.tiers if each.code == code), "")

    def category(self, code: str) -> Category | None:
        return next((each for each in self.categories if each.code == code), None)

    def programme(self, code: str) -> Programme | None:
        return next((each for each in self.programmes if each.code == code), None)

    def held(self, codes: Iterable[str]) -> tuple[Category, ...]:
        """The categories behind the codes in the policy's order; what the policy does not know gives nothing."""
        wanted = frozenset(codes)
        return tuple(each for each in self.categories if each.code in wanted)


Dated = TypeVar("Dated", Rate, GradeRule, Share)


def parse(document: dict) -> Policy:
    """The JSON form of policy.yaml; its cut-off days live in a table of their own and are passed over."""
    return Policy(
        tiers=tuple(Tier(each["code"], each["label"]) for each in document["tiers"]),
        categories=tuple(
            Category(each["code"], each["label"], each["owner"], each.get("tier") or "", bool(each.get("locked")), order)
            for order, each in enumerate(document["categories"])
        ),
        risk_removed=document["risk_removed"],
        programmes=tuple(_programme(each, order, document["programmes"]) for order, each in enumerate(document["programmes"])),
    )


def rate_on(programme: Programme, term: str, stage: str, tier: str) -> Rate | None:
    """The newest rate with from ≤ term that fits stage and tier ('' = no tier)."""
    fitting = [each for each in _begun(programme.rates, term) if each.fits(stage, tier)]
    return fitting[-1] if fitting else None


def share_on(programme: Programme, term: str) -> Share | None:
    """How the programme's money of the term is borne; None when the policy does not say."""
    begun = _begun(programme.shares, term)
    return begun[-1] if begun else None


def grades_on(programme: Programme, term: str) -> frozenset[int] | None:
    """The grades it is open to in the term; None when it never lists any."""
    if not programme.grades:
        return None
    begun = _begun(programme.grades, term)
    return begun[-1].grades if begun else frozenset()


def risk_rule(policy: Policy, term: str) -> RiskRule:
    first_days = {
        "until_end_of_term": Term.parse(term).first_day,
        "until_end_of_academic_year": Term.parse(term).academic_year.first_day,
    }
    return RiskRule(policy.risk_removed, first_days.get(policy.risk_removed))


@lru_cache(1 << 8)
def _order(term: str) -> tuple[int, bool]:
    """2022S < 2022A < 2023S; remembered, because the check asks it for every rate of every case."""
    parsed = Term.parse(term)
    return parsed.year, parsed.is_autumn


def _begun(dated: Sequence[Dated], term: str) -> list[Dated]:
    return [each for each in dated if _order(each.since) <= _order(term)]


def _programme(entry: dict, order: int, entries: Sequence[dict]) -> Programme:
    group = entry.get("exclusive_group") or ""
    return Programme(
        code=entry["code"],
        label=entry["label"],
        stages=tuple(entry["stages"]),
        boarding=entry.get("boarding"),
        needs=entry["needs"],
        categories=tuple(entry.get("categories") or ()),
        quota=bool(entry.get("quota")),
        waiver=bool(entry.get("waiver")),
        exclusive_group=group,
        rates=_in_order(_rate(each) for each in entry["rates"]),
        grades=_in_order(GradeRule(each["from"], frozenset(each["grades"])) for each in entry.get("grades") or ()),
        exclusions=tuple(
            other["code"] for other in entries if group and other.get("exclusive_group") == group and other is not entry
        ),
        order=order,
        shares=_in_order(_share(each) for each in entry.get("shares") or ()),
        proration=entry.get("proration") or "none",
    )


def _share(entry: dict) -> Share:
    return Share(
        since=entry["from"],
        parts=tuple((source, Decimal(str(entry.get(source) or 0))) for source in STATE_SOURCES),
        source=str(entry.get("source") or ""),
        assumed=bool(entry.get("assumed")),
    )


def _rate(entry: dict) -> Rate:
    return Rate(
        since=entry["from"],
        amount=Decimal(str(entry["amount"])).quantize(CENT),
        stage=entry.get("stage") or "",
        tier=entry.get("tier") or "",
        source=str(entry.get("source") or ""),
        assumed=bool(entry.get("assumed")),
    )


def _in_order(dated: Iterable[Dated]) -> tuple[Dated, ...]:
    return tuple(sorted(dated, key=lambda each: _order(each.since)))
