"""In which order those who qualify stand for a quota; who is inside it is decided by a person (eligibility.md 5)."""

from collections.abc import Iterable
from dataclasses import dataclass

from subsidies.rules.policy import Category, Policy

RankKey = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Candidate:
    tier: str
    categories: frozenset[str]
    registry_number: str


def primary_category(codes: Iterable[str], policy: Policy) -> Category | None:
    """The one category a child is counted under: the first it holds in the policy's order."""
    return next(iter(policy.held(codes)), None)


def rank_key(height: int, primary_category_order: int, registry_number: str) -> RankKey:
    """The higher tier first, then the category's place in the policy, then 学籍号."""
    return -height, primary_category_order, registry_number


def ranked(candidates: Iterable[Candidate], policy: Policy) -> list[Candidate]:
    def key(candidate: Candidate) -> RankKey:
        category = primary_category(candidate.categories, policy)
        order = category.order if category else len(policy.categories)
        return rank_key(policy.height(candidate.tier), order, candidate.registry_number)

    return sorted(candidates, key=key)
