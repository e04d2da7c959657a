"""The rows of a release with what the rosters of a term know of them."""

from django.db.models import Case, CharField, Exists, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from aid_portal.terms import Term
from students.choices import PairStatus
from students.models import Enrolment, MatchPair


def pupils(term: Term | None, id_index, name_key) -> QuerySet:
    """The child of the term's rosters who has this id and this name (level 1 of eligibility.md 3).

    A row without an id goes by the id of its child: two files that were joined.
    """
    return Enrolment.objects.filter(term=str(term), student__id_index=id_index, name_key=name_key)


def with_match(records: QuerySet, term: Term | None) -> QuerySet:
    """`match`: matched, open or none."""
    pupil = pupils(term, OuterRef("id_index"), OuterRef("name_key"))
    asked = MatchPair.objects.filter(term=str(term), record=OuterRef("pk"), status=PairStatus.OPEN)
    found = Case(
        When(Exists(pupil), then=Value("matched")),
        When(Exists(asked), then=Value("open")),
        default=Value("none"),
        output_field=CharField(),
    )
    return records.annotate(match=found)


def changed_pupils(term: Term | None) -> QuerySet:
    """The same for a change: of the row after, else of the row before."""
    same_id = Coalesce(OuterRef("after__id_index"), OuterRef("before__id_index"))
    same_name = Coalesce(OuterRef("after__name_key"), OuterRef("before__name_key"))
    return pupils(term, same_id, same_name)


def with_school(changes: QuerySet, term: Term | None) -> QuerySet:
    """`school`: where the person goes to school by the term's rosters; the roster accepted last counts."""
    last = changed_pupils(term).order_by("-accepted_order").values("school__name")[:1]
    return changes.annotate(school=Subquery(last))
