"""Both files of a joining side by side, field by field, numbers masked, with what each of them holds."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from aid_portal import figures
from students.child_rows import all_child_rows
from students.choices import EnrolmentStatus, MergeStatus
from students.models import Enrolment, EnrolmentVersion, MatchPair, Student, StudentMerge
from students.sealing import secrets_then
from students.sheets.enrolment_words import SECRETS, place, status

HELD = ("registry_number", "resident_id", "guardian_id", "phone", "bank_account", "address")
Cell = tuple[str, str]  # as it is shown, and as it is compared


@dataclass(frozen=True)
class Row:
    """A line of components/diff.html: `left` the file that is kept, `right` the one that goes."""

    label: str
    left: str
    right: str
    same: bool


@dataclass(frozen=True)
class Sides:
    """`who` tells whether they are one child; `held` what each file brings, which is not to be compared."""

    who: list[Row]
    held: list[Row]


def sides_of(merge: StudentMerge) -> Sides:
    left, right = _rows(merge.kept, merge, kept=True), _rows(merge.merged, merge, kept=False)
    who = _beside(dict(_person(merge.kept, left)), dict(_person(merge.merged, right)))
    return Sides(who, _beside(dict(_held(merge, merge.kept, left)), dict(_held(merge, merge.merged, right))))


def _beside(left: dict[str, Cell], right: dict[str, Cell]) -> list[Row]:
    """A number that differs under its mask is different."""
    nothing = ("", "")
    cells = ((label, left.get(label, nothing), right.get(label, nothing)) for label in dict.fromkeys([*left, *right]))
    return [Row(label, one[0], two[0], one[1] == two[1]) for label, one, two in cells if one[0] or two[0]]


def _rows(student: Student, merge: StudentMerge, *, kept: bool) -> list[Enrolment | EnrolmentVersion]:
    """The newest first; where files were joined, each with the rows it brought. A file may live on in history alone."""
    joined = merge.status == MergeStatus.MERGED
    moved = merge.moved["students"] if joined else {"enrolments": [], "versions": []}
    holder = merge.kept_id if joined else student.pk
    enrolments, versions = Enrolment.objects.filter(student=holder), EnrolmentVersion.objects.filter(student=holder)
    if joined:
        enrolments, versions = (
            rows.exclude(pk__in=moved[name]) if kept else rows.filter(pk__in=moved[name])
            for rows, name in ((enrolments, "enrolments"), (versions, "versions"))
        )
    found = list(enrolments.select_related("school", "term").order_by("-term__position", "-accepted_order"))
    return found or list(versions.select_related("enrolment__school", "enrolment__term").order_by("-pk")[:1])


def _person(student: Student, rows: list[Enrolment | EnrolmentVersion]) -> Iterator[tuple[str, Cell]]:
    born = figures.day(student.birth_date) if student.birth_date else ""
    for label, value in ((_("姓名"), student.name), (_("性别"), student.sex), (_("出生日期"), born)):
        yield label, (value, value)
    for row in rows[:1]:
        held = secrets_then(row, getattr(row, "enrolment", row))
        yield _("监护人"), (row.guardian_name, row.guardian_key)
        for field in HELD:
            (label, mask), value = SECRETS[field], held.get(field, "")
            yield str(label), (mask(value) if mask and value else value, value)


def _held(merge: StudentMerge, student: Student, rows: list[Enrolment | EnrolmentVersion]) -> Iterator[tuple[str, Cell]]:
    """Where files are joined, all else stands in the one that was kept."""
    where = [f"{row.term} {row.school} {place(row)} {status(row)}" for row in rows if isinstance(row, Enrolment)]
    yield _("在校记录"), ("；".join(where), "")
    if merge.status != MergeStatus.MERGED:
        yield _("与名单的核对"), (_("%(count)d条") % {"count": MatchPair.objects.filter(student=student).count()}, "")
        yield from ((label, (words, "")) for rows in all_child_rows() for label, words in rows.said(student))


def entered_twice(merge: StudentMerge) -> list[Enrolment]:
    """Terms in which both files are enrolled: after joining one of the rows counts, the other is a double enrolment."""
    enrolled = Enrolment.objects.filter(status=EnrolmentStatus.ENROLLED)
    own = enrolled.filter(student=merge.kept_id).values("term")
    both = enrolled.filter(student=merge.merged_id, term__in=own).select_related("term", "school")
    return list(both.order_by("-term__position"))
