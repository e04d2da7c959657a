"""The verb that papers of donations have in common over the API."""

from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from aid_portal.api.serializers import NoteSerializer
from subsidies.actions import donation_withdrawals


class WithdrawVerb:
    """Of a resource that shows a record by `_shown`."""

    @extend_schema(request=NoteSerializer)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, pk: str) -> Response:
        """By who wrote it, while nobody has decided it."""
        sent = self.sent(NoteSerializer)
        return self._shown(donation_withdrawals.withdraw(paper=self.get_object(), **sent, by=request.user))
