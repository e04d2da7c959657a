"""What a request may name: rows that its user sees, and no others."""

from django.db.models import QuerySet
from rest_framework import serializers


class ScopedSerializer(serializers.Serializer):
    """`scope` gives the rows that may be named, by field; without it, as for the documentation, there are none.

    `lines.problem` is the field `problem` of each of the `lines`.
    """

    def __init__(self, *args: object, scope: dict[str, QuerySet] | None = None, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        for path, rows in (scope or {}).items():
            outer, _dot, inner = path.rpartition(".")
            field = self.fields[outer].child.fields[inner] if outer else self.fields[path]
            getattr(field, "child_relation", field).queryset = rows
