"""Frozen tables as a resource: what was reported, the hash over it, whether it is still whole, and freezing one."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from aid_portal.api.resources import Resource
from aid_portal.permissions import Permission
from subsidies.actions import statistics
from subsidies.api.statistics import AskedSerializer
from subsidies.filters.statistics import ReportFilter
from subsidies.models import StatisticsReport
from subsidies.reports.frozen import as_kept, differences, now_of, unharmed


class KeptReportSerializer(serializers.ModelSerializer):
    """`parameters` say the span and what was left out; `hash` is the SHA-256 over question, table and rows behind it."""

    hash = serializers.SerializerMethodField()
    made_by = serializers.CharField(source="made_by.username", read_only=True)

    class Meta:
        model = StatisticsReport
        fields = ("id", "title", "kind", "parameters", "data_at", "row_count", "hash", "note", "made_by", "frozen_at")
        read_only_fields = fields

    def get_hash(self, report: StatisticsReport) -> str:
        return bytes(report.digest).hex()


class WholeReportSerializer(KeptReportSerializer):
    """With its table; `unharmed`: table and rows still give the hash."""

    unharmed = serializers.SerializerMethodField()

    class Meta(KeptReportSerializer.Meta):
        fields = (*KeptReportSerializer.Meta.fields, "rows", "totals", "unharmed")
        read_only_fields = fields

    def get_unharmed(self, report: StatisticsReport) -> bool:
        return unharmed(report)


class FreezeSerializer(AskedSerializer):
    term = town = stage = programme = None  # the county is reported, as a whole
    span = serializers.CharField(max_length=9)
    note = serializers.CharField(max_length=200, allow_blank=True, default="")


class ChangedNumberSerializer(serializers.Serializer):
    """`key` is the line as its codes, empty for the total; `column` empty for the end of the line."""

    key = serializers.CharField(allow_blank=True)
    column = serializers.CharField(allow_blank=True)
    before_times = serializers.IntegerField(source="before.times")
    now_times = serializers.IntegerField(source="now.times")
    before_amount = serializers.DecimalField(14, 2, source="before.amount")
    now_amount = serializers.DecimalField(14, 2, source="now.amount")


class KeptReportViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource):
    filterset_class = ReportFilter
    permission = Permission.STATISTICS_VIEW
    action_permissions = {"create": Permission.STATISTICS_FREEZE}

    def get_queryset(self) -> QuerySet[StatisticsReport]:
        return StatisticsReport.objects.visible_to(self.request.user).for_list().order_by("-pk")

    def get_serializer_class(self) -> Any:
        return KeptReportSerializer if self.action == "list" else WholeReportSerializer

    @extend_schema(request=FreezeSerializer)
    def create(self, request: Request) -> Response:
        """Refused where the table is empty or does not close."""
        made = statistics.freeze(**self.sent(FreezeSerializer), by=request.user)
        return self.answer(made, status.HTTP_201_CREATED)

    @extend_schema(responses=ChangedNumberSerializer(many=True), filters=False)
    @action(detail=True, pagination_class=None)
    def compare(self, request: Request, pk: str) -> Response:
        """Which numbers the same computation would answer differently today."""
        report = self.get_object()
        found = differences(as_kept(report), now_of(report))
        return Response(ChangedNumberSerializer(found, many=True).data)
