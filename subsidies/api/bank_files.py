"""The files that went to the bank as a resource: which there are, their digest, and the exact bytes for who may have them."""

import base64

from django.db.models import QuerySet
from django.http import StreamingHttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from aid_portal.actions import stored_files
from aid_portal.api.resources import Resource
from aid_portal.api.schema import A_FILE
from aid_portal.permissions import Permission
from aid_portal.views.stored_files import hand_out
from subsidies.actions import bank_packages
from subsidies.filters.bank_files import BankFileFilter
from subsidies.models import BankFile


class BankFileSerializer(serializers.ModelSerializer):
    """`total` in yuan; `layout` and `layout_version` say how it was written."""

    batch = serializers.CharField(source="batch.number", read_only=True)
    layout = serializers.CharField(source="layout.code", read_only=True)
    layout_version = serializers.IntegerField(source="layout.version", read_only=True)
    made_by = serializers.CharField(source="made_by.username", read_only=True)

    class Meta:
        model = BankFile
        fields = (
            *("id", "batch", "number", "layout", "layout_version", "sha256", "row_count", "total"),
            *("made_by", "made_at"),
        )
        read_only_fields = fields


class PackedSerializer(serializers.Serializer):
    """A zip in base64 that opens with `password` (AES-256); the password is told this once and kept nowhere."""

    name = serializers.CharField()
    password = serializers.CharField()
    content = serializers.CharField()


class BankFileViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource):
    serializer_class = BankFileSerializer
    filterset_class = BankFileFilter
    permission = Permission.BATCH_VIEW
    action_permissions = dict.fromkeys(("download", "pack"), Permission.BANK_FILE)
    secret_actions = frozenset({"pack"})

    def get_queryset(self) -> QuerySet[BankFile]:
        visible = BankFile.objects.visible_to(self.request.user)
        return visible.select_related("batch", "layout", "file", "made_by").order_by("-pk")

    @extend_schema(request=None, responses=A_FILE)
    @action(detail=True, methods=["post"])
    def download(self, request: Request, pk: str) -> StreamingHttpResponse:
        """Each download is on record, as on the page."""
        return hand_out(self.get_object().file, by=request.user)

    @extend_schema(request=None, responses=PackedSerializer)
    @action(detail=True, methods=["post"])
    def pack(self, request: Request, pk: str) -> Response:
        """Asked again, there is another zip with another password; each is on record as taken away."""
        package = bank_packages.pack(bank_file=self.get_object(), by=request.user)
        content = b"".join(stored_files.download(file=package.file, by=request.user))
        told = {"name": package.file.name, "password": package.password, "content": base64.b64encode(content).decode()}
        return Response(PackedSerializer(told).data, headers={"Cache-Control": "no-store"})
