"""School aid of two files that are one child: the rows join, and part again."""

from collections.abc import Sequence

from django.db.models import Sum
from django.utils.translation import gettext as _

from aid_portal import figures
from students.child_rows import Moved
from students.models import Student, TermSetting
from subsidies.models import SchoolAidUse


def in_the_way(kept: Student, merged: Student, terms: Sequence[TermSetting], moved: Moved | None) -> list[str]:
    """Nothing: a child may be given school aid as often as its schools will."""
    return []


def join(kept: Student, merged: Student) -> Moved:
    moved = SchoolAidUse.objects.filter(student=merged)
    uses = list(moved.order_by("pk").values_list("pk", flat=True))
    moved.update(student=kept)
    return {"uses": uses}


def part(moved: Moved, kept: Student, merged: Student, enrolments: Sequence[int]) -> None:
    """What was recorded since stays with the kept file: it names the child and no enrolment."""
    SchoolAidUse.objects.filter(student=kept, pk__in=moved["uses"]).update(student=merged)


def said(student: Student) -> list[tuple[str, str]]:
    given = SchoolAidUse.objects.standing().filter(student=student).aggregate(sum=Sum("amount"))["sum"]
    return [(_("学校资助"), _("%(amount)s元") % {"amount": figures.yuan(given or 0)})]
