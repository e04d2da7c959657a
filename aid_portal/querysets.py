"""The first question of every look (whose eyes) and the only way to lock."""

from functools import reduce
from operator import or_
from typing import Self

from django.db import models
from django.db.models import Q

ROOT_PATH = "/"  # the bureau: every unit lies below it


class ScopedQuerySet(models.QuerySet):
    """Rows that belong to a unit; `unit_lookup` is the path from the row to the unit's `path`."""

    unit_lookup = "unit__path"

    def visible_to(self, user) -> Self:
        """Rows at or below the units where `user` holds a role today; none for a stranger."""
        paths = user.unit_paths
        if ROOT_PATH in paths:
            return self.all()
        scopes = (Q(**{f"{self.unit_lookup}__startswith": path}) for path in paths)
        return self.filter(reduce(or_, scopes)) if paths else self.none()

    def locked(self) -> Self:
        return self.select_for_update(of=("self",), no_key=True)
