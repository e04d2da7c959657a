"""What on this floor rests on children: a roster is not undone under reports about them; two files join theirs."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from students.child_rows import ChildRows, register_child_rows
from students.dependants import register_dependants
from supervision.actions import child_dropouts
from supervision.models import HardshipReport


def dropouts(enrolment_ids: Iterable[int]) -> list[str]:
    return child_dropouts.on_enrolments(list(enrolment_ids))


def hardship_reports(enrolment_ids: Iterable[int]) -> list[str]:
    count = HardshipReport.objects.filter(student__enrolments__in=list(enrolment_ids)).distinct().count()
    return [_("%(count)d份突发困难报告") % {"count": count}] if count else []


register_dependants(dropouts)
register_dependants(hardship_reports)
register_child_rows(
    ChildRows("dropouts", child_dropouts.in_the_way, child_dropouts.join, child_dropouts.part, child_dropouts.said)
)
