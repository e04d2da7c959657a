"""POSTs of the API that must not happen twice: the client sends Idempotency-Key, the first answer is replayed."""

from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from aid_portal.api.resources import Resource
from aid_portal.idempotency import idempotent


class OnceResource(Resource):
    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """The answer is written out before it is kept."""
        once = request.method == "POST" and request.user.is_authenticated
        answer = idempotent(self._rendered) if once else self._rendered
        return answer(request, *args, **kwargs)

    def get_object(self) -> Model:
        """One record, whichever its term and state: the conditions are for lists."""
        return get_object_or_404(self.get_queryset(), pk=self.kwargs["pk"])

    def _rendered(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        return super().dispatch(request, *args, **kwargs).render()
