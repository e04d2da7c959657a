"""How far a term has come: children, schools that have sent their roster, lists of the departments that count."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from aid_portal.choices import OrgKind
from aid_portal.models import OrgUnit, User
from students.choices import DATED_KINDS, EnrolmentStatus, RecordKind
from students.models import Enrolment, Release, RosterAcceptance, TermSetting


def children(user: User, term: str) -> int:
    """Children at school, each once however many schools enter it."""
    enrolled = Enrolment.objects.visible_to(user).for_term(term).filter(status=EnrolmentStatus.ENROLLED)
    return enrolled.order_by().values("student").distinct().count()


def schools_expected(user: User) -> QuerySet[OrgUnit]:
    """Schools that send a roster: teaching points stand in that of the school above them."""
    return OrgUnit.objects.visible_to(user).schools().open().exclude(parent__kind=OrgKind.SCHOOL)


def schools_missing(user: User, term: str) -> QuerySet[OrgUnit]:
    """Those of them of which nothing has been accepted yet."""
    return schools_expected(user).filter(~Exists(RosterAcceptance.objects.filter(term=term, school=OuterRef("pk"))))


@dataclass(frozen=True)
class ListAge:
    """The release of a department's list that counts on the cut-off day, and how many days older it is."""

    kind: RecordKind
    release: Release | None
    cut_off_on: date

    @property
    def days(self) -> int:
        return (self.cut_off_on - self.release.data_date).days if self.release else 0


def list_ages(term: TermSetting) -> list[ListAge]:
    newest = Release.objects.newest_on(term.cut_off_on)
    return [ListAge(kind, newest.get(kind), term.cut_off_on) for kind in DATED_KINDS]
