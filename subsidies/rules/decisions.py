"""Which help is due to a child in a term, how much and why: eligibility.md section 5 as one pure function."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from subsidies.rules.policy import Category, Policy, Programme, grades_on, rate_on

# Disability alone opens nothing: only together with a tier (eligibility.md 5; domain.md 2.1).
ONLY_WITH_A_TIER = frozenset({"DIS_STU"})
DETERMINED = "determined"
RURAL = "rural"
AGRICULTURE = "agriculture"
OPENED_BY_TIER = frozenset({"any_tier", "agriculture_or_tier", "rural_or_agriculture_or_tier"})
OPENED_BY_AGRICULTURE = frozenset({"agriculture_or_tier", "rural_or_agriculture_or_tier"})
OPENED_BY_RURAL = frozenset({"rural_or_agriculture_or_tier"})


@dataclass(frozen=True, slots=True)
class Case:
    """All that the law asks about an enrolled child; '' stands for no household kind and no determination."""

    stage: str
    grade: int
    boarding: bool
    hukou: str
    agriculture: bool
    categories: frozenset[str]
    determined: str


@dataclass(frozen=True, slots=True)
class Grant:
    programme: str
    tier: str
    amount: Decimal
    waiver: bool
    grounds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    tier: str
    tier_grounds: tuple[str, ...]
    grants: tuple[Grant, ...]
    findings: tuple[str, ...]


def decide(case: Case, policy: Policy, term: str) -> Verdict:
    held = policy.held(case.categories)
    tier, tier_grounds = determine_tier(case, policy)
    entitled = [_grant(programme, case, tier, tier_grounds, term) for programme in policy.programmes]
    grants = _one_of_each_group([grant for grant in entitled if grant], policy)
    return Verdict(tier, tier_grounds, grants, _findings(case, held, policy))


def determine_tier(case: Case, policy: Policy) -> tuple[str, tuple[str, ...]]:
    """The highest tier that a category gives; a determination counts only where it is higher than that."""
    held = policy.held(case.categories)
    given = max((each.tier for each in held), key=policy.height, default="")
    if policy.height(case.determined) > policy.height(given):
        return case.determined, (DETERMINED,)
    return given, tuple(sorted(each.code for each in held if given and each.tier == given))


def fits(programme: Programme, case: Case, term: str) -> bool:
    """Stage, way of attending and grade; what the child must hold is asked elsewhere."""
    grades = grades_on(programme, term)
    return (
        case.stage in programme.stages
        and programme.boarding in (None, case.boarding)
        and (grades is None or case.grade in grades)
    )


def grounds_for(programme: Programme, case: Case, tier: str, tier_grounds: Sequence[str]) -> tuple[str, ...]:
    """Every ground on which the programme's need is met, sorted; none means that it is not met."""
    if programme.needs == "categories":
        listed = case.categories & frozenset(programme.categories)
        return tuple(sorted(listed if tier else listed - ONLY_WITH_A_TIER))
    grounds = list(tier_grounds) if tier and programme.needs in OPENED_BY_TIER else []
    if case.agriculture and programme.needs in OPENED_BY_AGRICULTURE:
        grounds.append(AGRICULTURE)
    if case.hukou == RURAL and programme.needs in OPENED_BY_RURAL:
        grounds.append(RURAL)
    return tuple(sorted(grounds))


def _grant(programme: Programme, case: Case, tier: str, tier_grounds: Sequence[str], term: str) -> Grant | None:
    grounds = grounds_for(programme, case, tier, tier_grounds) if fits(programme, case, term) else ()
    rate = rate_on(programme, term, case.stage, tier) if grounds else None
    return Grant(programme.code, tier, rate.amount, programme.waiver, grounds) if rate else None


def _one_of_each_group(grants: Sequence[Grant], policy: Policy) -> tuple[Grant, ...]:
    """A draft whose programmes can meet is refused; should one be in force all the same, the first of a group stands."""
    taken: set[str] = set()
    kept = []
    for grant in grants:
        group = policy.programme(grant.programme).exclusive_group
        if group not in taken:
            kept.append(grant)
        taken |= {group} - {""}
    return tuple(kept)


def _findings(case: Case, held: Sequence[Category], policy: Policy) -> tuple[str, ...]:
    lowered = any(each.locked and policy.height(each.tier) > policy.height(case.determined) for each in held)
    undetermined = held and not case.determined and not any(each.tier for each in held)
    findings = ("tier_low",) if case.determined and lowered else ()
    return (*findings, "needs_determination") if undetermined else findings
