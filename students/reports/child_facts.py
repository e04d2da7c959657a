"""What the departments' lists say of a child on the cut-off day, and what his schools determined (eligibility.md 3, 4)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from students.choices import PairStatus, RecordKind
from students.models import Determination, Enrolment, MatchPair, Record, Release, Student, TermSetting
from students.sheets.record_words import CATEGORIES

BY_ID, BY_ANSWER, BY_GUARDIAN = "id", "answer", "guardian"
HOW = {
    BY_ID: _("证件号和姓名都相同"),
    BY_ANSWER: _("经人工核对是同一人"),
    BY_GUARDIAN: _("监护人的证件号和姓名都相同"),
}
DISABLED = "DIS"
WORDS = {**CATEGORIES, "DIS_STU": _("残疾学生"), "DIS_PARENT": _("残疾人子女")}


@dataclass(frozen=True)
class Fact:
    """One category that one row gives the child, himself or through his guardian; `holds` on the day by its dates."""

    category: str
    record: Record
    how: str
    holds: bool

    @property
    def words(self) -> str:
        return str(WORDS.get(self.category, self.category))

    @property
    def has_risk(self) -> bool:
        return self.category.startswith("MON_")

    @property
    def risk_removed(self) -> bool:
        """Whether that still counts is for the policy of the term to say."""
        return self.has_risk and self.record.risk_removed


def facts_of(enrolments: Sequence[Enrolment], term: TermSetting) -> list[Fact]:
    """From the newest list of each kind on the cut-off day, taken whole; four queries."""
    releases = Release.objects.newest_on(term.cut_off_on)
    rows = Record.objects.filter(release__in=[release.pk for release in releases.values()]).select_related("release")
    own = {record.pk: record for record in _by_person(rows, ((_id_of(each), each.name_key) for each in enrolments))}
    answered = MatchPair.objects.filter(
        student__in={each.student_id for each in enrolments}, term=term, status=PairStatus.ACCEPTED
    ).values("record")
    said = {record.pk: record for record in rows.filter(pk__in=answered)}
    disabled = rows.filter(release__kind=RecordKind.DISABLED)
    parents = _by_person(disabled, ((each.guardian_index, each.guardian_key) for each in enrolments))
    found = [
        *_facts(own.values(), BY_ID, term.cut_off_on),
        *_facts((record for pk, record in said.items() if pk not in own), BY_ANSWER, term.cut_off_on),
        *_facts(parents, BY_GUARDIAN, term.cut_off_on),
    ]
    return sorted(found, key=lambda fact: (not fact.holds, fact.record.release.kind, fact.record.row))


def _id_of(enrolment: Enrolment) -> bytes | None:
    """A row without an id goes by the id of its child: two files that were joined."""
    return enrolment.id_index or enrolment.student.id_index


def _by_person(rows: QuerySet[Record], people: Iterable[tuple[bytes | None, str]]) -> list[Record]:
    known = {(bytes(index), name) for index, name in people if index}
    wanted = (Q(id_index=index, name_key=name) for index, name in known)
    return list(rows.filter(reduce(or_, wanted))) if known else []


def _facts(records: Iterable[Record], how: str, day: date) -> Iterator[Fact]:
    for record in records:
        for category in record.categories:
            if category == DISABLED:
                category = "DIS_PARENT" if how == BY_GUARDIAN else "DIS_STU"
            elif how == BY_GUARDIAN:
                continue
            yield Fact(category, record, how, _holds(record, day))


def _holds(record: Record, day: date) -> bool:
    begun = record.starts_on is None or record.starts_on <= day
    return record.active and begun and (record.ends_on is None or record.ends_on > day)


def determinations_of(enrolments: Sequence[Enrolment]) -> list[Determination]:
    """By 学籍号 and equal name, of the academic years of these enrolments; the newest first."""
    wanted, other = Q(pk__in=[]), other_numbers({each.student_id for each in enrolments})
    for each in enrolments:
        numbers = {bytes(each.registry_index), *other.get(each.student_id, ())}
        year = str(each.term.term.academic_year)
        wanted |= Q(registry_index__in=numbers, name_key=each.name_key, academic_year=year)
    found = Determination.objects.filter(wanted).select_related("release", "application__round__term", "application__enrolment")
    return list(found.order_by("-academic_year", "pk")) if enrolments else []


def other_numbers(students: Iterable[int]) -> dict[int, set[bytes]]:
    """Of the children whose two files were joined: every 学籍号 that either file has had."""
    found: dict[int, set[bytes]] = defaultdict(set)
    for kept, number in Student.objects.filter(merged_into__in=students).values_list("merged_into", "registry_index"):
        found[kept].add(bytes(number))
    rows = Enrolment.objects.filter(student__in=list(found)) if found else Enrolment.objects.none()
    for kept, number in rows.values_list("student", "registry_index"):
        found[kept].add(bytes(number))
    return found
