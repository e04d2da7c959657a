"""What this floor gives away; each file registers the exports of its lists."""

from supervision.exports import (
    data_changes,
    dropout_returns,
    dropouts,
    grievances,
    households,
    inspector_duties,
    inspectors,
    letters,
    notices,
    outreach,
    problems,
    self_checks,
    visits,
    warnings,
    worklists,
    year,
)

__all__ = [
    "data_changes",
    "dropout_returns",
    "dropouts",
    "grievances",
    "households",
    "inspector_duties",
    "inspectors",
    "letters",
    "notices",
    "outreach",
    "problems",
    "self_checks",
    "visits",
    "warnings",
    "worklists",
    "year",
]
