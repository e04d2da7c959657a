"""Both files of a joining side by side, field by field, numbers masked, with what each of them holds."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from aid_portal import crypto, figures
from students.child_rows import all_child_rows
from students.choices import EnrolmentStatus, MergeStatus
from students.models import Enrolment, EnrolmentVersion, MatchPair, Student, StudentMerge
from students.sealing import enrolment_aad, secrets_of
from students.sheets.enrolment_words import SECRETS, place, status

HELD = ("registry_number", "resident_id", "guardian_id", "phone", "bank_account", "address")


@dataclass(frozen=True)
class Row:
    """A line of components/diff.html: `left` the file that is kept, `right` the one that goes."""

    label: str
    left: str
    right: str

    @property
    def same(self) -> bool:
        return self.left == self.right


def compared(merge: StudentMerge) -> list[Row]:
    left, right = _file(merge.kept, merge, kept=True), _file(merge.merged, merge, kept=False)
    rows = [Row(label, left.get(label, ""), right.get(label, "")) for label in dict.fromkeys([*left, *right])]
    return [row for row in rows if row.left or row.right]


def _file(student: Student, merge: StudentMerge, *, kept: bool) -> dict[str, str]:
    rows = _rows(student, merge, kept=kept)
    said = dict(_person(student))
    if rows:
        said |= dict(_newest(rows[0]))
    said[_("在校记录")] = "；".join(_where(row) for row in rows if isinstance(row, Enrolment))
    if merge.status != MergeStatus.MERGED:  # then all of it stands in the file that was kept
        said |= dict(_holdings(student))
    return said


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


def _person(student: Student) -> Iterator[tuple[str, str]]:
    yield _("姓名"), student.name
    yield _("性别"), student.sex
    yield _("出生日期"), figures.day(student.birth_date) if student.birth_date else ""


def _newest(row: Enrolment | EnrolmentVersion) -> Iterator[tuple[str, str]]:
    held = _opened(row)
    for field in HELD:
        label, mask = SECRETS[field]
        yield str(label), mask(held[field]) if held.get(field) else ""
    yield _("监护人"), row.guardian_name
    yield _("年级、班级"), place(row)
    yield _("学生状态"), status(row)


def _opened(row: Enrolment | EnrolmentVersion) -> dict:
    if isinstance(row, Enrolment):
        return secrets_of(row)
    aad = enrolment_aad(row.enrolment.school.code, row.enrolment.term_id, row.registry_index)
    return crypto.unseal(row.sealed, aad) if row.sealed else {}


def _where(row: Enrolment) -> str:
    return f"{row.term} {row.school}"


def _holdings(student: Student) -> Iterator[tuple[str, str]]:
    answered = MatchPair.objects.filter(student=student)
    yield _("与名单的核对"), _("%(count)d条") % {"count": answered.count()}
    for rows in all_child_rows():
        yield from rows.said(student)


def entered_twice(merge: StudentMerge) -> list[Enrolment]:
    """Terms in which both files are enrolled: after joining one of the rows counts, the other is a double enrolment."""
    enrolled = Enrolment.objects.filter(status=EnrolmentStatus.ENROLLED)
    own = enrolled.filter(student=merge.kept_id).values("term")
    both = enrolled.filter(student=merge.merged_id, term__in=own).select_related("term", "school")
    return list(both.order_by("-term__position"))
