"""Children whom two schools have in one term: each school is told of the other its name and the day, nothing else."""

from django.db.models import BooleanField, Case, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from aid_portal.models import User
from students.choices import EnrolmentStatus, RowOutcome, UploadStatus
from students.models import Enrolment, RosterRow, RosterUpload


def of_term(user: User, term: str) -> QuerySet[Enrolment]:
    """The user's schools' side of every double enrolment of the term; who was accepted last counts (eligibility.md 4)."""
    others = _others(term).filter(student=OuterRef("student")).exclude(school=OuterRef("school"))
    own = Enrolment.objects.visible_to(user).filter(term=term, status=EnrolmentStatus.ENROLLED)
    found = _with_other(own.filter(Exists(others)), others)
    return found.annotate(is_last=_flag(accepted_order__gt=F("other_order"))).select_related("school")


def of_upload(upload: RosterUpload) -> QuerySet[RosterRow]:
    """Rows of a checked file whose child another school has too: as it will be once the file is accepted."""
    others = _others(upload.term_id).exclude(school=OuterRef("school"))
    by_id = others.filter(id_index=OuterRef("id_index"))
    by_number = others.filter(id_index=None, registry_index=OuterRef("registry_index"))
    rows = RosterRow.objects.filter(upload=upload, status=EnrolmentStatus.ENROLLED).exclude(outcome=RowOutcome.ERROR)
    # each way is a join of its own: with "or" inside, the database would look through the county once for every row
    known, unknown = rows.filter(Exists(by_id)), rows.filter(Exists(by_number), id_index=None)
    both = rows.filter(Q(pk__in=known.values("pk")) | Q(pk__in=unknown.values("pk")))
    found = _with_other(both, by_id, by_number).select_related("school", "upload", "enrolment")
    if upload.status != UploadStatus.ACCEPTED:
        return found.annotate(is_last=Value(True, BooleanField()))
    mine = Enrolment.objects.filter(term=upload.term_id, school=OuterRef("school"), registry_index=OuterRef("registry_index"))
    order = Subquery(mine.values("accepted_order")[:1])
    return found.annotate(own_order=order).annotate(is_last=_flag(own_order__gt=F("other_order")))


def _others(term: str) -> QuerySet[Enrolment]:
    return Enrolment.objects.filter(term=term, status=EnrolmentStatus.ENROLLED).order_by("-accepted_order")


def _with_other(found: QuerySet, *ways: QuerySet[Enrolment]) -> QuerySet:
    """Of the other school what may be told, by the first of the ways that leads to it."""

    def first(path: str) -> Coalesce | Subquery:
        paths = [Subquery(way.values(path)[:1]) for way in ways]
        return Coalesce(*paths) if len(paths) > 1 else paths[0]

    return found.annotate(
        other_school=first("school__name"), other_at=first("upload__accepted_at"), other_order=first("accepted_order")
    )


def _flag(**condition: object) -> Case:
    return Case(When(**condition, then=Value(True)), default=Value(False), output_field=BooleanField())
