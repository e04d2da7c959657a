"""Responsible inspectors as a resource: a row a school; the pages' permissions, filters and actions."""

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from aid_portal.api.resources import Resource
from aid_portal.api.scoped import ScopedSerializer
from aid_portal.models import OrgUnit, User
from aid_portal.permissions import Permission
from aid_portal.terms import term_of
from supervision.actions import inspectors
from supervision.filters.inspectors import InspectorFilter
from supervision.reports.inspectors import inspected_schools, with_visits
from supervision.reports.recorders import recorders
from supervision.rules.inspectors import owed


class InspectorSerializer(serializers.ModelSerializer):
    """`visits` of the term asked for, else of the one looked at, by who had the school on that day; `owed` are to come."""

    inspector = serializers.CharField(read_only=True, allow_null=True)
    since = serializers.DateField(source="duty_since", read_only=True, allow_null=True)
    visits = serializers.IntegerField(read_only=True)
    owed = serializers.SerializerMethodField()
    last_visit = serializers.DateField(read_only=True, allow_null=True)

    class Meta:
        model = OrgUnit
        fields = ("id", "code", "name", "inspector", "since", "visits", "owed", "last_visit")
        read_only_fields = fields

    def get_owed(self, school: OrgUnit) -> int:
        return owed(school.visits)


class InspectorGiveSerializer(ScopedSerializer):
    """Schools by their 学校标识码."""

    units = serializers.SlugRelatedField(slug_field="code", queryset=OrgUnit.objects.none(), many=True, allow_empty=False)
    inspector = serializers.SlugRelatedField(slug_field="username", queryset=User.objects.none())
    since = serializers.DateField()


class InspectorViewSet(mixins.ListModelMixin, Resource):
    serializer_class = InspectorSerializer
    filterset_class = InspectorFilter
    permission = Permission.INSPECTION_VIEW
    action_permissions = {"create": Permission.INSPECTION_MANAGE}
    queryset = OrgUnit.objects.none()  # for the schema; what is seen is decided below

    def get_queryset(self) -> QuerySet[OrgUnit]:
        return inspected_schools(self.request.user).order_by("-pk")

    @extend_schema(request=InspectorGiveSerializer)
    def create(self, request: Request) -> Response:
        """Who had the schools before is released on the same day."""
        scope = {"units": inspected_schools(request.user), "inspector": recorders()}
        sent = self.sent(InspectorGiveSerializer, scope=scope)
        made = inspectors.give(**sent, by=request.user)
        shown = with_visits(self.get_queryset().filter(pk__in=[duty.unit_id for duty in made]), term_of(sent["since"]))
        return Response(self.get_serializer(shown, many=True).data, status=status.HTTP_201_CREATED)
