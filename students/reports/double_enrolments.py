"""Children whom two schools have in one term: each school is told of the other its name and the day, nothing else."""

from django.db.models import BooleanField, Case, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When

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
    same = Q(id_index=OuterRef("id_index")) | Q(id_index=None, registry_index=OuterRef("registry_index"))
    others = _others(upload.term_id).filter(same).exclude(school=OuterRef("school"))
    rows = RosterRow.objects.filter(upload=upload, status=EnrolmentStatus.ENROLLED).exclude(outcome=RowOutcome.ERROR)
    found = _with_other(rows.filter(Exists(others)), others).select_related("school", "upload", "enrolment")
    if upload.status != UploadStatus.ACCEPTED:
        return found.annotate(is_last=Value(True, BooleanField()))
    mine = Enrolment.objects.filter(term=upload.term_id, school=OuterRef("school"), registry_index=OuterRef("registry_index"))
    order = Subquery(mine.values("accepted_order")[:1])
    return found.annotate(own_order=order).annotate(is_last=_flag(own_order__gt=F("other_order")))


def _others(term: str) -> QuerySet[Enrolment]:
    return Enrolment.objects.filter(term=term, status=EnrolmentStatus.ENROLLED).order_by("-accepted_order")


def _with_other(found: QuerySet, others: QuerySet[Enrolment]) -> QuerySet:
    return found.annotate(
        other_school=Subquery(others.values("school__name")[:1]),
        other_at=Subquery(others.values("upload__accepted_at")[:1]),
        other_order=Subquery(others.values("accepted_order")[:1]),
    )


def _flag(**condition: object) -> Case:
    return Case(When(**condition, then=Value(True)), default=Value(False), output_field=BooleanField())
