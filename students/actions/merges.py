"""Two files of one child: join them, say that they are two children, take a joining back."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from aid_portal import audit
from aid_portal.errors import Refused, Stale
from aid_portal.models import User
from students.actions import merged_rows
from students.actions.rosters import one_at_a_time
from students.child_rows import Moved, all_child_rows
from students.choices import MergeStatus
from students.models import Enrolment, Student, StudentMerge, TermSetting

OWN = "students"


@transaction.atomic
def merge(*, merge: StudentMerge, note: str = "", by: User) -> StudentMerge:
    """All that is known of the file without an id goes to the one with the id; what moved is kept, so that it can go back."""
    merge, kept, merged, terms = _locked(merge)
    _demand_one_child(kept, merged)
    merge.move_to(MergeStatus.MERGED)
    _demand_a_free_way(kept, merged, terms)
    merge.moved = {OWN: merged_rows.join(kept, merged)}
    merge.moved |= {rows.name: rows.join(kept, merged) for rows in all_child_rows()}
    merged.merged_into = kept
    merged.save(update_fields=["merged_into"])
    _decide(merge, note, by)
    after = {"kept": kept.pk, "merged": merged.pk, "enrolments": len(merge.moved[OWN]["enrolments"])}
    audit.record("students.merge.merged", by=by, target=merge, after=after, note=note)
    return merge


@transaction.atomic
def refuse(*, merge: StudentMerge, note: str, by: User) -> StudentMerge:
    """They are two children; the pair is never proposed again."""
    merge = _still_there(merge)
    merge.move_to(MergeStatus.REFUSED)
    _decide(merge, note, by)
    audit.record("students.merge.refused", by=by, target=merge, note=note)
    return merge


@transaction.atomic
def undo(*, merge: StudentMerge, note: str, by: User) -> StudentMerge:
    """Both files as they were, each with what has come in under its number since; results are put right by the next check."""
    merge, kept, merged, terms = _locked(merge)
    merge.move_to(MergeStatus.UNDONE)
    _demand_a_free_way(kept, merged, terms, merge.moved)
    back = merged_rows.part(merge.moved[OWN], kept, merged, merge.decided_at)
    for rows in all_child_rows():
        if rows.name in merge.moved:
            rows.part(merge.moved[rows.name], kept, merged, back)
    merged.merged_into = None
    merged.save(update_fields=["merged_into"])
    _decide(merge, note, by)
    audit.record("students.merge.undone", by=by, target=merge, after={"kept": kept.pk, "merged": merged.pk}, note=note)
    return merge


def _locked(merge: StudentMerge) -> tuple[StudentMerge, Student, Student, Sequence[TermSetting]]:
    """No roster is accepted or undone and no check begins meanwhile; then the merge, and both children, the older one first.

    The rosters come first: an undo that holds theirs may be about to take the proposal away.
    """
    for code in TermSetting.objects.order_by("position").values_list("pk", flat=True):
        one_at_a_time(code)
    merge = _still_there(merge)
    pair = (merge.kept_id, merge.merged_id)
    concerned = Enrolment.objects.filter(student__in=pair).values("term")
    terms = list(TermSetting.objects.locked().filter(pk__in=concerned).order_by("position"))
    children = {child.pk: child for child in Student.objects.locked().filter(pk__in=pair).order_by("pk")}
    return merge, children[merge.kept_id], children[merge.merged_id], terms


def _still_there(merge: StudentMerge) -> StudentMerge:
    found = StudentMerge.objects.locked().filter(pk=merge.pk).first()
    if found is None:
        raise Stale(_("提出合并的花名册已被撤销，这一对不用再确认。"))
    return found


def _demand_one_child(kept: Student, merged: Student) -> None:
    """Only a file without an id is joined to one with an id: two ids are two children, and there are no chains."""
    if merged.id_index is not None or kept.id_index is None:
        raise Refused(_("只能把没有证件号的档案并入有证件号的档案；两份都有有效证件号的是两名学生。"))
    if merged.merged_into_id not in (None, kept.pk):
        raise Refused(_("“%(name)s”的这份档案已并入另一份档案，请先撤销那一次合并。") % {"name": merged})


def _demand_a_free_way(kept: Student, merged: Student, terms: Sequence[TermSetting], moved: Moved | None = None) -> None:
    found = [
        sentence
        for rows in all_child_rows()
        for sentence in rows.in_the_way(kept, merged, terms, moved[rows.name] if moved and rows.name in moved else None)
    ]
    if found:
        raise Refused("".join(found))


def _decide(merge: StudentMerge, note: str, by: User) -> None:
    merge.note, merge.decided_by, merge.decided_at = note, by, timezone.now()
    merge.save(update_fields=["status", "moved", "note", "decided_by", "decided_at"])
