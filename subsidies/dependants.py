"""What on this floor rests on enrolments: a roster cannot be undone under decisions that are in force."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from students.dependants import register_dependants
from subsidies.models import Decision


def live_decisions(enrolment_ids: Iterable[int]) -> list[str]:
    resting = Decision.objects.live().filter(enrolment__in=list(enrolment_ids))
    children, count = resting.values("student").distinct().count(), resting.count()
    if not count:
        return []
    return [_("%(children)d名学生的%(count)d条资助结果") % {"children": children, "count": count}]


register_dependants(live_decisions)
