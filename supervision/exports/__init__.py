"""What this floor gives away; each file registers the exports of its lists."""

from supervision.exports import (
    data_changes,
    dropout_returns,
    dropouts,
    grievances,
    households,
    inspectors,
    letters,
    notices,
    outreach,
    problems,
    self_checks,
    warnings,
    year,
)

__all__ = [
    "data_changes",
    "dropout_returns",
    "dropouts",
    "grievances",
    "households",
    "inspectors",
    "letters",
    "notices",
    "outreach",
    "problems",
    "self_checks",
    "warnings",
    "year",
]
