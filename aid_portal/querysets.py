"""The first question of every look (whose eyes) and the only way to lock."""

from functools import reduce
from operator import or_
from typing import Self

from django.db import models
from django.db.models import Q

from aid_portal.school_classes import SchoolClass

ROOT_PATH = "/"  # the bureau: every unit lies below it


class ScopedQuerySet(models.QuerySet):
    """Rows that belong to a unit; `unit_lookup` is the path from the row to the unit's `path`.

    Whoever holds a role for one class of a unit sees there the rows of this class, where `class_lookup` leads from the row to
    the class (`class_fields`), and what is `for_every_class`; of everything else nothing.
    """

    unit_lookup = "unit__path"
    class_lookup: str | None = None
    class_fields: tuple[str, ...] = SchoolClass._fields
    for_every_class = False

    def visible_to(self, user) -> Self:
        """Rows at or below the units where `user` holds a role today; none for a stranger."""
        if ROOT_PATH in user.unit_paths:
            return self.all()
        scopes = [Q(**{f"{self.unit_lookup}__startswith": path}) for path in user.unit_paths]
        scopes += [self._of_class(path, place) for path, place in user.classes if self.reaches_classes]
        return self.filter(reduce(or_, scopes)) if scopes else self.none()

    @property
    def reaches_classes(self) -> bool:
        return self.for_every_class or self.class_lookup is not None

    def _of_class(self, path: str, place: SchoolClass) -> Q:
        here = Q(**{self.unit_lookup: path})
        if self.for_every_class:
            return here
        return here & Q(**{f"{self.class_lookup}{field}": getattr(place, field) for field in self.class_fields})

    def locked(self) -> Self:
        return self.select_for_update(of=("self",), no_key=True)
