"""Children of a round's term with what stands of them in the round: an application, a code."""

from django.db.models import OuterRef, QuerySet, Subquery

from aid_portal.models import User
from students.choices import EnrolmentStatus
from students.models import Application, ApplicationCode, DeterminationRound, Enrolment


def children_of(round: DeterminationRound, user: User) -> QuerySet[Enrolment]:
    """At school in the term, as far as the user sees them."""
    visible = Enrolment.objects.visible_to(user).for_term(round.term_id)
    return visible.filter(status=EnrolmentStatus.ENROLLED)


def with_applications(children: QuerySet[Enrolment], round: DeterminationRound) -> QuerySet[Enrolment]:
    standing = Application.objects.standing().filter(round=round, enrolment=OuterRef("pk"))
    codes = ApplicationCode.objects.filter(round=round, enrolment=OuterRef("pk"))
    return children.select_related("school").annotate(
        application_pk=Subquery(standing.values("pk")[:1]),
        application_status=Subquery(standing.values("status")[:1]),
        code_at=Subquery(codes.values("issued_at")[:1]),
    )
