"""What the resources of the API have in common."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer
from rest_framework.viewsets import GenericViewSet

from aid_portal.api.pagination import KeysetPagination
from aid_portal.idempotency import idempotent


class Resource(GenericViewSet):
    """A viewset names its `permission`, those of single actions in `action_permissions`, and calls one action of ours a verb.

    Every POST may bring an Idempotency-Key: sent twice it is done once, and the first answer is given again.
    """

    pagination_class = KeysetPagination
    lookup_value_regex = "[0-9]{1,18}"  # what is no key of a row has no address
    secret_actions: ClassVar[frozenset[str]] = frozenset()  # their answer holds a secret, so that it is kept under no key

    def initial(self, request: Request, *args: object, **kwargs: object) -> None:
        """Whoever may not is refused before it is asked whether the same was answered before."""
        super().initial(request, *args, **kwargs)
        if request.method == "POST" and hasattr(self, "post") and self.action not in self.secret_actions:
            self.post = self._once(self.post)

    def get_object(self) -> Model:
        """One record, whichever its term and state: the conditions are for lists."""
        return get_object_or_404(self.get_queryset(), pk=self.kwargs["pk"])

    def sent(self, serializer_class: type[Serializer], **options: Any) -> dict[str, Any]:
        serializer = serializer_class(data=self.request.data, **options)
        serializer.is_valid(raise_exception=True)
        return serializer.validated_data

    def answer(self, record: Model, code: int = status.HTTP_200_OK) -> Response:
        return Response(self.get_serializer(record).data, status=code)

    def _once(self, handler: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        """The answer is written out before it is kept."""

        @idempotent
        def written(_asked: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            answer = self.finalize_response(self.request, handler(self.request, *args, **kwargs), *args, **kwargs)
            return answer.render() if isinstance(answer, Response) else answer

        return lambda request, *args, **kwargs: written(request._request, *args, **kwargs)
