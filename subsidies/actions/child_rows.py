"""The rows of this floor when two files are one child: decisions, findings, whereabouts and entitlements join and part."""

from collections.abc import Sequence

from django.db.models import Max, OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _

from students.child_rows import Moved
from students.models import Student, TermSetting
from subsidies.actions import child_entitlements
from subsidies.choices import RunStatus
from subsidies.models import Decision, EligibilityRun, Finding, Whereabouts


def in_the_way(kept: Student, merged: Student, terms: Sequence[TermSetting], moved: Moved | None) -> list[str]:
    """A check that is under way has read the files as they are; a locked term keeps the results it has."""
    running = EligibilityRun.objects.filter(status=RunStatus.RUNNING, term__in=terms).select_related("term")
    found = [_("%(term)s正在资格比对，请等它完成后再试。") % {"term": run.term} for run in running]
    touched = Decision.objects.filter(pk__in=moved["superseded"]) if moved else _doubled(kept, merged)
    locked = touched.filter(term__locked_at__isnull=False).select_related("term", "programme")
    words = _("%(term)s已锁定，而这会改动该学期的“%(programme)s”结果。请县资助中心审批人解锁后再试。")
    found += [words % {"term": each.term, "programme": each.programme} for each in locked]
    return found + (child_entitlements.in_the_way(kept, merged) if moved is None else [])


def _doubled(kept: Student, merged: Student) -> QuerySet[Decision]:
    """Live decisions of the merged file on what the kept one has been given too; `given_by` is the run that gave it."""
    same = Decision.objects.live().filter(student=kept, term=OuterRef("term"), programme=OuterRef("programme"))
    doubled = Decision.objects.live().filter(student=merged).annotate(given_by=Subquery(same.values("run")[:1]))
    return doubled.filter(given_by__isnull=False)


def join(kept: Student, merged: Student) -> Moved:
    """One child has one live decision on a programme and term: the kept file's stands, the other is superseded by its run."""
    doubled = {decision.pk: decision.given_by for decision in _doubled(kept, merged).order_by("pk")}
    for pk, run in doubled.items():
        Decision.objects.filter(pk=pk).update(superseded_by=run)
    moved: Moved = {"superseded": list(doubled), "last": Decision.objects.aggregate(last=Max("pk"))["last"] or 0}
    for name, rows in (("decisions", Decision.objects), ("findings", Finding.objects), ("whereabouts", Whereabouts.objects)):
        moved[name] = list(rows.filter(student=merged).order_by("pk").values_list("pk", flat=True))
        rows.filter(pk__in=moved[name]).update(student=kept)
    moved["entitlements"] = child_entitlements.join(kept, merged)
    return moved


def part(moved: Moved, kept: Student, merged: Student, enrolments: Sequence[int]) -> None:
    """Back go the rows that were moved and those that came since on an enrolment that goes back.

    A decision the kept file had before stays with it even where a check has linked it to such an enrolment.
    """
    child_entitlements.part(moved.get("entitlements", []), kept, merged, enrolments)
    own = Decision.objects.filter(student=kept)
    own.filter(pk__in=moved["decisions"]).update(student=merged)
    own.filter(pk__gt=moved["last"], enrolment__in=enrolments).update(student=merged)
    for name, rows in (("findings", Finding.objects), ("whereabouts", Whereabouts.objects)):
        rows.filter(student=kept, pk__in=moved[name]).update(student=merged)
        rows.filter(student=kept, enrolment__in=enrolments).update(student=merged)
    for decision in Decision.objects.filter(pk__in=moved["superseded"], student=merged).order_by("pk"):
        again = Decision.objects.live().filter(student=merged, term=decision.term_id, programme=decision.programme_id)
        if not again.exists():
            Decision.objects.filter(pk=decision.pk).update(superseded_by=None)
