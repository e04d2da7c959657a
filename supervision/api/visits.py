"""Visits and what they found as resources, read only: a visit is recorded at the school, on its page."""

from django.db.models import QuerySet
from rest_framework import mixins, serializers

from aid_portal.api.resources import Resource
from aid_portal.permissions import Permission
from supervision.filters.visits import VisitFilter
from supervision.models import Visit, VisitFinding


class VisitFindingSerializer(serializers.ModelSerializer):
    """`item`: the words of the checklist, empty for what no item asks for."""

    item = serializers.CharField(source="item.text", default="", read_only=True)

    class Meta:
        model = VisitFinding
        fields = ("id", "position", "item", "theme", "severity", "fact", "basis", "immediate")


class VisitSerializer(serializers.ModelSerializer):
    unit = serializers.CharField(source="unit.code", read_only=True)
    team = serializers.IntegerField(source="team.number", default=None, read_only=True)
    recorded_by = serializers.CharField(source="recorded_by.username", read_only=True)
    findings = VisitFindingSerializer(many=True, read_only=True)

    class Meta:
        model = Visit
        fields = (
            *("id", "campaign", "unit", "team", "visited_on", "inspectors", "people_met", "summary", "signed_by", "findings"),
            *("recorded_by", "recorded_at", "voided_at", "void_reason"),
        )


class VisitViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource):
    serializer_class = VisitSerializer
    filterset_class = VisitFilter
    permission = Permission.INSPECTION_VIEW
    queryset = Visit.objects.none()  # for the schema; what is seen is decided below

    def get_queryset(self) -> QuerySet[Visit]:
        visible = Visit.objects.visible_to(self.request.user).for_list()
        return visible.prefetch_related("findings__item").order_by("-pk")
