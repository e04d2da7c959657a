"""in_the_way, join, part: the entitlements of two files that turn out to be one child follow the child.

They stay one for each programme and term. Where both files have one that stands, a person cancels one of them first: what was
paid twice is asked back in the open, not by joining files.
"""

from collections.abc import Sequence

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from students.models import Student
from subsidies.models import Entitlement


def in_the_way(kept: Student, merged: Student) -> list[str]:
    words = _("两份档案在%(term)s都有“%(programme)s”。请先取消其中一项（已发放的按追回办理），再合并。")
    both = _beside(merged, Entitlement.objects.standing().filter(student=kept)).standing()
    return [words % {"term": each.term, "programme": each.programme} for each in both.select_related("term", "programme")]


def join(kept: Student, merged: Student) -> list[int]:
    """All but what was cancelled beside one of the kept file; answers which moved."""
    doubled = _beside(merged, Entitlement.objects.filter(student=kept))
    rows = Entitlement.objects.filter(student=merged).exclude(pk__in=doubled.values("pk"))
    moved = list(rows.order_by("pk").values_list("pk", flat=True))
    Entitlement.objects.filter(pk__in=moved).update(student=kept)
    return moved


def part(moved: Sequence[int], kept: Student, merged: Student, enrolments: Sequence[int]) -> None:
    """Back go those that were moved and those that came since on an enrolment that goes back."""
    own = Entitlement.objects.filter(student=kept)
    own.filter(pk__in=moved).update(student=merged)
    since = own.filter(enrolment__in=enrolments).exclude(
        pk__in=_beside(kept, Entitlement.objects.filter(student=merged)).values("pk")
    )
    Entitlement.objects.filter(pk__in=list(since.values_list("pk", flat=True))).update(student=merged)


def _beside(student: Student, others: QuerySet[Entitlement]) -> QuerySet[Entitlement]:
    """What the file holds of which `others` have the same programme and term."""
    same = others.filter(term=OuterRef("term"), programme=OuterRef("programme"))
    return Entitlement.objects.filter(Exists(same), student=student)


def on_enrolments(enrolments: Sequence[int]) -> list[str]:
    """What rests on these enrolments: a roster is not undone under it."""
    count = Entitlement.objects.filter(enrolment__in=enrolments).count()
    return [_("%(count)d项享受资助") % {"count": count}] if count else []
