"""What was known on a day of a child and of a household, by the lists that counted then; data dates order them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from aid_portal.models import User
from aid_portal.terms import Term, term_of
from students.choices import DATED_KINDS, PairStatus
from students.models import Enrolment, MatchPair, Record, Release, Student
from subsidies.models import Decision


@dataclass(frozen=True, slots=True)
class Listing:
    """What one department's list said on the day; no rows: the list did not name him; no release: there was no list yet."""

    kind: str
    release: Release | None
    records: Sequence[Record]


@dataclass(frozen=True, slots=True)
class ChildThen:
    day: date
    term: Term
    listings: Sequence[Listing]
    enrolments: Sequence[Enrolment]
    decisions: Sequence[Decision]


@dataclass(frozen=True, slots=True)
class HouseholdThen:
    day: date
    release: Release | None
    members: Sequence[Record]


def child_on(student: Student, day: date, user: User) -> ChildThen:
    """Rows of any list that are the child's by id and name, or by an accepted answer; his school by the term of the day."""
    term, enrolments = term_of(day), list(student.enrolments.select_related("school", "term").order_by("-term__position", "-pk"))
    counting = Release.objects.visible_to(user).newest_on(day)
    rows = list(_rows_of(student, enrolments, [release.pk for release in counting.values()]))
    seen = {each.pk for each in Enrolment.objects.visible_to(user).filter(student=student, term=str(term))}
    return ChildThen(
        day, term,
        [Listing(kind, counting.get(kind), [row for row in rows if row.release.kind == kind]) for kind in DATED_KINDS],
        [each for each in enrolments if each.pk in seen],
        list(_decisions(student, term, user)),
    )  # fmt: skip


def _rows_of(student: Student, enrolments: Sequence[Enrolment], releases: Sequence[int]) -> QuerySet[Record]:
    own = Q(pk__in=[])
    for index, name in {(bytes(each.id_index), each.name_key) for each in enrolments if each.id_index}:
        own |= Q(id_index=index, name_key=name)
    answered = MatchPair.objects.filter(student=student, status=PairStatus.ACCEPTED).values("record")
    found = Record.objects.filter(own | Q(pk__in=answered), release__in=releases)
    return found.select_related("release").defer("sealed").order_by("release__kind", "row")


def _decisions(student: Student, term: Term, user: User) -> QuerySet[Decision]:
    live = Decision.objects.visible_to(user).live().for_term(str(term)).filter(student=student)
    return live.select_related("programme", "case", "school").order_by("programme__position", "pk")


def household_on(record: Record, day: date, user: User) -> HouseholdThen:
    """Everybody whom the list that counted on the day names under the household number of this row."""
    release = Release.objects.visible_to(user).newest_on(day).get(record.release.kind)
    if release is None or not record.household_number:
        return HouseholdThen(day, release, [])
    members = Record.objects.filter(release=release, household_number=record.household_number)
    return HouseholdThen(day, release, list(members.select_related("release").defer("sealed").order_by("row")))


def days_of(kind: str, user: User) -> list[date]:
    """The days on which what a list says may have changed, the newest first."""
    releases = Release.objects.visible_to(user).in_effect().filter(kind=kind).order_by("-data_date")
    return list(dict.fromkeys(releases.values_list("data_date", flat=True)))
