"""Photos and papers that show what was seen or done: what a file is called, and the file itself."""

from django.db.models import QuerySet
from django.http import StreamingHttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework import mixins
from rest_framework.decorators import action
from rest_framework.request import Request

from aid_portal.api.resources import Resource
from aid_portal.api.schema import A_FILE
from aid_portal.permissions import Permission
from aid_portal.views.stored_files import hand_out
from supervision.api.evidence_shapes import EvidenceSerializer
from supervision.models import Evidence


class EvidenceViewSet(mixins.RetrieveModelMixin, Resource):
    serializer_class = EvidenceSerializer
    permission = Permission.NOTICE_VIEW
    queryset = Evidence.objects.none()  # for the schema; what is seen is decided below

    def get_queryset(self) -> QuerySet[Evidence]:
        return Evidence.objects.visible_to(self.request.user).select_related("file").order_by("pk")

    @extend_schema(request=None, responses=A_FILE)
    @action(detail=True, methods=["post"])
    def file(self, request: Request, pk: str) -> StreamingHttpResponse:
        return hand_out(self.get_object().file, by=request.user)
