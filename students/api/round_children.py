"""The children of a round's term as a resource: who has applied, codes for a phone, whom the lists prove."""

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from aid_portal.api.scoped import ScopedSerializer
from aid_portal.models import OrgUnit
from aid_portal.permissions import Permission
from students.actions import application_codes, applications
from students.api.round_shapes import ApplicationSerializer
from students.api.rounds import RoundResource
from students.filters.applications import RoundChildFilter
from students.models import Application, Enrolment
from students.reports.round_children import children_of, with_applications
from students.views.application_codes import MOST


class RoundChildSerializer(serializers.ModelSerializer):
    """`id` is the child's row on the roster of the term."""

    school = serializers.CharField(source="school.code", read_only=True)
    application = serializers.IntegerField(source="application_pk", read_only=True, allow_null=True)
    application_status = serializers.CharField(read_only=True, allow_null=True)
    code_issued_at = serializers.DateTimeField(source="code_at", read_only=True, allow_null=True)

    class Meta:
        model = Enrolment
        fields = (
            *("id", "student", "name", "school", "stage", "grade", "class_name", "application", "application_status"),
            "code_issued_at",
        )


class CodesSerializer(serializers.Serializer):
    """`children`: rows of the roster of the term."""

    children = serializers.ListField(child=serializers.IntegerField(min_value=1), min_length=1, max_length=MOST)


class IssuedCodeSerializer(serializers.Serializer):
    """The only answer that ever holds a code."""

    child = serializers.IntegerField()
    name = serializers.CharField()
    code = serializers.CharField()


class ProvenSerializer(ScopedSerializer):
    """`school` by its code."""

    school = serializers.SlugRelatedField(slug_field="code", queryset=OrgUnit.objects.none())


class RoundChildViewSet(RoundResource):
    serializer_class = RoundChildSerializer
    filterset_class = RoundChildFilter
    action_permissions = {"codes": Permission.APPLICATION_COLLECT, "proven": Permission.DETERMINATION_DECIDE}
    secret_actions = frozenset({"codes"})
    queryset = Enrolment.objects.none()  # for the schema; what is seen is decided below

    def get_queryset(self) -> QuerySet[Enrolment]:
        round = self.round(self.kwargs["round"])
        return with_applications(children_of(round, self.request.user), round).order_by("pk")

    @extend_schema(request=CodesSerializer, responses=IssuedCodeSerializer(many=True), filters=False)
    def codes(self, request: Request, round: int) -> Response:
        """New ones; whoever had one before, its old one opens nothing any more."""
        asked = set(self.sent(CodesSerializer)["children"])
        children = list(self.get_queryset().filter(pk__in=asked))
        if len(children) < len(asked):
            raise serializers.ValidationError({"children": sorted(asked - {child.pk for child in children})})
        issued = application_codes.issue(round=self.round(round), enrolments=children, by=request.user)
        told = [{"child": child.pk, "name": child.name, "code": code} for child, code in issued]
        return Response(IssuedCodeSerializer(told, many=True).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=ProvenSerializer, responses=ApplicationSerializer(many=True), filters=False)
    def proven(self, request: Request, round: int) -> Response:
        """Whom the departments' lists prove hands in no paper; the answer names those who are new."""
        school = self.sent(ProvenSerializer, scope={"school": self.schools()})["school"]
        children = list(self.get_queryset().filter(school=school))
        made = applications.take_in_proven(round=self.round(round), enrolments=children, by=request.user)
        fresh = Application.objects.visible_to(request.user).filter(pk__in=[each.pk for each in made]).for_list()
        return Response(ApplicationSerializer(fresh, many=True).data, status=status.HTTP_201_CREATED)
