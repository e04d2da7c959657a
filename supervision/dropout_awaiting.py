"""What of dropout control waits for whom: the next rung of each office, reasons to strike off, families to ask, months."""

from collections.abc import Callable, Iterator

from django.db.models import OuterRef, Subquery
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from aid_portal.choices import OrgKind
from aid_portal.links import rows
from aid_portal.menu import SUPERVISION
from aid_portal.permissions import Permission
from aid_portal.waiting import Todo, Viewer, Waiting, register_todos, register_waiting
from supervision.dropout_choices import AbsenceState, ReturnKind, Rung
from supervision.filters.dropouts import CLOSING, OPEN, YES
from supervision.models import DropoutCase, DropoutClosing
from supervision.models.dropout_reports import AbsenceReportQuerySet
from supervision.models.dropouts import DropoutCaseQuerySet
from supervision.reports.absences import contacts_due
from supervision.reports.dropout_returns import owed_by
from supervision.reports.dropout_waiting import RUNGS_OF_THE_COUNTY, closings_to_decide, rungs_of, steps_due
from supervision.rules.periods import before, following

ENTRY, DETAIL = "supervision:dropout-list", "supervision:dropout-detail"
OFFICES = {"school": (Rung.SCHOOL,), "town": (Rung.TOWN,), "county": RUNGS_OF_THE_COUNTY}
ASKED = DropoutClosing.objects.waiting().filter(case=OuterRef("pk")).order_by("made_at").values("made_at")[:1]


def children_to_bring_back(rungs: tuple[Rung, ...]) -> Callable[[Viewer], DropoutCaseQuerySet]:
    """Those whose next rung is this office's and due."""

    def find(viewer: Viewer) -> DropoutCaseQuerySet:
        due = steps_due(viewer.user, timezone.localdate())
        return due if rungs_of(viewer.user) == rungs else due.none()

    return find


def cases_to_strike_off(viewer: Viewer) -> DropoutCaseQuerySet:
    return DropoutCase.objects.filter(pk__in=closings_to_decide(viewer.user).order_by().values("case"))


def families_to_ask(viewer: Viewer) -> AbsenceReportQuerySet:
    return contacts_due(viewer.user, timezone.localdate())


def months_to_send(viewer: Viewer) -> Iterator[Todo]:
    """A school's own month that is over; towns and the county see in the list who is missing."""
    if any(each.unit.kind != OrgKind.SCHOOL for each in viewer.user.assignments_in_force):
        return
    first = before(ReturnKind.MONTH, timezone.localdate())
    words = now("报送%(year)d年%(month)d月控辍保学月报") % {"year": first.year, "month": first.month}
    url = rows("supervision:dropout-month-send", month=f"{first:%Y-%m}")
    yield Todo(SUPERVISION, words, owed_by(viewer.user, first).count(), url, "send", following(ReturnKind.MONTH, first))


for office, rungs in OFFICES.items():
    words = format_lazy("{}", rungs[0].label) if len(rungs) == 1 else format_lazy("{}、{}", *(rung.label for rung in rungs))
    register_waiting(
        Waiting(
            f"dropout-{office}", SUPERVISION, ENTRY, format_lazy(_("控辍保学：{rungs}"), rungs=words), "house",
            Permission.DROPOUT_HANDLE, children_to_bring_back(rungs), since="reached_on", unit="school", detail=DETAIL,
            listed=lambda viewer: rows(ENTRY, state=OPEN, late=YES),
        )
    )  # fmt: skip
register_waiting(
    Waiting(
        "dropout-strike-off", SUPERVISION, ENTRY, _("核准控辍保学销号"), "check-circle", Permission.DROPOUT_CLOSE,
        cases_to_strike_off, since=Subquery(ASKED), unit="school", detail=DETAIL,
        listed=lambda viewer: rows(ENTRY, state=CLOSING),
    )
)  # fmt: skip
register_waiting(
    Waiting(
        "absence-contact", SUPERVISION, "supervision:absence-list", _("联系没有到校的学生家庭"), "telephone",
        Permission.DROPOUT_REPORT, families_to_ask, since="first_day", unit="school", detail="supervision:absence-detail",
        listed=lambda viewer: rows("supervision:absence-list", state=AbsenceState.CONTACT.value),
    )
)  # fmt: skip
register_todos(Permission.DROPOUT_HANDLE, months_to_send, "supervision:dropout-list")
