"""School aid as resources: the schools' years, what they gave, the rates; the pages' permissions, filters and actions."""

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from aid_portal.api.resources import Resource
from aid_portal.api.serializers import NoteSerializer
from aid_portal.permissions import Permission
from students.models import Student
from subsidies.actions import school_aid, school_aid_rates
from subsidies.api import school_aid_shapes as shapes
from subsidies.api.serializers import DecideSerializer
from subsidies.filters.school_aid import SchoolAidRateFilter, SchoolAidUseFilter, SchoolAidYearFilter
from subsidies.models import SchoolAidRate, SchoolAidUse, SchoolAidYear
from subsidies.reports.school_aid import concerned, with_money


class SchoolAidYearViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource):
    """Of the year that is looked at, where none is named."""

    serializer_class = shapes.SchoolAidYearSerializer
    filterset_class = SchoolAidYearFilter
    permission = Permission.SCHOOL_AID_VIEW
    action_permissions = dict.fromkeys(("create", "restate"), Permission.SCHOOL_AID_EDIT)
    queryset = SchoolAidYear.objects.none()  # for the schema; what is seen is decided below

    def get_queryset(self) -> QuerySet[SchoolAidYear]:
        visible = SchoolAidYear.objects.visible_to(self.request.user).for_list()
        return with_money(visible, timezone.localdate()).order_by("-pk")

    @extend_schema(request=shapes.StateSerializer)
    def create(self, request: Request) -> Response:
        """A school's income of a year; less than the lowest share needs a `note`."""
        sent = self.sent(shapes.StateSerializer, scope={"school": concerned(request.user)})
        school, year = sent.pop("school"), sent.pop("year")
        made = school_aid.state(school=school, year=year, facts=sent, by=request.user)
        return self.answer(self.get_queryset().get(pk=made.pk), status.HTTP_201_CREATED)

    @extend_schema(request=shapes.RestateSerializer)
    @action(detail=True, methods=["post"])
    def restate(self, request: Request, pk: str) -> Response:
        sent = self.sent(shapes.RestateSerializer)
        reason = sent.pop("reason")
        made = school_aid.restate(year=self.get_object(), facts=sent, reason=reason, by=request.user)
        return self.answer(self.get_queryset().get(pk=made.pk))


class SchoolAidUseViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource):
    serializer_class = shapes.SchoolAidUseSerializer
    filterset_class = SchoolAidUseFilter
    permission = Permission.SCHOOL_AID_VIEW
    action_permissions = {
        "create": Permission.SCHOOL_AID_EDIT,
        **dict.fromkeys(("decide", "reverse"), Permission.SCHOOL_AID_CONFIRM),
    }

    def get_queryset(self) -> QuerySet[SchoolAidUse]:
        return SchoolAidUse.objects.visible_to(self.request.user).for_list().order_by("-pk")

    @extend_schema(request=shapes.UseSerializer)
    def create(self, request: Request) -> Response:
        """Never more than is left; another person confirms it."""
        user = request.user
        scope = {"year": SchoolAidYear.objects.visible_to(user), "student": Student.objects.visible_to(user)}
        made = school_aid.record(**self.sent(shapes.UseSerializer, scope=scope), by=user)
        return self.answer(made, status.HTTP_201_CREATED)

    @extend_schema(request=DecideSerializer)
    @action(detail=True, methods=["post"])
    def decide(self, request: Request, pk: str) -> Response:
        return self.answer(school_aid.decide(use=self.get_object(), **self.sent(DecideSerializer), by=request.user))

    @extend_schema(request=NoteSerializer)
    @action(detail=True, methods=["post"])
    def reverse(self, request: Request, pk: str) -> Response:
        return self.answer(school_aid.reverse(use=self.get_object(), **self.sent(NoteSerializer), by=request.user))


class SchoolAidRateViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource):
    serializer_class = shapes.SchoolAidRateSerializer
    filterset_class = SchoolAidRateFilter
    permission = Permission.SCHOOL_AID_VIEW
    action_permissions = {"create": Permission.POLICY_EDIT, "decide": Permission.POLICY_APPROVE}

    def get_queryset(self) -> QuerySet[SchoolAidRate]:
        return SchoolAidRate.objects.visible_to(self.request.user).for_list().order_by("-pk")

    @extend_schema(request=shapes.RateSerializer)
    def create(self, request: Request) -> Response:
        made = school_aid_rates.propose(**self.sent(shapes.RateSerializer), by=request.user)
        return self.answer(made, status.HTTP_201_CREATED)

    @extend_schema(request=DecideSerializer)
    @action(detail=True, methods=["post"])
    def decide(self, request: Request, pk: str) -> Response:
        return self.answer(school_aid_rates.decide(rate=self.get_object(), **self.sent(DecideSerializer), by=request.user))
