"""The rows of this floor when two files are one child: enrolments, their history and the answered likenesses join and part."""

from datetime import datetime

from django.db.models import Q, QuerySet

from students.child_rows import Moved
from students.choices import PairStatus
from students.models import Enrolment, EnrolmentVersion, MatchPair, Student


def join(kept: Student, merged: Student) -> Moved:
    moved: Moved = {"pairs": [], "answered": []}
    for name, rows in (("enrolments", Enrolment.objects), ("versions", EnrolmentVersion.objects)):
        moved[name] = list(rows.filter(student=merged).order_by("pk").values_list("pk", flat=True))
        rows.filter(pk__in=moved[name]).update(student=kept)
    own = {_question(pair): pair for pair in MatchPair.objects.locked().filter(student=kept).order_by("pk")}
    for pair in MatchPair.objects.locked().filter(student=merged).order_by("pk"):
        twin = own.get(_question(pair))
        if twin is None:
            moved["pairs"].append(pair.pk)
        elif twin.status == PairStatus.OPEN and pair.status != PairStatus.OPEN:
            _carry(pair, twin)
            moved["answered"].append(twin.pk)
    MatchPair.objects.filter(pk__in=moved["pairs"]).update(student=kept)
    return moved


def _question(pair: MatchPair) -> tuple[str, int]:
    return pair.term_id, pair.record_id


def _carry(answered: MatchPair, twin: MatchPair) -> None:
    """Both files were asked about the same record: the answer given for one is not asked again for the other."""
    twin.move_to(answered.status)
    twin.reason, twin.answered_by, twin.answered_at = answered.reason, answered.answered_by, answered.answered_at
    twin.save(update_fields=["status", "reason", "answered_by", "answered_at"])


def part(moved: Moved, kept: Student, merged: Student, joined_at: datetime) -> list[int]:
    """What was moved goes back, and what has come in since under the merged file's number; answers the enrolments given back."""
    back = list(_without_id(Enrolment.objects.all(), moved["enrolments"], kept, merged).values_list("pk", flat=True))
    _without_id(EnrolmentVersion.objects.all(), moved["versions"], kept, merged).update(student=merged)
    Enrolment.objects.filter(pk__in=back).update(student=merged)
    left = set(MatchPair.objects.filter(student=merged).values_list("term", "record"))
    asked_since = Q(enrolment__in=back, found_at__gt=joined_at)
    returning = MatchPair.objects.locked().filter(Q(pk__in=moved["pairs"]) | asked_since, student=kept)
    going = [pair.pk for pair in returning if _question(pair) not in left]
    MatchPair.objects.filter(pk__in=going).update(student=merged)
    for pair in MatchPair.objects.locked().filter(pk__in=moved["answered"], answered_at__lt=joined_at):
        _take_back(pair)
    return back


def _without_id(rows: QuerySet, moved: list[int], kept: Student, merged: Student) -> QuerySet:
    """A row that has since got the id belongs to the child with the id, merged or not."""
    return rows.filter(Q(pk__in=moved) | Q(registry_index=merged.registry_index), student=kept, id_index=None)


def _take_back(pair: MatchPair) -> None:
    """The answer was the other file's; unless somebody has answered anew, the question is open again."""
    pair.move_to(PairStatus.OPEN)
    pair.reason, pair.answered_by, pair.answered_at = "", None, None
    pair.save(update_fields=["status", "reason", "answered_by", "answered_at"])
