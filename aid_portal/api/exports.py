"""Exports as a resource: order one, follow it, take the file; the pages' rules, permissions and second person."""

from django.db.models import QuerySet
from django.http import StreamingHttpResponse
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from aid_portal import current_term
from aid_portal.actions import exports
from aid_portal.api.job_runs import JobRunSerializer
from aid_portal.api.resources import Resource
from aid_portal.api.schema import A_FILE
from aid_portal.api.serializers import UnmaskRequestSerializer
from aid_portal.export_orders import CSV, XLSX, ExportOrder
from aid_portal.exporting import export_named, exports_for
from aid_portal.models import JobRun
from aid_portal.permissions import Permission
from aid_portal.views.stored_files import hand_out_of_job


class ExportSerializer(JobRunSerializer):
    export = serializers.CharField(source="params.export", read_only=True)
    term = serializers.CharField(source="params.term", read_only=True)
    format = serializers.CharField(source="params.format", read_only=True)
    masked = serializers.BooleanField(source="params.masked", read_only=True)

    class Meta(JobRunSerializer.Meta):
        fields = (*JobRunSerializer.Meta.fields, "export", "term", "format", "masked")
        read_only_fields = fields


class ExportOrderSerializer(serializers.Serializer):
    export = serializers.CharField(max_length=40)
    query = serializers.CharField(required=False, allow_blank=True, default="", max_length=2000)
    term = serializers.CharField(required=False, allow_blank=True, default="", max_length=5)
    format = serializers.ChoiceField(choices=[XLSX, CSV], default=XLSX)
    masked = serializers.BooleanField(default=True)
    reason = serializers.CharField(required=False, allow_blank=True, default="", max_length=200)

    def validate_export(self, name: str) -> str:
        known = exports_for(self.context["request"].user)
        if name not in known:
            raise serializers.ValidationError(_("您可以导出的有：%(names)s。") % {"names": "、".join(known) or _("无")})
        return name

    def validate_term(self, term: str) -> str:
        known = [str(each) for each in current_term.terms()]
        if term and term not in known:
            raise serializers.ValidationError(_("没有这个学期，可选：%(terms)s。") % {"terms": "、".join(known)})
        return term or str(current_term.current_term(self.context["request"]))


class ExportViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource):
    serializer_class = ExportSerializer
    permission = Permission.EXPORT
    action_permissions = {"propose": Permission.EXPORT_UNMASKED}
    queryset = JobRun.objects.none()  # for the schema; what is seen is decided below

    def get_queryset(self) -> QuerySet[JobRun]:
        mine = {"kind": exports.KIND, "requested_by": self.request.user}
        return JobRun.objects.visible_to(self.request.user).filter(**mine).for_list().order_by("-pk")

    @extend_schema(request=ExportOrderSerializer)
    def create(self, request: Request) -> Response:
        return self.answer(exports.order(order=self._order(), by=request.user), status.HTTP_201_CREATED)

    @extend_schema(request=ExportOrderSerializer, responses=UnmaskRequestSerializer)
    @action(detail=False, methods=["post"])
    def propose(self, request: Request) -> Response:
        asked = exports.propose(order=self._order(), by=request.user)
        return Response(UnmaskRequestSerializer(asked).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=None, responses=A_FILE)
    @action(detail=True, methods=["post"])
    def download(self, request: Request, pk: str) -> StreamingHttpResponse:
        return hand_out_of_job(exports.KIND, pk, by=request.user)

    def _order(self) -> ExportOrder:
        sent = self.sent(ExportOrderSerializer, context={"request": self.request})
        return ExportOrder.placed(export_named(sent.pop("export")), sent.pop("query"), sent.pop("term"), **sent)
