"""The rows of a release with what the rosters of a term know of them."""

from django.db.models import Case, CharField, Exists, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from students.choices import PairStatus
from students.models import Enrolment, MatchPair


def pupils(term: str, id_index, name_key) -> QuerySet:
    """The child of the term's rosters who has this id and this name (level 1 of eligibility.md 3)."""
    return Enrolment.objects.filter(term=term, id_index=id_index, name_key=name_key)


def is_pupil(term: str) -> Exists:
    return Exists(pupils(term, OuterRef("id_index"), OuterRef("name_key")))


def is_asked(term: str) -> Exists:
    return Exists(MatchPair.objects.filter(term=term, record=OuterRef("pk"), status=PairStatus.OPEN))


def with_match(records: QuerySet, term: str) -> QuerySet:
    """`match`: matched, open or none."""
    found = Case(
        When(is_pupil(term), then=Value("matched")),
        When(is_asked(term), then=Value("open")),
        default=Value("none"),
        output_field=CharField(),
    )
    return records.annotate(match=found)


def changed_pupils(term: str) -> QuerySet:
    """The same for a change: of the row after, else of the row before."""
    same_id = Coalesce(OuterRef("after__id_index"), OuterRef("before__id_index"))
    same_name = Coalesce(OuterRef("after__name_key"), OuterRef("before__name_key"))
    return pupils(term, same_id, same_name)


def with_school(changes: QuerySet, term: str) -> QuerySet:
    """`school`: where the person goes to school by the term's rosters; the roster accepted last counts."""
    last = changed_pupils(term).order_by("-accepted_order").values("school__name")[:1]
    return changes.annotate(school=Subquery(last))
