"""What this floor gives away; each file registers the exports of its lists."""

from subsidies.exports import (
    audit_hits,
    carry_overs,
    checks,
    consents,
    donation_lists,
    donations,
    funds,
    hand_overs,
    meal_named,
    meal_purchases,
    meal_store,
    meals,
    payments,
    school_aid,
    statistics,
)

__all__ = [
    "audit_hits",
    "carry_overs",
    "checks",
    "consents",
    "donation_lists",
    "donations",
    "funds",
    "hand_overs",
    "meal_named",
    "meal_purchases",
    "meal_store",
    "meals",
    "payments",
    "school_aid",
    "statistics",
]
