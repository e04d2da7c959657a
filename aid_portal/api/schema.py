"""What the description of the API says of every operation: the permission, the key that lets a POST be repeated, the refusal."""

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse
from rest_framework import serializers
from rest_framework.fields import empty

from aid_portal.api.resources import Resource
from aid_portal.idempotency import HEADER, LONGEST_KEY
from aid_portal.permissions import needed_for

A_FILE = {(200, "application/octet-stream"): OpenApiResponse(OpenApiTypes.BINARY)}


class RefusalSerializer(serializers.Serializer):
    """Why what was asked cannot be done, and what next; `ids` are the keys of what stands in the way."""

    code = serializers.CharField()
    message = serializers.CharField()
    ids = serializers.ListField()


class PortalSchema(AutoSchema):
    def get_description(self) -> str:
        needed = needed_for(self.view)
        words = _("权限：%(label)s（%(code)s）") % {"label": needed.label, "code": needed.value} if needed else ""
        return "\n\n".join(filter(None, (super().get_description(), words)))

    def get_override_parameters(self) -> list[Any]:
        if self.method != "POST" or not isinstance(self.view, Resource):
            return super().get_override_parameters()
        said = _("同一个键重复发送只办一次，再次得到第一次的答复；24小时内有效，最长%(most)s字。") % {"most": LONGEST_KEY}
        key = OpenApiParameter(HEADER, OpenApiTypes.STR, OpenApiParameter.HEADER, description=said)
        return [*super().get_override_parameters(), key]

    def _get_paginator(self) -> Any:
        """A deed answers what it did to all its records at once, not a page of them."""
        return super()._get_paginator() if self.method == "GET" else None

    def _get_response_bodies(self, direction: str = "response") -> dict[str, Any]:
        bodies = super()._get_response_bodies(direction)
        if self.method == "GET":
            return bodies
        return bodies | {"409": self._get_response_for_code(RefusalSerializer, "409", direction=direction)}

    def _map_serializer_field(self, field: Any, direction: str, bypass_extensions: bool = False) -> dict[str, Any]:
        """A choice that a row may not have made yet is told as such; the framework forgets this of what is only read."""
        if isinstance(field, serializers.ChoiceField) and field.read_only and _may_be_empty(field):
            field.allow_blank = True
        return super()._map_serializer_field(field, direction, bypass_extensions)

    def _get_serializer_field_meta(self, field: Any, direction: str) -> dict[str, Any]:
        """A field that answers null where there is nothing to say says so."""
        meta = super()._get_serializer_field_meta(field, direction)
        return meta | {"nullable": True} if getattr(field, "default", empty) is None else meta


def _may_be_empty(field: serializers.ChoiceField) -> bool:
    model = getattr(getattr(field.parent, "Meta", None), "model", None)
    known = {each.name: each for each in model._meta.get_fields()} if model else {}
    return bool(getattr(known.get(field.source), "blank", False))
