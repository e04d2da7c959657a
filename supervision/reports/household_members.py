"""One household in a term: who its members are, who of them is a pupil of the county, and how much of it the reader sees."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Q

from aid_portal.identifiers import mask_name
from aid_portal.models import User
from aid_portal.querysets import ROOT_PATH
from students.choices import EnrolmentStatus, PairStatus
from students.models import Enrolment, MatchPair, Record, Release, Student, TermSetting
from students.rules.whereabouts import school_ages
from subsidies.models import Whereabouts
from supervision.models import Household
from supervision.models.households import in_towns_of
from supervision.reports.household_register import rural_list_of
from supervision.rules.households import HEAD, Sight, is_named, sees_head, sight_of


@dataclass(frozen=True)
class Member:
    """`record` None: a child with the same guardian whom the list does not name. `own`: a pupil of the reader's schools."""

    record: Record | None
    student_id: int | None
    enrolment: Enrolment | None
    own: bool
    child: bool
    named: bool
    whereabouts: Whereabouts | None = None

    @property
    def shown_name(self) -> str:
        name = self.record.name if self.record else self.enrolment.name
        return name if self.named else mask_name(name)


@dataclass(frozen=True)
class House:
    """What the list of the term says of the household; without members it is no longer on it."""

    number: str
    term: TermSetting
    release: Release | None
    sight: Sight
    members: Sequence[Member]

    @cached_property
    def children(self) -> list[Member]:
        return [each for each in self.members if each.child]

    @cached_property
    def adults(self) -> list[Member]:
        return [each for each in self.members if not each.child]

    @property
    def shown_head(self) -> str:
        """Empty where the list names none."""
        name = next((each.record.name for each in self.members if each.record and each.record.relation == HEAD), "")
        return name if sees_head(self.sight) else mask_name(name)

    @property
    def records(self) -> list[Record]:
        return [each.record for each in self.members if each.record]

    @property
    def students(self) -> set[int]:
        """The pupils' files of its children, in whatever school and term."""
        return {each.student_id for each in self.members if each.student_id}


def house_of(household: Household, code: str, user: User) -> House | None:
    """In the term of this code; None where the reader has no part in it then."""
    term = TermSetting.objects.get(pk=code)
    release = rural_list_of(term)
    records = _records(release, household.household_number)
    students = _students_of(records)
    listed = set(students.values())
    seats = _seats(listed, term)
    beside = _same_guardian(records, seats.values(), term, listed, user)
    own = _own([*seats.values(), *beside], user)
    sight = sight_of(
        whole_county=ROOT_PATH in user.unit_paths,
        in_own_town=Record.objects.filter(in_towns_of(user), pk=records[0].pk if records else household.pk).exists(),
        has_own_pupil=any(seat.pk in own for seat in seats.values()),
    )
    if sight is None:
        return None
    sorter = _Sorter(term, sight, own, _whereabouts(records, term))
    members = [sorter.listed(each, students.get(each.pk), seats.get(students.get(each.pk))) for each in records]
    return House(household.household_number, term, release, sight, [*members, *(sorter.beside(each) for each in beside)])


@dataclass(frozen=True)
class _Sorter:
    term: TermSetting
    sight: Sight
    own: set[int]
    places: dict[int, Whereabouts]

    def listed(self, record: Record, student: int | None, seat: Enrolment | None) -> Member:
        own = seat is not None and seat.pk in self.own
        ages, born = school_ages(self.term.pk), record.birth_date
        child = seat is not None or bool(born and born > ages.eighteen)
        named = is_named(self.sight, child=child, own=own)
        return Member(record, student, seat, own, child, named, self.places.get(record.pk))

    def beside(self, seat: Enrolment) -> Member:
        return Member(None, seat.student_id, seat, True, True, True)


def _records(release: Release | None, number: str) -> list[Record]:
    found = Record.objects.filter(release=release, household_number=number) if release else Record.objects.none()
    return list(found.select_related("release").order_by("row"))


def _students_of(records: Sequence[Record]) -> dict[int, int]:
    """Of each row the pupil's file, whatever term he was at school: by id and name, or by an accepted answer."""
    by_id = defaultdict(list)
    for record in records:
        if record.id_index:
            by_id[bytes(record.id_index)].append(record)
    rows = Enrolment.objects.filter(Q(student__id_index__in=list(by_id))).order_by("pk")
    known = rows.values_list("student", "student__id_index", "name_key") if by_id else ()
    found = {record.pk: pk for pk, index, key in known for record in by_id[bytes(index)] if record.name_key == key}
    answered = MatchPair.objects.filter(record__in=[record.pk for record in records], status=PairStatus.ACCEPTED)
    return {**found, **dict(answered.order_by("pk").values_list("record", "student"))}


def _seats(students: Iterable[int], term: TermSetting) -> dict[int, Enrolment]:
    """Where each sits in the term; of several rows the one in class, then the one accepted last."""
    rows = Enrolment.objects.filter(term=term.pk, student__in=list(students)).select_related("school", "student")
    worst_first = sorted(rows, key=lambda each: (each.status == EnrolmentStatus.ENROLLED, each.accepted_order))
    return {each.student_id: each for each in worst_first}


def _same_guardian(
    records: Sequence[Record], seats: Iterable[Enrolment], term: TermSetting, listed: set[int], user: User
) -> list[Enrolment]:
    """Pupils whom the reader may see, of a guardian of this house, whom the list does not name: a gap of the list, or kin."""
    guardians = {bytes(each.guardian_index) for each in seats if each.guardian_index}
    guardians |= {bytes(each.id_index) for each in records if each.id_index}
    rows = Enrolment.objects.visible_to(user).filter(term=term.pk, guardian_index__in=list(guardians), status="enrolled")
    found = rows.exclude(student__in=list(listed)).select_related("school", "student").order_by("birth_date", "accepted_order")
    return list({each.student_id: each for each in found}.values()) if guardians else []


def _own(seats: Sequence[Enrolment], user: User) -> set[int]:
    pks = [each.pk for each in seats]
    return set(Enrolment.objects.visible_to(user).filter(pk__in=pks).values_list("pk", flat=True))


def _whereabouts(records: Sequence[Record], term: TermSetting) -> dict[int, Whereabouts]:
    found = Whereabouts.objects.filter(term=term.pk, record__in=[record.pk for record in records])
    return {each.record_id: each for each in found}


def household_of(student: Student, user: User) -> Household | None:
    """By the newest list that names him under a 户编号: by id and name, or by an accepted answer."""
    names = Enrolment.objects.filter(student=student).values("name_key")
    own = Q(id_index=student.id_index, name_key__in=names) if student.id_index else Q(pk__in=[])
    answered = MatchPair.objects.filter(student=student, status=PairStatus.ACCEPTED).values("record")
    found = Household.objects.visible_to(user).filter(own | Q(pk__in=answered)).select_related("release")
    return found.defer("sealed").order_by("-release__data_date", "-pk").first()
