"""Pages of the API: the same capped count and keyset as the lists on screen."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response

from aid_portal.pagination import page_of
from aid_portal.templatetags.portal import changed_query


class KeysetPagination(BasePagination):
    """`count` is capped (`capped` says so); `next` and `previous` are addresses to follow, not to be built."""

    def paginate_queryset(self, queryset: QuerySet, request: Request, view: Any = None) -> list[Any]:
        anchors = view.get_queryset() if view is not None else queryset
        self.request = request
        self.page = page_of(
            request.query_params, queryset, anchors=anchors, order=[str(name) for name in queryset.query.order_by]
        )
        return self.page.rows

    def get_paginated_response(self, data: Any) -> Response:
        links = {name: self._link(getattr(self.page, name)) for name in ("next", "previous")}
        return Response({"count": self.page.total, "capped": self.page.capped, **links, "results": data})

    def get_paginated_response_schema(self, schema: Mapping[str, Any]) -> dict[str, Any]:
        link = {"type": "string", "format": "uri", "nullable": True}
        properties = {
            "count": {"type": "integer"},
            "capped": {"type": "boolean"},
            "next": link,
            "previous": link,
            "results": schema,
        }
        return {"type": "object", "required": ["count", "capped", "results"], "properties": properties}

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        """How many rows a page holds; the place in the list comes with the links."""
        size = {"type": "integer", "enum": [20, 50, 100]}
        return [{"name": "size", "in": "query", "required": False, "schema": size}]

    def _link(self, changes: dict[str, str | None] | None) -> str | None:
        if changes is None:
            return None
        return self.request.build_absolute_uri(changed_query(self.request.query_params, changes))
