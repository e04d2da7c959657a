"""Balances carried into a later year as a resource; the pages' permissions, filters and actions."""

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from aid_portal.api.resources import Resource
from aid_portal.permissions import Permission
from subsidies.actions import carry_overs
from subsidies.api.donation_shapes import HANDS, HandsSerializer
from subsidies.api.scans import ScanSerializer, TakesScans
from subsidies.api.serializers import DecideSerializer, ProgrammeField
from subsidies.api.withdrawals import WithdrawVerb
from subsidies.filters.carry_overs import CarryOverFilter
from subsidies.models import CarryOver
from subsidies.views.carry_overs import KIND


class CarryOverSerializer(HandsSerializer):
    source = serializers.CharField(source="source.code", read_only=True)
    target = serializers.CharField(source="target.code", read_only=True)

    class Meta:
        model = CarryOver
        fields = ("id", "source", "year", "target", "into_year", "amount", "paper", "status", *HANDS)
        read_only_fields = fields


class CarryOverWriteSerializer(ScanSerializer):
    """Programmes by their codes; `amount` in yuan."""

    source = ProgrammeField()
    target = ProgrammeField()
    amount = serializers.DecimalField(max_digits=14, decimal_places=2, min_value=0)
    paper = serializers.CharField(min_length=2, max_length=120)


class CarryOverViewSet(TakesScans, WithdrawVerb, mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource):
    serializer_class = CarryOverSerializer
    scan_kind = KIND
    filterset_class = CarryOverFilter
    permission = Permission.DONATION_VIEW
    action_permissions = {
        **dict.fromkeys(("create", "withdraw"), Permission.DONATION_EDIT),
        "decide": Permission.DONATION_APPROVE,
    }
    queryset = CarryOver.objects.none()  # for the schema; what is seen is decided below

    def get_queryset(self) -> QuerySet[CarryOver]:
        return CarryOver.objects.visible_to(self.request.user).for_list().order_by("-pk")

    @extend_schema(request=CarryOverWriteSerializer)
    def create(self, request: Request) -> Response:
        """Another person approves it, and the money moves."""
        facts = self.kept(self.sent(CarryOverWriteSerializer), request.user.home_unit)
        return self._shown(carry_overs.propose(**facts, by=request.user), status.HTTP_201_CREATED)

    @extend_schema(request=DecideSerializer)
    @action(detail=True, methods=["post"])
    def decide(self, request: Request, pk: str) -> Response:
        return self._shown(carry_overs.decide(carry_over=self.get_object(), **self.sent(DecideSerializer), by=request.user))

    def _shown(self, made: CarryOver, code: int = status.HTTP_200_OK) -> Response:
        return self.answer(get_object_or_404(self.get_queryset(), pk=made.pk), code)
