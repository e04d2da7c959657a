"""What the description of the API says of every operation: the permission, the key that lets a POST be repeated, the refusal."""

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse
from rest_framework import serializers

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

    def _get_response_bodies(self, direction: str = "response") -> dict[str, Any]:
        bodies = super()._get_response_bodies(direction)
        if self.method == "GET":
            return bodies
        return bodies | {"409": self._get_response_for_code(RefusalSerializer, "409", direction=direction)}
