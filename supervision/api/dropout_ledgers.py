"""四查三比对 in numbers, the children of school age, and the days that the county has set, as resources."""

from dataclasses import asdict

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import mixins, serializers
from rest_framework.request import Request
from rest_framework.response import Response

from aid_portal.api.forms import filled, shape_of
from aid_portal.api.resources import Resource
from aid_portal.current_term import current_term
from aid_portal.permissions import Permission
from students.api.students import EnrolmentSerializer
from students.models import Enrolment, TermSetting
from subsidies.models import Whereabouts
from supervision.actions import dropout_days
from supervision.dropout_choices import ParameterCode
from supervision.filters.dropout_returns import SchoolAgeFilter
from supervision.forms.absences import DaysForm
from supervision.models import AbsenceReport, DropoutCase, DropoutParameter
from supervision.reports.dropout_days import shown_days
from supervision.reports.dropout_numbers import newest_check, of_the_check
from supervision.reports.school_age import names, places, rolls

DaysSerializer = shape_of(DaysForm)


class SchoolAgeViewSet(mixins.ListModelMixin, Resource):
    """Those on a roll of the term; numbers masked."""

    serializer_class = EnrolmentSerializer
    filterset_class = SchoolAgeFilter
    permission = Permission.DROPOUT_VIEW
    queryset = Enrolment.objects.none()  # for the schema; what is seen is decided below

    def get_queryset(self) -> QuerySet[Enrolment]:
        return Enrolment.objects.visible_to(self.request.user).select_related("school", "student").order_by("pk")


class ComparisonSerializer(serializers.Serializer):
    """`balance`: what the newest check calls suspected beside what its cases account for; `agrees` when they are equal."""

    term = serializers.CharField()
    listed = serializers.DictField(child=serializers.IntegerField())
    rolls = serializers.DictField(child=serializers.IntegerField())
    cases = serializers.DictField(child=serializers.IntegerField())
    balance = serializers.DictField(child=serializers.IntegerField(), allow_null=True)
    agrees = serializers.BooleanField(allow_null=True)


class ComparisonViewSet(Resource):
    permission = Permission.CHECK_VIEW
    queryset = DropoutCase.objects.none()

    @extend_schema(parameters=[OpenApiParameter("term", str)], responses=ComparisonSerializer)
    def retrieve(self, request: Request) -> Response:
        """As on the page: the check and the rolls of a term, the cases as they stand now."""
        asked = request.query_params.get("term") or str(current_term(request))
        term = get_object_or_404(TermSetting.objects.visible_to(request.user), pk=asked).pk
        user, newest = request.user, newest_check()
        cases, whereabouts = DropoutCase.objects.visible_to(user), Whereabouts.objects.visible_to(user)
        found = of_the_check(newest.term_id, cases, whereabouts) if newest else None
        told = {
            "term": term,
            "listed": places(whereabouts, term),
            "rolls": asdict(rolls(Enrolment.objects.visible_to(user), AbsenceReport.objects.visible_to(user), term)),
            "cases": asdict(names(cases)),
            "balance": asdict(found) if found else None,
            "agrees": found.people == found.accounted if found else None,
        }
        return Response(ComparisonSerializer(told).data)


class DropoutDaysSerializer(serializers.Serializer):
    """`source` is empty while no document fixes the number."""

    code = serializers.CharField()
    days = serializers.IntegerField()
    school_days = serializers.BooleanField()
    source = serializers.CharField()


class DropoutDaysViewSet(Resource):
    pagination_class = None
    permission = Permission.DROPOUT_VIEW
    action_permissions = {"change": Permission.DROPOUT_CLOSE}
    queryset = DropoutParameter.objects.none()

    @extend_schema(responses=DropoutDaysSerializer(many=True))
    def list(self, request: Request) -> Response:
        return Response(DropoutDaysSerializer(shown_days(), many=True).data)

    @extend_schema(request=DaysSerializer, responses=DropoutDaysSerializer)
    def change(self, request: Request, code: str) -> Response:
        if code not in ParameterCode.values:
            raise Http404
        form = filled(self, DaysForm, DaysSerializer)
        dropout_days.set_days(code=ParameterCode(code), **form.said, by=request.user)
        return Response(DropoutDaysSerializer(next(each for each in shown_days() if each.code == code)).data)
