"""What schools send each month and the county each quarter, as a resource: sent, and corrected in a version beside the first."""

from django.db.models import Q, QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from aid_portal.api.resources import Resource
from aid_portal.api.scoped import ScopedSerializer
from aid_portal.choices import OrgKind
from aid_portal.models import OrgUnit
from aid_portal.permissions import Permission
from supervision.actions import dropout_returns
from supervision.dropout_choices import ReturnKind
from supervision.filters.dropout_returns import ReturnFilter
from supervision.models import DropoutReturn
from supervision.reports.dropout_returns import reporting_schools


class DropoutReturnSerializer(serializers.ModelSerializer):
    unit = serializers.CharField(source="unit.code", read_only=True)
    sent_by = serializers.CharField(source="sent_by.username", read_only=True)
    standing = serializers.SerializerMethodField()

    class Meta:
        model = DropoutReturn
        fields = (
            *("id", "unit", "kind", "first_day", "enrolled", "absent", "suspected", "dropouts", "returned", "struck_off"),
            *("by_check", "unsent", "note", "sent_by", "sent_on", "corrects", "reason", "standing"),
        )

    def get_standing(self, told: DropoutReturn) -> bool:
        """Whether no newer version corrects it."""
        return not hasattr(told, "correction")


class DropoutCorrectSerializer(serializers.Serializer):
    reason = serializers.CharField(min_length=3, max_length=200)
    note = serializers.CharField(max_length=500, allow_blank=True, default="")


class DropoutSendSerializer(ScopedSerializer):
    """`first_day` of the month or quarter; the numbers are counted."""

    unit = serializers.SlugRelatedField(slug_field="code", queryset=OrgUnit.objects.none())
    kind = serializers.ChoiceField(choices=ReturnKind.choices)
    first_day = serializers.DateField()
    note = serializers.CharField(max_length=500, allow_blank=True, default="")


class DropoutReturnViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource):
    serializer_class = DropoutReturnSerializer
    filterset_class = ReturnFilter
    permission = Permission.DROPOUT_VIEW
    action_permissions = dict.fromkeys(("create", "correct"), Permission.DROPOUT_HANDLE)
    queryset = DropoutReturn.objects.none()

    def get_queryset(self) -> QuerySet[DropoutReturn]:
        return DropoutReturn.objects.visible_to(self.request.user).for_list().select_related("correction").order_by("-pk")

    @extend_schema(request=DropoutSendSerializer)
    def create(self, request: Request) -> Response:
        """A school of compulsory schooling its month, the bureau the county's quarter; as on the page."""
        seen = OrgUnit.objects.visible_to(request.user)
        units = seen.filter(Q(pk__in=reporting_schools().values("pk")) | Q(kind=OrgKind.BUREAU))
        made = dropout_returns.send(**self.sent(DropoutSendSerializer, scope={"unit": units}), by=request.user)
        return self.answer(made, status.HTTP_201_CREATED)

    @extend_schema(request=DropoutCorrectSerializer)
    @action(detail=True, methods=["post"])
    def correct(self, request: Request, pk: int) -> Response:
        """Counted anew; the answer is the new version."""
        sent = self.sent(DropoutCorrectSerializer)
        made = dropout_returns.correct(wrong=self.get_object(), **sent, by=request.user)
        return self.answer(made, status.HTTP_201_CREATED)
