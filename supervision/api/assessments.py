"""The year-end assessment as resources: the years, the sheets of units with every mark, and the verbs of a year."""

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from aid_portal.api.resources import Resource
from aid_portal.api.serializers import NoteSerializer
from aid_portal.permissions import Permission
from supervision.actions import assessments
from supervision.filters.assessments import AssessmentFilter, UnitAssessmentFilter
from supervision.models import Assessment, IndicatorMark, UnitAssessment


class AssessmentSerializer(serializers.ModelSerializer):
    weights = serializers.SerializerMethodField()

    class Meta:
        model = Assessment
        fields = ("id", "year", "title", "status", "computed_at", "submitted_at", "published_at", "return_note", "weights")

    def get_weights(self, assessment: Assessment) -> dict[str, str]:
        return {each.code: str(each.weight) for each in assessment.indicators.all()}


class AssessmentBeginSerializer(serializers.Serializer):
    year = serializers.IntegerField(min_value=2000, max_value=2100)
    title = serializers.CharField(max_length=80)


class AssessmentViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource):
    serializer_class = AssessmentSerializer
    filterset_class = AssessmentFilter
    permission = Permission.ASSESSMENT_VIEW
    action_permissions = {
        **dict.fromkeys(("create", "compute", "submit"), Permission.ASSESSMENT_EDIT),
        **dict.fromkeys(("send_back", "publish"), Permission.ASSESSMENT_PUBLISH),
    }

    def get_queryset(self) -> QuerySet[Assessment]:
        return Assessment.objects.visible_to(self.request.user).for_list().prefetch_related("indicators").order_by("-pk")

    @extend_schema(request=AssessmentBeginSerializer)
    def create(self, request: Request) -> Response:
        made = assessments.begin(**self.sent(AssessmentBeginSerializer), by=request.user)
        return self.answer(made, status.HTTP_201_CREATED)

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def compute(self, request: Request, pk: str) -> Response:
        return self.answer(assessments.compute(assessment=self.get_object(), by=request.user))

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def submit(self, request: Request, pk: str) -> Response:
        return self.answer(assessments.submit(assessment=self.get_object(), by=request.user))

    @extend_schema(request=NoteSerializer)
    @action(detail=True, methods=["post"], url_path="send-back")
    def send_back(self, request: Request, pk: str) -> Response:
        sent = self.sent(NoteSerializer)
        return self.answer(assessments.send_back(assessment=self.get_object(), **sent, by=request.user))

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def publish(self, request: Request, pk: str) -> Response:
        return self.answer(assessments.publish(assessment=self.get_object(), by=request.user))


class MarkSerializer(serializers.ModelSerializer):
    indicator = serializers.CharField(source="indicator.code", read_only=True)
    final = serializers.DecimalField(max_digits=6, decimal_places=2, read_only=True, allow_null=True)

    class Meta:
        model = IndicatorMark
        fields = ("indicator", "numerator", "denominator", "weight", "computed", "points", "reason", "final")


class UnitAssessmentSerializer(serializers.ModelSerializer):
    year = serializers.IntegerField(source="assessment.year", read_only=True)
    unit = serializers.CharField(source="unit.code", read_only=True)
    marks = MarkSerializer(many=True, read_only=True)

    class Meta:
        model = UnitAssessment
        fields = ("id", "year", "unit", "total", "rank", "marks")


class UnitAssessmentViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource):
    serializer_class = UnitAssessmentSerializer
    filterset_class = UnitAssessmentFilter
    permission = Permission.ASSESSMENT_VIEW

    def get_queryset(self) -> QuerySet[UnitAssessment]:
        visible = UnitAssessment.objects.visible_to(self.request.user).for_list()
        return visible.prefetch_related("marks__indicator").order_by("-pk")
