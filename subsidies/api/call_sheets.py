"""Call sheets that come back filled in, as a resource: read, look, book all answers, take the sheet with its mistakes marked."""

from django.db.models import QuerySet
from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers, status
from rest_framework.decorators import action
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from aid_portal.api.parsers import JSONParser
from aid_portal.api.resources import Resource
from aid_portal.api.schema import A_FILE
from aid_portal.api.scoped import ScopedSerializer
from aid_portal.permissions import Permission
from aid_portal.views.stored_files import hand_out_made
from subsidies.actions import call_sheets
from subsidies.actions.made_papers import CONTENT_TYPES, PaperForm
from subsidies.filters.call_sheets import CallSheetFilter
from subsidies.models import ArrivalSample, FilledCallSheet


class CallSheetSerializer(serializers.ModelSerializer):
    """`rows`: position, answer, told_amount in yuan, note; `mistakes`: row, column and sentence, with one nothing is booked."""

    batch = serializers.CharField(source="sample.batch.number", read_only=True)
    uploaded_by = serializers.CharField(source="uploaded_by.username", read_only=True)
    booked_by = serializers.CharField(source="booked_by.username", default=None, read_only=True)

    class Meta:
        model = FilledCallSheet
        fields = (
            *("id", "sample", "batch", "name", "sha256", "status", "rows", "empty", "mistakes"),
            *("uploaded_by", "uploaded_at", "booked_by", "booked_at"),
        )
        read_only_fields = fields


class CallSheetUploadSerializer(ScopedSerializer):
    """`sample`: the id of the draw whose sheet this is."""

    sample = serializers.PrimaryKeyRelatedField(queryset=ArrivalSample.objects.none())
    file = serializers.FileField(allow_empty_file=True)


class CallSheetViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource):
    serializer_class = CallSheetSerializer
    filterset_class = CallSheetFilter
    parser_classes = [JSONParser, MultiPartParser]
    permission = Permission.BATCH_VIEW
    action_permissions = dict.fromkeys(("create", "book", "mark"), Permission.ARRIVAL_ASK)

    def get_queryset(self) -> QuerySet[FilledCallSheet]:
        return FilledCallSheet.objects.visible_to(self.request.user).for_list().order_by("-pk")

    @extend_schema(request=CallSheetUploadSerializer)
    def create(self, request: Request) -> Response:
        """Read as a whole; nothing is written down by it, and an earlier sheet that waits to be booked waits no longer."""
        sent = self.sent(CallSheetUploadSerializer, scope={"sample": ArrivalSample.objects.visible_to(request.user)})
        made = call_sheets.read(sample=sent["sample"], source=sent["file"], name=sent["file"].name, by=request.user)
        return self.answer(made, status.HTTP_201_CREATED)

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def book(self, request: Request, pk: str) -> Response:
        """All its answers; the file with the telephones is gone afterwards."""
        return self.answer(call_sheets.book(sheet=self.get_object(), by=request.user))

    @extend_schema(request=None, responses=A_FILE)
    @action(detail=True, methods=["post"])
    def mark(self, request: Request, pk: str) -> HttpResponse:
        """The sheet with each bad cell marked, while it is kept."""
        return hand_out_made(*call_sheets.mark(sheet=self.get_object(), by=request.user), CONTENT_TYPES[PaperForm.XLSX])
