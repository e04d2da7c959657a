"""What the resources of the API have in common."""

from typing import Any

from django.db.models import Model
from rest_framework import status
from rest_framework.response import Response
from rest_framework.serializers import Serializer
from rest_framework.viewsets import GenericViewSet

from aid_portal.api.pagination import KeysetPagination


class Resource(GenericViewSet):
    """A viewset names its `permission`, those of single actions in `action_permissions`, and calls one action of ours a verb."""

    pagination_class = KeysetPagination
    lookup_value_regex = "[0-9]{1,18}"  # what is no key of a row has no address

    def sent(self, serializer_class: type[Serializer], **options: Any) -> dict[str, Any]:
        serializer = serializer_class(data=self.request.data, **options)
        serializer.is_valid(raise_exception=True)
        return serializer.validated_data

    def answer(self, record: Model, code: int = status.HTTP_200_OK) -> Response:
        return Response(self.get_serializer(record).data, status=code)
