"""What the students floor asks of this one: what rests on enrolments and children, and what the law makes of their facts."""

from collections.abc import Iterable

from django.db.models import Count, Sum
from django.utils.translation import gettext as _

from aid_portal import figures
from students.child_rows import ChildRows, register_child_rows
from students.dependants import register_dependants
from students.models import Student
from students.proven_tiers import register_proven_tiers
from subsidies.actions import child_donations, child_entitlements, child_rows, child_school_aid
from subsidies.actions.proven_tiers import proven_tiers
from subsidies.models import Decision


def live_decisions(enrolment_ids: Iterable[int]) -> list[str]:
    resting = Decision.objects.live().filter(enrolment__in=list(enrolment_ids))
    children, count = resting.values("student").distinct().count(), resting.count()
    if not count:
        return []
    return [_("%(children)d名学生的%(count)d条资助结果") % {"children": children, "count": count}]


def decided_entitlements(enrolment_ids: Iterable[int]) -> list[str]:
    return child_entitlements.on_enrolments(list(enrolment_ids))


def awards(student: Student) -> list[tuple[str, str]]:
    """What the file holds, for whoever compares two."""
    live = Decision.objects.live().filter(student=student).aggregate(count=Count("pk"), amount=Sum("case__amount"))
    words = {"count": live["count"], "amount": figures.yuan(live["amount"] or 0)}
    return [(_("现行资助结果"), _("%(count)d项，共%(amount)s元") % words)]


register_dependants(live_decisions)
register_dependants(decided_entitlements)
register_child_rows(ChildRows("subsidies", child_rows.in_the_way, child_rows.join, child_rows.part, awards))
register_child_rows(
    ChildRows("school_aid", child_school_aid.in_the_way, child_school_aid.join, child_school_aid.part, child_school_aid.said)
)
register_child_rows(
    ChildRows("donations", child_donations.in_the_way, child_donations.join, child_donations.part, child_donations.said)
)
register_proven_tiers(proven_tiers)
