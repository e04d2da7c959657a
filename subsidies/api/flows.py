"""The payments and recoveries behind a number of the statistics, as they stand and as they were frozen: the pages' filters."""

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from rest_framework import mixins, serializers

from aid_portal.api.resources import Resource
from aid_portal.permissions import Permission
from subsidies.filters.statistics import FlowFilter, FrozenFlowFilter
from subsidies.models import FrozenFlow, MoneyFlow, StatisticsReport


class FlowSerializer(serializers.ModelSerializer):
    """A payment, or below zero a recovery; `head` adds up to 人次, `fen_…` are the parts of the amount by source in fen."""

    name = serializers.CharField(source="student.name", read_only=True)
    school = serializers.CharField(source="school.code", read_only=True)
    programme = serializers.CharField(source="programme.code", read_only=True)
    batch = serializers.CharField(source="batch.number", read_only=True)

    class Meta:
        model = MoneyFlow
        fields = (
            *("id", "student", "name", "school", "stage", "programme", "term", "tier", "waiver", "channel", "batch", "moved_on"),
            *("amount", "head", "fen_central", "fen_province", "fen_city", "fen_county"),
        )
        read_only_fields = fields


class FrozenFlowSerializer(FlowSerializer):
    class Meta(FlowSerializer.Meta):
        model = FrozenFlow


class FlowViewSet(mixins.ListModelMixin, Resource):
    """The rows behind a number of the statistics, first those of the year being looked at."""

    serializer_class = FlowSerializer
    filterset_class = FlowFilter
    permission = Permission.PAYMENT_VIEW
    queryset = MoneyFlow.objects.none()

    def get_queryset(self) -> QuerySet[MoneyFlow]:
        return MoneyFlow.objects.visible_to(self.request.user).for_list().order_by("pk")


class FrozenFlowViewSet(FlowViewSet):
    """The same as they were frozen."""

    serializer_class = FrozenFlowSerializer
    filterset_class = FrozenFlowFilter
    queryset = FrozenFlow.objects.none()

    def get_queryset(self) -> QuerySet[FrozenFlow]:
        report = get_object_or_404(StatisticsReport.objects.visible_to(self.request.user), pk=self.kwargs["report"])
        return FrozenFlow.objects.visible_to(self.request.user).filter(report=report).for_list().order_by("pk")
