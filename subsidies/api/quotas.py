"""Places of the schools as a resource: look, propose for many schools, approve or refuse by another."""

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers, status
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from aid_portal.api.resources import Resource
from aid_portal.api.serializers import NoteSerializer
from aid_portal.models import OrgUnit
from aid_portal.permissions import Permission
from students.models import TermSetting
from subsidies.actions import quotas
from subsidies.api.lists import ProposeSerializer
from subsidies.api.serializers import ProgrammeField
from subsidies.filters.quotas import QuotaFilter
from subsidies.models import Quota
from subsidies.reports.quota_rows import with_counts


class QuotaSerializer(serializers.ModelSerializer):
    school = serializers.CharField(source="school.code", read_only=True)
    programme = serializers.CharField(source="programme.code", read_only=True)
    made_by = serializers.CharField(source="made_by.username", read_only=True)
    decided_by = serializers.CharField(source="decided_by.username", default=None, read_only=True)
    eligible = serializers.IntegerField(read_only=True)
    approved = serializers.IntegerField(read_only=True)
    waiting = serializers.IntegerField(read_only=True)

    class Meta:
        model = Quota
        fields = (
            *("id", "school", "programme", "term", "places", "source", "status", "replaced_by"),
            *("eligible", "approved", "waiting", "made_by", "made_at", "decided_by", "decided_at", "decision_note"),
        )
        read_only_fields = fields


class PlacesSerializer(serializers.Serializer):
    """`school` is a 学校标识码."""

    school = serializers.CharField(max_length=12)
    places = serializers.IntegerField(min_value=0, max_value=9999)


class QuotaProposeSerializer(ProposeSerializer):
    programme = ProgrammeField()
    source = serializers.CharField(min_length=4, max_length=80)
    places = PlacesSerializer(many=True, allow_empty=False, max_length=2000)


class QuotasSerializer(serializers.Serializer):
    quotas = serializers.ListField(child=serializers.IntegerField(min_value=1), min_length=1, max_length=2000)


class RefusedQuotasSerializer(QuotasSerializer, NoteSerializer):
    """With the reason."""


class QuotaViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource):
    serializer_class = QuotaSerializer
    filterset_class = QuotaFilter
    permission = Permission.ENTITLEMENT_VIEW
    action_permissions = {
        "create": Permission.QUOTA_EDIT,
        **dict.fromkeys(("approve", "refuse"), Permission.QUOTA_APPROVE),
    }
    queryset = Quota.objects.none()  # for the schema; what is seen is decided below

    def get_queryset(self) -> QuerySet[Quota]:
        return with_counts(Quota.objects.visible_to(self.request.user).for_list()).order_by("-pk")

    @extend_schema(request=QuotaProposeSerializer, responses=QuotaSerializer(many=True))
    def create(self, request: Request) -> Response:
        sent = self.sent(QuotaProposeSerializer, scope={"term": TermSetting.objects.visible_to(request.user)})
        places = self._by_school(sent.pop("places"))
        return self._told(quotas.propose(**sent, places=places, by=request.user), status.HTTP_201_CREATED)

    @extend_schema(request=QuotasSerializer, responses=QuotaSerializer(many=True))
    @action(detail=False, methods=["post"])
    def approve(self, request: Request) -> Response:
        chosen = self.sent(QuotasSerializer)["quotas"]
        return self._told(quotas.decide(quotas=self._mine(chosen), approved=True, by=request.user))

    @extend_schema(request=RefusedQuotasSerializer, responses=QuotaSerializer(many=True))
    @action(detail=False, methods=["post"])
    def refuse(self, request: Request) -> Response:
        sent = self.sent(RefusedQuotasSerializer)
        chosen = self._mine(sent["quotas"])
        return self._told(quotas.decide(quotas=chosen, approved=False, note=sent["note"], by=request.user))

    def _by_school(self, places: list[dict]) -> list[tuple[OrgUnit, int]]:
        codes = [each["school"] for each in places]
        schools = {unit.code: unit for unit in OrgUnit.objects.visible_to(self.request.user).schools().filter(code__in=codes)}
        if unknown := sorted(set(codes) - set(schools)):
            raise ValidationError({"places": unknown})
        return [(schools[each["school"]], each["places"]) for each in places]

    def _mine(self, chosen: list[int]) -> list[int]:
        return list(self.get_queryset().filter(pk__in=chosen).values_list("pk", flat=True))

    def _told(self, done: list[Quota], code: int = status.HTTP_200_OK) -> Response:
        found = self.get_queryset().filter(pk__in=[each.pk for each in done])
        return Response(self.get_serializer(found, many=True).data, status=code)
