"""The rows of the lists as a resource: look, add a case with its basis, object, restore, hold, let go; ids stay masked."""

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
from students.models import Enrolment
from subsidies.actions import entitlements, part_terms
from subsidies.api.serializers import ProgrammeField
from subsidies.filters.entitlements import EntitlementFilter
from subsidies.models import Entitlement
from subsidies.rules.proration import DAYS_OF_A_TERM


class EntitlementSerializer(serializers.ModelSerializer):
    name = serializers.CharField(source="enrolment.name", read_only=True)
    class_name = serializers.CharField(source="enrolment.class_name", read_only=True)
    school = serializers.CharField(source="school.code", read_only=True)
    programme = serializers.CharField(source="programme.code", read_only=True)

    class Meta:
        model = Entitlement
        fields = (
            *("id", "student", "name", "school", "class_name", "programme", "term", "list", "tier", "categories"),
            *("full_amount", "amount", "proration", "boarding_days", "day_days", "trace", "waiver", "rank", "status", "note"),
            *("held_until", "hold_note", "decision", "basis"),
        )
        read_only_fields = fields


class AddSerializer(ScopedSerializer):
    """`enrolment` is the roster row of the child in the term; `tier` is empty where the programme knows none."""

    enrolment = serializers.PrimaryKeyRelatedField(queryset=Enrolment.objects.none())
    programme = ProgrammeField()
    tier = serializers.CharField(max_length=12, allow_blank=True, default="")
    basis = serializers.CharField(min_length=4, max_length=200)


class DaysSerializer(serializers.Serializer):
    """Days in the dormitory and at home within the term; null for both: by the roster again."""

    boarding = serializers.IntegerField(min_value=0, max_value=DAYS_OF_A_TERM, allow_null=True)
    day = serializers.IntegerField(min_value=0, max_value=DAYS_OF_A_TERM, allow_null=True)


class HoldSerializer(NoteSerializer):
    until = serializers.DateField()


class EntitlementViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource):
    serializer_class = EntitlementSerializer
    filterset_class = EntitlementFilter
    permission = Permission.ENTITLEMENT_VIEW
    action_permissions = {
        **dict.fromkeys(("create", "object_to", "restore", "days"), Permission.ENTITLEMENT_CONFIRM),
        **dict.fromkeys(("hold", "let_go"), Permission.ADJUST),
    }
    queryset = Entitlement.objects.none()  # for the schema; what is seen is decided below

    def get_queryset(self) -> QuerySet[Entitlement]:
        return Entitlement.objects.visible_to(self.request.user).for_list().order_by("school_id", "pk")

    @extend_schema(request=AddSerializer)
    def create(self, request: Request) -> Response:
        enrolments = Enrolment.objects.visible_to(request.user).select_related("term", "school")
        made = entitlements.add(**self.sent(AddSerializer, scope={"enrolment": enrolments}), by=request.user)
        return self._now(made, status.HTTP_201_CREATED)

    @extend_schema(request=NoteSerializer)
    @action(detail=True, methods=["post"], url_path="object")
    def object_to(self, request: Request, pk: str) -> Response:
        return self._now(entitlements.object_to(entitlement=self.get_object(), **self.sent(NoteSerializer), by=request.user))

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def restore(self, request: Request, pk: str) -> Response:
        return self._now(entitlements.restore(entitlement=self.get_object(), by=request.user))

    @extend_schema(request=DaysSerializer)
    @action(detail=True, methods=["post"])
    def days(self, request: Request, pk: str) -> Response:
        """For a programme that counts by days, while the list is with the school."""
        return self._now(part_terms.state_days(entitlement=self.get_object(), **self.sent(DaysSerializer), by=request.user))

    @extend_schema(request=HoldSerializer)
    @action(detail=True, methods=["post"])
    def hold(self, request: Request, pk: str) -> Response:
        return self._now(entitlements.hold(entitlement=self.get_object(), **self.sent(HoldSerializer), by=request.user))

    @extend_schema(request=NoteSerializer)
    @action(detail=True, methods=["post"], url_path="let-go")
    def let_go(self, request: Request, pk: str) -> Response:
        return self._now(entitlements.let_go(entitlement=self.get_object(), **self.sent(NoteSerializer), by=request.user))

    def _now(self, row: Entitlement, code: int = status.HTTP_200_OK) -> Response:
        return self.answer(self.get_queryset().get(pk=row.pk), code)
