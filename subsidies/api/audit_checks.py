"""The auditors' bench as a resource: hits, explanations, runs; id, card and 学籍号 leave by the export alone."""

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from aid_portal.api.resources import Resource
from aid_portal.permissions import Permission
from subsidies.actions import audit_checks
from subsidies.filters.audit_checks import AuditHitFilter, AuditRunFilter
from subsidies.models import AuditExplanation, AuditHit, AuditRun


class AuditExplanationSerializer(serializers.ModelSerializer):
    """`holds` while the facts are those that the author looked at."""

    made_by = serializers.CharField(source="made_by.username", read_only=True)
    holds = serializers.SerializerMethodField()

    class Meta:
        model = AuditExplanation
        fields = ("text", "made_by", "made_at", "holds")
        read_only_fields = fields

    def get_holds(self, told: AuditExplanation) -> bool:
        return told.facts_hash == told.hit.facts_hash


class AuditHitSerializer(serializers.ModelSerializer):
    """`state` is open, explained or gone; `facts` are what was found, by the words of the question's page."""

    state = serializers.CharField(read_only=True)
    name = serializers.CharField(source="student.name", default=None, read_only=True)
    school = serializers.CharField(source="school.code", default=None, read_only=True)
    first_found_on = serializers.DateField(source="first_run.day", read_only=True)
    explanations = AuditExplanationSerializer(many=True, read_only=True)

    class Meta:
        model = AuditHit
        fields = (
            *("id", "code", "state", "term", "student", "name", "school", "entitlement", "payment", "amount", "facts"),
            *("facts_hash", "first_found_on", "explanations"),
        )
        read_only_fields = fields


class ExplainSerializer(serializers.Serializer):
    """`seen` is the `facts_hash` of the hit that was looked at: of other facts the explanation is refused."""

    text = serializers.CharField(min_length=2, max_length=400)
    seen = serializers.RegexField(r"^[0-9a-f]{64}$")


class AuditHitViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource):
    serializer_class = AuditHitSerializer
    filterset_class = AuditHitFilter
    permission = Permission.AUDIT_CHECK_VIEW
    action_permissions = {"explain": Permission.AUDIT_CHECK_EXPLAIN}

    def get_queryset(self) -> QuerySet[AuditHit]:
        visible = AuditHit.objects.visible_to(self.request.user).for_list()
        return visible.prefetch_related("explanations__made_by", "explanations__hit").order_by("-pk")

    @extend_schema(request=ExplainSerializer)
    @action(detail=True, methods=["post"])
    def explain(self, request: Request, pk: str) -> Response:
        """Why it is no fault: it stays explained until its facts change."""
        hit = self.get_object()
        audit_checks.explain(hit=hit, **self.sent(ExplainSerializer), by=request.user)
        return self.answer(self.get_queryset().get(pk=hit.pk))


class AuditRunSerializer(serializers.ModelSerializer):
    """`counts` by question: found, new, gone, ms. Without `requested_by` it was the nightly one."""

    requested_by = serializers.CharField(source="requested_by.username", default=None, read_only=True)

    class Meta:
        model = AuditRun
        fields = ("id", "day", "status", "counts", "requested_by", "started_at", "finished_at", "found", "fresh", "gone")
        read_only_fields = fields


class AuditRunViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource):
    serializer_class = AuditRunSerializer
    filterset_class = AuditRunFilter
    permission = Permission.AUDIT_CHECK_VIEW

    def get_queryset(self) -> QuerySet[AuditRun]:
        return AuditRun.objects.visible_to(self.request.user).for_list().order_by("-pk")

    @extend_schema(request=None)
    def create(self, request: Request) -> Response:
        """All questions asked anew; where a run is under way, that one."""
        return self.answer(audit_checks.start(by=request.user), status.HTTP_202_ACCEPTED)
