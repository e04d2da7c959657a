"""The year-end assessment as resources: the years, the sheets of units with every mark, and the verbs of a year."""

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from aid_portal.api.resources import Resource
from aid_portal.api.schema import A_FILE
from aid_portal.api.serializers import NoteSerializer
from aid_portal.permissions import Permission
from aid_portal.views.stored_files import hand_out_made
from supervision.actions import assessment_papers, assessments
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


class WeightsSerializer(serializers.Serializer):
    """By the codes of the indicators."""

    weights = serializers.DictField(child=serializers.DecimalField(max_digits=5, decimal_places=2, min_value=0))


class AssessmentViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource):
    serializer_class = AssessmentSerializer
    filterset_class = AssessmentFilter
    permission = Permission.ASSESSMENT_VIEW
    action_permissions = {
        **dict.fromkeys(("create", "weigh", "compute", "submit"), Permission.ASSESSMENT_EDIT),
        **dict.fromkeys(("send_back", "publish"), Permission.ASSESSMENT_PUBLISH),
    }

    def get_queryset(self) -> QuerySet[Assessment]:
        return Assessment.objects.visible_to(self.request.user).for_list().prefetch_related("indicators").order_by("-pk")

    @extend_schema(request=AssessmentBeginSerializer)
    def create(self, request: Request) -> Response:
        made = assessments.begin(**self.sent(AssessmentBeginSerializer), by=request.user)
        return self.answer(made, status.HTTP_201_CREATED)

    @extend_schema(request=WeightsSerializer)
    @action(detail=True, methods=["post"])
    def weigh(self, request: Request, pk: str) -> Response:
        """All at once, a hundred together; marks that are there are computed anew."""
        assessment, weights = self.get_object(), self.sent(WeightsSerializer)["weights"]
        if set(weights) != {each.code for each in assessment.indicators.all()}:
            raise serializers.ValidationError({"weights": "one for each indicator"})
        assessments.weigh(assessment=assessment, weights=weights, by=request.user)
        return self.answer(self.get_object())

    @extend_schema(request=None, responses=A_FILE)
    @action(detail=True, methods=["post"])
    def result(self, request: Request, pk: str) -> HttpResponse:
        return hand_out_made(*assessment_papers.result(assessment=self.get_object(), by=request.user))

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


class AdjustSerializer(serializers.Serializer):
    indicator = serializers.CharField(max_length=40)
    points = serializers.DecimalField(max_digits=5, decimal_places=2)
    reason = serializers.CharField(min_length=2, max_length=200)


class UnitAssessmentViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource):
    serializer_class = UnitAssessmentSerializer
    filterset_class = UnitAssessmentFilter
    permission = Permission.ASSESSMENT_VIEW
    action_permissions = {"adjust": Permission.ASSESSMENT_EDIT}

    def get_queryset(self) -> QuerySet[UnitAssessment]:
        visible = UnitAssessment.objects.visible_to(self.request.user).for_list()
        return visible.prefetch_related("marks__indicator").order_by("-pk")

    @extend_schema(request=AdjustSerializer)
    @action(detail=True, methods=["post"])
    def adjust(self, request: Request, pk: str) -> Response:
        """Points more or less, with the reason shown beside them; nought takes an adjustment back."""
        sent = self.sent(AdjustSerializer)
        marks = IndicatorMark.objects.visible_to(request.user).for_list().filter(sheet=self.get_object())
        mark = get_object_or_404(marks, indicator__code=sent.pop("indicator"))
        assessments.adjust(mark=mark, **sent, by=request.user)
        return self.answer(self.get_object())
