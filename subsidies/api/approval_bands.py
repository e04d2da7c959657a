"""The bands of countersigning as a resource: look, propose, decide."""

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from aid_portal.api.forms import filled, shape_of
from aid_portal.api.resources import Resource
from aid_portal.permissions import Permission
from subsidies.actions import approval_bands
from subsidies.api.serializers import DecideSerializer
from subsidies.filters.approval_bands import ApprovalBandFilter
from subsidies.forms.approval_bands import BandForm
from subsidies.models import ApprovalBand

BandShape = shape_of(BandForm)


class ApprovalBandSerializer(serializers.ModelSerializer):
    """From `starts_on` on, a list or batch of at least `above` yuan asks for `signers` further persons."""

    state = serializers.CharField(read_only=True)
    made_by = serializers.CharField(source="made_by.username", read_only=True)
    decided_by = serializers.CharField(source="decided_by.username", default=None, read_only=True)

    class Meta:
        model = ApprovalBand
        fields = (
            *("id", "subject", "above", "signers", "starts_on", "source", "state", "replaced_by"),
            *("made_by", "made_at", "decided_by", "decided_at", "decision_note"),
        )
        read_only_fields = fields


class ApprovalBandViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource):
    serializer_class = ApprovalBandSerializer
    filterset_class = ApprovalBandFilter
    permission = Permission.POLICY_VIEW
    action_permissions = {"create": Permission.POLICY_EDIT, "decide": Permission.POLICY_APPROVE}

    def get_queryset(self) -> QuerySet[ApprovalBand]:
        return ApprovalBand.objects.visible_to(self.request.user).for_list().order_by("-pk")

    @extend_schema(request=BandShape)
    def create(self, request: Request) -> Response:
        form = filled(self, BandForm, BandShape)
        return self.answer(approval_bands.propose(**form.said, by=request.user), status.HTTP_201_CREATED)

    @extend_schema(request=DecideSerializer)
    @action(detail=True, methods=["post"])
    def decide(self, request: Request, pk: str) -> Response:
        return self.answer(approval_bands.decide(band=self.get_object(), **self.sent(DecideSerializer), by=request.user))
