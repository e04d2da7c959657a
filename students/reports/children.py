"""A child as the rosters know him: enrolments over the terms, how their rows changed, who is of the same household."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.db.models import Q, QuerySet

from aid_portal.models import User
from students.models import Enrolment, EnrolmentVersion, Record, RosterUpload, Student, TermSetting
from students.reports.child_facts import Fact
from students.sealing import Indexes, secrets_then
from students.sheets.enrolment_words import differences
from students.sheets.record_words import Difference


def enrolments_of(student: Student, visible: QuerySet[Enrolment]) -> list[Enrolment]:
    """Those the reader may see, the newest first; within a term the one accepted last."""
    found = visible.filter(student=student).select_related("student", "school", "term", "upload__file")
    return list(found.order_by("-term__position", "-accepted_order"))


def numbered(number: str, visible: QuerySet[Enrolment]) -> list[int]:
    """Children with this whole id or 学籍号 among the rows the reader may see, the newest first."""
    indexes = Indexes()
    wanted = Q(id_index=indexes.id(number)) if len(number) == 18 else Q(registry_index=indexes.registry(number))
    found = visible.filter(wanted).order_by("-term__position", "-accepted_order").values_list("student", flat=True)
    return list(dict.fromkeys(found))


@dataclass(frozen=True)
class Changed:
    """One upload changed the child's row in a term, field by field."""

    enrolment: Enrolment
    upload: RosterUpload
    differences: list[Difference]


def history_of(enrolments: Sequence[Enrolment]) -> list[Changed]:
    """The newest change first."""
    kept = EnrolmentVersion.objects.filter(enrolment__in=enrolments).order_by("enrolment", "pk")
    states: dict[int, list[EnrolmentVersion]] = {}
    for version in kept.select_related("replaced_by__file", "replaced_by__accepted_by"):
        states.setdefault(version.enrolment_id, []).append(version)
    found = [changed for enrolment in enrolments for changed in _changes(enrolment, states.get(enrolment.pk, []))]
    return sorted(found, key=lambda changed: changed.upload.pk, reverse=True)


def _changes(enrolment: Enrolment, versions: list[EnrolmentVersion]) -> Iterator[Changed]:
    for before, after in pairwise([*versions, enrolment]):
        old, new = secrets_then(before, enrolment), secrets_then(after, enrolment)
        yield Changed(enrolment, before.replaced_by, list(differences(before, after, old, new)))


@dataclass(frozen=True)
class Sibling:
    enrolment: Enrolment
    same_household: bool
    same_guardian: bool


def siblings_of(enrolments: Sequence[Enrolment], facts: Iterable[Fact], term: TermSetting, user: User) -> list[Sibling]:
    """Children of the term whom the user may see, of the same household of the rural list or with the same guardian."""
    guardians = {bytes(each.guardian_index) for each in enrolments if each.guardian_index}
    family = _household(facts)
    if not (guardians or family):
        return []
    seen = Enrolment.objects.visible_to(user).for_term(term.pk).exclude(student=enrolments[0].student_id)
    likely = seen.filter(Q(guardian_index__in=guardians) | Q(id_index__in=[index for index, _key in family]))
    found: dict[int, Sibling] = {}
    for each in likely.select_related("school").order_by("birth_date", "-accepted_order"):
        household = bool(each.id_index) and (bytes(each.id_index), each.name_key) in family
        guardian = bool(each.guardian_index) and bytes(each.guardian_index) in guardians
        if household or guardian:
            found.setdefault(each.student_id, Sibling(each, household, guardian))
    return list(found.values())


def _household(facts: Iterable[Fact]) -> set[tuple[bytes, str]]:
    """Id and name of everybody whom the rural list enters under the child's 户编号."""
    own = [fact.record for fact in facts if fact.record.household_number]
    if not own:
        return set()
    numbers, releases = {record.household_number for record in own}, {record.release_id for record in own}
    members = Record.objects.filter(release__in=releases, household_number__in=numbers, id_index__isnull=False)
    return {(bytes(index), key) for index, key in members.values_list("id_index", "name_key")}
