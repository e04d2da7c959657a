"""All that the law asks about a child in one number, so that equal children are decided once (house.md 11).

Bits from below: 24 for the categories in the policy's order (drafts.MOST_CATEGORIES), 4 stage, 4 grade, 1 boarding,
2 household registration, 1 agriculture, the rest the determined tier. `subsidies/sql/check_children.sql` writes what this reads.
"""

from collections.abc import Sequence

from aid_portal.choices import SchoolStage
from students.choices import Hukou
from subsidies.rules.decisions import Case
from subsidies.rules.policy import Policy

STAGES = tuple(SchoolStage.values)
_HUKOU = ("", Hukou.RURAL.value, Hukou.URBAN.value)


def category_codes(policy: Policy) -> list[str]:
    """Category n of this list is bit n; more than 24 would not fit and are refused when a draft is made."""
    return [category.code for category in policy.categories]


def tier_codes(policy: Policy) -> list[str]:
    return [tier.code for tier in policy.tiers]


def case_of(signature: int, policy: Policy) -> Case:
    determined = signature >> 36
    return Case(
        stage=STAGES[(signature >> 24 & 15) - 1],
        grade=signature >> 28 & 15,
        boarding=bool(signature >> 32 & 1),
        hukou=_HUKOU[signature >> 33 & 3],
        agriculture=bool(signature >> 35 & 1),
        categories=frozenset(code for bit, code in enumerate(category_codes(policy)) if signature >> bit & 1),
        determined=tier_codes(policy)[determined - 1] if determined else "",
    )


def mask_of(codes: Sequence[str], policy: Policy) -> int:
    """The bits of these categories; grounds that are no category have none."""
    return sum(1 << bit for bit, code in enumerate(category_codes(policy)) if code in codes)
