"""What a responsible inspector has still to do in the term of today."""

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _

from aid_portal.links import rows
from aid_portal.menu import SUPERVISION
from aid_portal.permissions import Permission
from aid_portal.terms import term_of
from aid_portal.waiting import Todo, Viewer, register_todos
from supervision.reports.inspectors import visits_owed

ENTRY = "supervision:inspector-list"


def schools_to_visit(viewer: Viewer) -> Iterator[Todo]:
    day = timezone.localdate()
    if count := visits_owed(viewer.user, day).count():
        term = term_of(day)
        url = rows(ENTRY, term=term, inspector=viewer.user.pk, state="short")
        yield Todo(SUPERVISION, _("责任督学到校督导"), count, url, "eye", due=term.last_day)


register_todos(Permission.INSPECTION_RECORD, schools_to_visit, ENTRY)
