"""The first question of every look (whose eyes) and the only way to lock."""

from functools import reduce
from operator import or_
from typing import Self

from django.db import models
from django.db.models import Q

from aid_portal.school_classes import Cohort
from aid_portal.terms import AcademicYear

ROOT_PATH = "/"  # the bureau: every unit lies below it


class ScopedQuerySet(models.QuerySet):
    """Rows that belong to a unit; `unit_lookup` is the path from the row to the unit's `path`.

    Whoever holds a role for one class of a unit sees there the rows of this class in every year of its way, where
    `class_lookup` leads from the row to stage, grade and class name and `term_lookup` to the term, and what is
    `for_every_class`; of everything else nothing.
    """

    unit_lookup = "unit__path"
    class_lookup: str | None = None
    term_lookup = "term"
    tells_stage = True
    for_every_class = False

    def visible_to(self, user) -> Self:
        """Rows at or below the units where `user` holds a role today; none for a stranger."""
        if ROOT_PATH in user.unit_paths:
            return self.all()
        scopes = [Q(**{f"{self.unit_lookup}__startswith": path}) for path in user.unit_paths]
        scopes += [self._of_class(path, cohort) for path, cohort in user.classes if self.reaches_classes]
        return self.filter(reduce(or_, scopes)) if scopes else self.none()

    @property
    def reaches_classes(self) -> bool:
        return self.for_every_class or self.class_lookup is not None

    def of_year(self, year: AcademicYear) -> Q:
        return Q(**{f"{self.class_lookup}{self.term_lookup}__in": [str(term) for term in year.terms]})

    def _of_class(self, path: str, cohort: Cohort) -> Q:
        here = Q(**{self.unit_lookup: path})
        if self.for_every_class:
            return here
        here &= Q(**{f"{self.class_lookup}class_name": cohort.class_name})
        if self.tells_stage:
            here &= Q(**{f"{self.class_lookup}stage": cohort.stage})
        years = (Q(**{f"{self.class_lookup}grade": grade}) & self.of_year(year) for grade, year in cohort.years)
        return here & reduce(or_, years)

    def locked(self) -> Self:
        return self.select_for_update(of=("self",), no_key=True)
