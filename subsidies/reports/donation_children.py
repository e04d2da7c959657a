"""Which children an agreement is for, and what else each of them gets: shown to the person who picks, never decided."""

from collections.abc import Iterator

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, QuerySet

from aid_portal.models import User
from students.choices import EnrolmentStatus
from students.models import Enrolment, TermSetting
from subsidies.choices import EntitlementStatus, PaperStatus
from subsidies.donation_choices import ProgrammeKind
from subsidies.models import Decision, DonationAgreement, DonationAward, Entitlement


def eligible(agreement: DonationAgreement, term: str, user: User | None = None) -> QuerySet[Enrolment]:
    """Enrolled in the term, of the stage, school and category that the agreement names, and not awarded yet."""
    rows = Enrolment.objects.visible_to(user) if user else Enrolment.objects.all()
    rows = rows.filter(term=term, status=EnrolmentStatus.ENROLLED)
    if agreement.stages:
        rows = rows.filter(stage__in=agreement.stages)
    if agreement.home_taught:
        rows = rows.filter(home_taught=True)
    schools = list(agreement.schools.values_list("pk", flat=True))
    if schools:
        rows = rows.filter(school__in=schools)
    if agreement.categories:
        rows = rows.filter(Exists(_decided(term).filter(case__categories__overlap=agreement.categories)))
    return rows.exclude(Exists(_awarded(agreement)))


def terms_of(agreement: DonationAgreement) -> list[TermSetting]:
    """Those in which children can be chosen, the newest first."""
    return list(TermSetting.objects.filter(pk__startswith=str(agreement.year)).order_by("-position"))


def _decided(term: str) -> QuerySet[Decision]:
    """What the check found of the child in the term says which categories it has."""
    return Decision.objects.live().filter(student=OuterRef("student"), term=term)


def _awarded(agreement: DonationAgreement) -> QuerySet[Entitlement]:
    same = Entitlement.objects.filter(programme=agreement.programme, student=OuterRef("student"))
    return same.exclude(status=EntitlementStatus.CANCELLED)


def with_overlaps(rows: QuerySet[Enrolment], agreement: DonationAgreement) -> QuerySet[Enrolment]:
    """`state_aid`, `other_gift`, `handed_gift`: the programmes whose aid the child has in the year as well, by name."""
    held = Entitlement.objects.filter(student=OuterRef("student"), term__code__startswith=str(agreement.year))
    held = held.exclude(status=EntitlementStatus.CANCELLED).exclude(programme=agreement.programme)
    handed = DonationAward.objects.filter(
        student=OuterRef("student"), hand_over__status=PaperStatus.APPROVED, hand_over__gift__year=agreement.year
    )
    return rows.annotate(
        state_aid=_names(held.filter(programme__kind=ProgrammeKind.STATE), "programme__label"),
        other_gift=_names(held.filter(programme__kind=ProgrammeKind.SOCIAL), "programme__label"),
        handed_gift=_names(handed, "hand_over__gift__programme__label"),
    )


def overlaps(enrolment: Enrolment) -> Iterator[str]:
    """Of one that `with_overlaps` has looked at."""
    yield from dict.fromkeys([*enrolment.state_aid, *enrolment.other_gift, *enrolment.handed_gift])


def _names(rows: QuerySet, label: str) -> ArraySubquery:
    return ArraySubquery(rows.order_by(label).values_list(label, flat=True).distinct())
