"""What a request may name: rows that its user sees, and no others."""

from django.db.models import QuerySet
from rest_framework import serializers


class ScopedSerializer(serializers.Serializer):
    """`scope` gives the rows that may be named, by field; without it, as for the documentation, there are none."""

    def __init__(self, *args: object, scope: dict[str, QuerySet] | None = None, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        for name, rows in (scope or {}).items():
            field = self.fields[name]
            getattr(field, "child_relation", field).queryset = rows
