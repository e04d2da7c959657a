"""What the archive of a school's round holds (建档备案, domain.md 3.3): its children in order, their papers, what is missing."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from aid_portal.models import OrgUnit, StoredFile, User
from students.determination_choices import ApplicationStatus
from students.models import Application, DeterminationRound, PublicNotice
from students.reports.child_files import FilePart, parts_of
from students.rules.file_names import safe_part, safe_suffix
from students.sheets.rosters import grade_word

FILED = tuple(set(ApplicationStatus) - {ApplicationStatus.DRAFT, ApplicationStatus.WITHDRAWN})


@dataclass(frozen=True)
class ChildFile:
    """`folder` is unique within the package: its number says so, whatever children are called."""

    number: int
    application: Application
    parts: list[FilePart] = field(default_factory=list)

    @property
    def place(self) -> str:
        child = self.application.enrolment
        return f"{grade_word(child.stage, child.grade)}{child.class_name}"

    @property
    def folder(self) -> str:
        return f"{self.number:04d}_{safe_part(self.place)}_{safe_part(self.application.enrolment.name)}"

    @property
    def missing(self) -> list[str]:
        return [part.label for part in self.parts if part.missing]


def filed(round: DeterminationRound, school: OrgUnit, user: User) -> QuerySet[Application]:
    """Whoever has applied or is proven, as far as the user sees them."""
    seen = Application.objects.visible_to(user).filter(round=round, enrolment__school=school, status__in=FILED)
    rows = seen.for_list().select_related("class_meeting", "school_meeting", "scan", "enrolment__school", "list")
    return rows.order_by("enrolment__stage", "enrolment__grade", "enrolment__class_name", "enrolment__pinyin", "pk")


def child_files(applications: Iterable[Application], today: date) -> Iterator[ChildFile]:
    for number, application in enumerate(applications, 1):
        yield ChildFile(number, application, parts_of(application, today))


def shared_papers(applications: Iterable[Application]) -> Iterator[tuple[str, StoredFile]]:
    """Minutes of the sittings that these children came before."""
    met = {each.pk: each for row in applications for each in (row.class_meeting, row.school_meeting) if each}
    for number, meeting in enumerate(sorted(met.values(), key=lambda each: (each.held_on, each.pk)), 1):
        if meeting.minutes:
            name = f"{number:02d}_{safe_part(f'{meeting.class_name}{meeting.get_level_display()}')}_{meeting.held_on:%Y%m%d}"
            yield f"{name}{safe_suffix(meeting.minutes.name)}", meeting.minutes


def notice_photos(round: DeterminationRound, school: OrgUnit) -> Iterator[tuple[str, StoredFile]]:
    """Photos of the wall: what stood there had no number on it."""
    posted = PublicNotice.objects.filter(list__round=round, school=school, photo__isnull=False).select_related("photo")
    for number, notice in enumerate(posted.order_by("posted_on", "pk"), 1):
        yield f"{_('公示照片')}{number:02d}_{notice.posted_on:%Y%m%d}{safe_suffix(notice.photo.name)}", notice.photo
