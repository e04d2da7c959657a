"""Corrections and recoveries as resources: propose, approve or refuse by another, receive, write off."""

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from aid_portal.api.resources import Resource
from aid_portal.api.scoped import ScopedSerializer
from aid_portal.api.serializers import NoteSerializer
from aid_portal.permissions import Permission
from subsidies.actions import adjustments
from subsidies.choices import AdjustmentKind
from subsidies.filters.adjustments import AdjustmentFilter, RecoveryFilter
from subsidies.models import Adjustment, Entitlement, Recovery


class AdjustmentSerializer(serializers.ModelSerializer):
    name = serializers.CharField(source="entitlement.enrolment.name", read_only=True)
    school = serializers.CharField(source="entitlement.school.code", read_only=True)
    programme = serializers.CharField(source="entitlement.programme.code", read_only=True)
    term = serializers.CharField(source="entitlement.term_id", read_only=True)
    made_by = serializers.CharField(source="made_by.username", read_only=True)
    decided_by = serializers.CharField(source="decided_by.username", default=None, read_only=True)

    class Meta:
        model = Adjustment
        fields = (
            *("id", "entitlement", "name", "school", "programme", "term", "kind", "amount", "reason", "trace", "status"),
            *("made_by", "made_at", "decided_by", "decided_at", "decision_note"),
        )
        read_only_fields = fields


class AdjustmentProposeSerializer(ScopedSerializer):
    """`amount` in yuan, positive; a cancellation needs none."""

    entitlement = serializers.PrimaryKeyRelatedField(queryset=Entitlement.objects.none())
    kind = serializers.ChoiceField(choices=AdjustmentKind.choices)
    amount = serializers.DecimalField(12, 2, min_value=0, default=0)
    reason = serializers.CharField(min_length=2, max_length=200)
    trace = serializers.CharField(max_length=200, allow_blank=True, default="")


class AdjustmentViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource):
    serializer_class = AdjustmentSerializer
    filterset_class = AdjustmentFilter
    permission = Permission.ENTITLEMENT_VIEW
    action_permissions = {
        "create": Permission.ADJUST,
        **dict.fromkeys(("approve", "refuse"), Permission.ADJUST_APPROVE),
    }
    queryset = Adjustment.objects.none()  # for the schema; what is seen is decided below

    def get_queryset(self) -> QuerySet[Adjustment]:
        return Adjustment.objects.visible_to(self.request.user).for_list().order_by("-pk")

    @extend_schema(request=AdjustmentProposeSerializer)
    def create(self, request: Request) -> Response:
        sent = self.sent(AdjustmentProposeSerializer, scope={"entitlement": Entitlement.objects.visible_to(request.user)})
        return self._now(adjustments.propose(**sent, by=request.user), status.HTTP_201_CREATED)

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def approve(self, request: Request, pk: str) -> Response:
        return self._now(adjustments.decide(adjustment=self.get_object(), approved=True, by=request.user))

    @extend_schema(request=NoteSerializer)
    @action(detail=True, methods=["post"])
    def refuse(self, request: Request, pk: str) -> Response:
        sent = self.sent(NoteSerializer)
        return self._now(adjustments.decide(adjustment=self.get_object(), approved=False, **sent, by=request.user))

    def _now(self, made: Adjustment, code: int = status.HTTP_200_OK) -> Response:
        return self.answer(self.get_queryset().get(pk=made.pk), code)


class RecoverySerializer(serializers.ModelSerializer):
    entitlement = serializers.IntegerField(source="adjustment.entitlement_id", read_only=True)
    name = serializers.CharField(source="adjustment.entitlement.enrolment.name", read_only=True)
    school = serializers.CharField(source="adjustment.entitlement.school.code", read_only=True)
    programme = serializers.CharField(source="adjustment.entitlement.programme.code", read_only=True)

    class Meta:
        model = Recovery
        fields = (
            *("id", "adjustment", "entitlement", "name", "school", "programme", "amount", "due_on", "status"),
            *("received_on", "voucher", "close_note"),
        )
        read_only_fields = fields


class ReceiptSerializer(serializers.Serializer):
    voucher = serializers.CharField(max_length=60)
    day = serializers.DateField()


class RecoveryViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource):
    serializer_class = RecoverySerializer
    filterset_class = RecoveryFilter
    permission = Permission.ENTITLEMENT_VIEW
    action_permissions = {"receive": Permission.BUDGET_EDIT, "write_off": Permission.ADJUST_APPROVE}
    queryset = Recovery.objects.none()  # for the schema; what is seen is decided below

    def get_queryset(self) -> QuerySet[Recovery]:
        return Recovery.objects.visible_to(self.request.user).for_list().order_by("-pk")

    @extend_schema(request=ReceiptSerializer)
    @action(detail=True, methods=["post"])
    def receive(self, request: Request, pk: str) -> Response:
        done = adjustments.receive(recovery=self.get_object(), **self.sent(ReceiptSerializer), by=request.user)
        return self.answer(self.get_queryset().get(pk=done.pk))

    @extend_schema(request=NoteSerializer)
    @action(detail=True, methods=["post"], url_path="write-off")
    def write_off(self, request: Request, pk: str) -> Response:
        done = adjustments.write_off(recovery=self.get_object(), **self.sent(NoteSerializer), by=request.user)
        return self.answer(self.get_queryset().get(pk=done.pk))
