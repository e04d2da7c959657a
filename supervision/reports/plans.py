"""Which problems of a notice a plan is for, and how the plan stands."""

from django.db.models import QuerySet

from supervision.choices import OWED
from supervision.models import Problem, RectificationNotice


def planned_problems(notice: RectificationNotice) -> QuerySet[Problem]:
    """Those still to be put right, 立行立改 apart: what is due at once is not planned."""
    return notice.problems.filter(immediate=False, status__in=OWED).order_by("position")
