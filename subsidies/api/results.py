"""What the check decided, found and placed as resources: the pages' permissions, scopes and filters; ids stay masked."""

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import mixins, serializers
from rest_framework.request import Request
from rest_framework.response import Response

from aid_portal.api.resources import Resource
from aid_portal.permissions import Permission
from subsidies.filters.decisions import DecisionFilter
from subsidies.filters.findings import FindingFilter
from subsidies.filters.whereabouts import WhereaboutsFilter
from subsidies.models import Decision, Finding, Whereabouts
from subsidies.reports.explained import explain_all
from subsidies.reports.words import policy_words


class DecisionSerializer(serializers.ModelSerializer):
    name = serializers.CharField(source="enrolment.name", read_only=True)
    school = serializers.CharField(source="school.code", read_only=True)
    stage = serializers.CharField(source="case.stage", read_only=True)
    grade = serializers.IntegerField(source="case.grade", read_only=True)
    boarding = serializers.BooleanField(source="case.boarding", read_only=True)
    tier = serializers.CharField(source="case.tier", read_only=True)
    categories = serializers.ListField(source="case.categories", child=serializers.CharField(), read_only=True)
    programme = serializers.CharField(source="programme.code", read_only=True)
    amount = serializers.DecimalField(12, 2, source="case.amount", read_only=True)
    waiver = serializers.BooleanField(source="case.waiver", read_only=True)
    grounds = serializers.ListField(source="case.grounds", child=serializers.CharField(), read_only=True)
    state = serializers.CharField(read_only=True)

    class Meta:
        model = Decision
        fields = (
            *("id", "student", "name", "school", "stage", "grade", "boarding", "tier", "categories", "programme", "amount"),
            *("waiver", "grounds", "term", "state", "run", "superseded_by"),
        )
        read_only_fields = fields


class ExplainedDecisionSerializer(DecisionSerializer):
    policy = serializers.IntegerField(source="case.policy.number", read_only=True)
    sentence = serializers.SerializerMethodField()

    class Meta(DecisionSerializer.Meta):
        fields = (*DecisionSerializer.Meta.fields, "policy", "sentence")

    def get_sentence(self, decision: Decision) -> str:
        return explain_all([decision])[decision.pk].sentence


class DecisionViewSet(mixins.ListModelMixin, Resource):
    """The live decisions of the term looked at; `term` and `state` say otherwise, `all` takes them all."""

    serializer_class = DecisionSerializer
    filterset_class = DecisionFilter
    permission = Permission.DECISION_VIEW
    queryset = Decision.objects.none()  # for the schema; what is seen is decided below

    def get_queryset(self) -> QuerySet[Decision]:
        return Decision.objects.visible_to(self.request.user).for_list().order_by("school_id", "pk")

    @extend_schema(responses=ExplainedDecisionSerializer)
    def retrieve(self, request: Request, pk: str) -> Response:
        """One decision, whichever its term and state, with the sentence that explains it."""
        decision = get_object_or_404(self.get_queryset().select_related("term", "case__policy"), pk=pk)
        return Response(ExplainedDecisionSerializer(decision).data)


class FindingSerializer(serializers.ModelSerializer):
    name = serializers.CharField(source="enrolment.name", read_only=True)
    school = serializers.CharField(source="school.code", read_only=True)
    detail = serializers.SerializerMethodField()
    state = serializers.CharField(read_only=True)

    class Meta:
        model = Finding
        fields = ("id", "code", "student", "name", "school", "term", "detail", "state", "run", "cleared_by")
        read_only_fields = fields

    @extend_schema_field(serializers.CharField())
    def get_detail(self, finding: Finding) -> str:
        if "words" not in self.context:
            self.context["words"] = policy_words()
        return finding.sentence(self.context["words"].all_categories)


class FindingViewSet(mixins.ListModelMixin, Resource):
    serializer_class = FindingSerializer
    filterset_class = FindingFilter
    permission = Permission.DECISION_VIEW
    queryset = Finding.objects.none()  # for the schema; what is seen is decided below

    def get_queryset(self) -> QuerySet[Finding]:
        return Finding.objects.visible_to(self.request.user).for_list().order_by("code", "pk")


class WhereaboutsSerializer(serializers.ModelSerializer):
    person_number = serializers.CharField(source="record.person_number", read_only=True)
    household_number = serializers.CharField(source="record.household_number", read_only=True)
    name = serializers.CharField(source="record.name", read_only=True)
    birth_date = serializers.DateField(source="record.birth_date", read_only=True)
    town = serializers.CharField(source="record.town", read_only=True)
    village = serializers.CharField(source="record.village", read_only=True)
    school = serializers.CharField(source="school.code", default=None, read_only=True)

    class Meta:
        model = Whereabouts
        fields = (
            *("id", "code", "term", "person_number", "household_number", "name", "birth_date", "town", "village"),
            *("school", "student", "run"),
        )
        read_only_fields = fields


class WhereaboutsViewSet(mixins.ListModelMixin, Resource):
    serializer_class = WhereaboutsSerializer
    filterset_class = WhereaboutsFilter
    permission = Permission.CHECK_VIEW
    queryset = Whereabouts.objects.none()  # for the schema; what is seen is decided below

    def get_queryset(self) -> QuerySet[Whereabouts]:
        return Whereabouts.objects.visible_to(self.request.user).for_list().order_by("code", "pk")
