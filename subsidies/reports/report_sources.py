"""The row sets that reports count besides money: children monitored, enrolled, due aid; whose eyes, which keys, which list."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, QuerySet, Sum

from aid_portal.links import rows
from aid_portal.models import User
from aid_portal.permissions import Permission
from aid_portal.terms import Term
from students.choices import EnrolmentStatus
from students.models import Enrolment
from subsidies.models import Decision, Whereabouts
from subsidies.reports.report_layouts import DUE, ENROLLED, LAYOUTS, MONITORED, NONE, Key
from subsidies.reports.statistics import Numbers
from subsidies.rules.statistics import WHOLE, Part

NO_TOWN = "-"  # the list says no town; what the filter of the list calls it


@dataclass(frozen=True)
class RowSet:
    """`of_term` finds the rows, `keys` are their expressions, `page` lists them under `fixed` and the names of `asked`."""

    model: Any
    of_term: Callable[[QuerySet, str], QuerySet]
    keys: Mapping[str, F]
    measures: Mapping[str, Any]
    page: str
    permission: Permission
    asked: Mapping[str, str]
    fixed: Mapping[str, str]

    def rows(self, user: User | None, term: Term, part: Part) -> QuerySet:
        """No person is the console, which sees everything."""
        seen = self.model.objects.visible_to(user) if user else self.model.objects.all()
        town = {"school__path__startswith": f"/{part.town}/"} if part.town else {}
        stage = {self.keys["stage"].name: part.stage} if part.stage else {}
        return self.of_term(seen, str(term)).filter(**town, **stage)

    def counted(self, user: User | None, term: Term, keys: Key, part: Part = WHOLE) -> dict[Key, Numbers]:
        found = self.rows(user, term, part).order_by()
        if not keys:
            return {(): Numbers(**_plain(found.aggregate(**self.measures)))}
        by = {f"by_{key}": self.keys[key] for key in keys}
        told = found.annotate(**by).values(*by).annotate(**self.measures)
        return {tuple(str(row.pop(f"by_{key}")) for key in keys): Numbers(**_plain(row)) for row in told}

    def link(self, term: Term, query: Mapping[str, str]) -> str:
        asked = {self.asked.get(key, key): NO_TOWN if value == NONE else value for key, value in query.items()}
        return rows(self.page, term=str(term), **self.fixed, **asked)


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    """A sum over nothing is nothing."""
    return {name.removeprefix("the_"): value or 0 for name, value in row.items()}


ROW_SETS: Mapping[str, RowSet] = {
    MONITORED: RowSet(
        Whereabouts, lambda found, term: found.filter(term=term), {"home": F("record__town"), "whereabouts": F("code")},
        {"the_persons": Count("pk")}, "subsidies:whereabouts-list", Permission.CHECK_VIEW,
        {"home": "town", "whereabouts": "code"}, {},
    ),
    ENROLLED: RowSet(
        Enrolment, lambda found, term: found.filter(term=term, status=EnrolmentStatus.ENROLLED), {"stage": F("stage")},
        {"the_persons": Count("pk")}, "students:student-list", Permission.STUDENT_VIEW, {},
        {"status": EnrolmentStatus.ENROLLED.value},
    ),
    DUE: RowSet(
        Decision, lambda found, term: found.live().for_term(term), {"stage": F("case__stage")},
        {"the_times": Count("pk"), "the_amount": Sum("case__amount")}, "subsidies:decision-list",
        Permission.DECISION_VIEW, {}, {},
    ),
}  # fmt: skip


def may_read(kind: str, user: User) -> bool:
    """Who may not open the list behind a report has no such report."""
    layout = LAYOUTS[kind]
    sets = {layout.source, *(beside.source for beside in layout.beside)}
    return all(user.has(ROW_SETS[each].permission) for each in sets if each in ROW_SETS)
