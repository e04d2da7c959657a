"""The months of meals, who eats in them, what schools show and hear, and their tables as resources."""

from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, status
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from aid_portal.api.parsers import JSONParser
from aid_portal.api.resources import Resource
from aid_portal.api.serializers import NoteSerializer
from aid_portal.permissions import Permission
from aid_portal.views.stored_files import hand_out_made
from students.models import Enrolment
from subsidies.actions import meal_openness, meal_reports, meal_surveys, meal_uploads
from subsidies.api import meal_month_shapes as shapes
from subsidies.api.kitchen_shapes import MealDaySerializer
from subsidies.api.meal_fields import MealResource, TakenBack
from subsidies.filters.meal_feedback import SurveyFilter
from subsidies.filters.meal_named import MealPupilFilter
from subsidies.filters.meal_openness import EventFilter, MemberFilter
from subsidies.filters.meal_reports import MealReportFilter
from subsidies.filters.meal_uploads import MealUploadFilter
from subsidies.models import MealEvent, MealSurvey
from subsidies.reports.meal_named import eaten
from subsidies.reports.meal_surveys import with_numbers

ACCOUNT = Permission.MEAL_ACCOUNT
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class MealReportViewSet(MealResource):
    serializer_class = shapes.MealReportSerializer
    filterset_class = MealReportFilter
    action_permissions = {"create": Permission.MEAL_SEND, **dict.fromkeys(("lock", "reopen"), Permission.MEAL_LOCK)}

    @extend_schema(request=shapes.SendMonthSerializer)
    def create(self, request: Request) -> Response:
        """Sends the month of any of its days, with the figures of its rows as they are now."""
        made = meal_reports.send(**self.asked(shapes.SendMonthSerializer), by=request.user)
        return self.answer(made, status.HTTP_201_CREATED)

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def lock(self, request: Request, pk: str) -> Response:
        return self.answer(meal_reports.lock(report=self.get_object(), by=request.user))

    @extend_schema(request=NoteSerializer)
    @action(detail=True, methods=["post"])
    def reopen(self, request: Request, pk: str) -> Response:
        reason = self.asked(NoteSerializer)["note"]
        return self.answer(meal_reports.reopen(report=self.get_object(), reason=reason, by=request.user))


class MealPupilViewSet(mixins.ListModelMixin, Resource):
    """Of a month, which must be named: `month=2022-09-01`."""

    serializer_class = shapes.MealPupilSerializer
    filterset_class = MealPupilFilter
    permission = Permission.MEAL_VIEW

    def get_queryset(self) -> QuerySet[Enrolment]:
        return Enrolment.objects.visible_to(self.request.user).order_by("-pk")

    def filter_queryset(self, queryset: QuerySet[Enrolment]) -> QuerySet[Enrolment]:
        if not self.request.query_params.get("month"):
            raise ValidationError({"month": _("请写明月份，如2022-09-01。")})
        return super().filter_queryset(queryset)

    def paginate_queryset(self, queryset: QuerySet[Enrolment]) -> list[Enrolment]:
        page = super().paginate_queryset(queryset)
        for pupil, eating in eaten(page):
            pupil.eating = eating
        return page


class MealSurveyViewSet(MealResource):
    serializer_class = shapes.MealSurveySerializer
    filterset_class = SurveyFilter
    action_permissions = dict.fromkeys(("create", "end"), Permission.MEAL_MANAGE)

    def get_queryset(self) -> QuerySet[MealSurvey]:
        return with_numbers(super().get_queryset())

    @extend_schema(request=shapes.MealSurveyWriteSerializer)
    def create(self, request: Request) -> Response:
        made = meal_surveys.open_survey(**self.asked(shapes.MealSurveyWriteSerializer), by=request.user)
        return self.answer(self.get_queryset().get(pk=made.pk), status.HTTP_201_CREATED)

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def end(self, request: Request, pk: str) -> Response:
        meal_surveys.end(survey=self.get_object(), by=request.user)
        return self.answer(self.get_object())


class MealEventViewSet(TakenBack):
    serializer_class = shapes.MealEventSerializer
    filterset_class = EventFilter
    parser_classes = [JSONParser, MultiPartParser]
    action_permissions = dict.fromkeys(("create", "take_back"), ACCOUNT)

    @extend_schema(request=shapes.MealEventWriteSerializer)
    def create(self, request: Request) -> Response:
        facts = self.asked(shapes.MealEventWriteSerializer)
        named = {name: facts.pop(name) for name in ("school", "photo")}
        return self.answer(meal_openness.hold(**named, facts=facts, by=request.user), status.HTTP_201_CREATED)

    def take_it_back(self, record: MealEvent, reason: str) -> None:
        meal_openness.take_back(event=record, reason=reason, by=self.request.user)


class CommitteeMemberViewSet(MealResource):
    serializer_class = shapes.CommitteeMemberSerializer
    filterset_class = MemberFilter
    action_permissions = dict.fromkeys(("create", "leave"), ACCOUNT)

    @extend_schema(request=shapes.CommitteeMemberWriteSerializer)
    def create(self, request: Request) -> Response:
        made = meal_openness.join(**self.asked(shapes.CommitteeMemberWriteSerializer), by=request.user)
        return self.answer(made, status.HTTP_201_CREATED)

    @extend_schema(request=MealDaySerializer)
    @action(detail=True, methods=["post"])
    def leave(self, request: Request, pk: str) -> Response:
        sent = self.asked(MealDaySerializer)
        return self.answer(meal_openness.leave(member=self.get_object(), **sent, by=request.user))


class MealUploadViewSet(MealResource):
    serializer_class = shapes.MealUploadSerializer
    filterset_class = MealUploadFilter
    parser_classes = [JSONParser, MultiPartParser]
    action_permissions = dict.fromkeys(("create", "accept", "discard", "undo", "mark", "template"), ACCOUNT)

    @extend_schema(request=shapes.MealUploadWriteSerializer)
    def create(self, request: Request) -> Response:
        facts = self.asked(shapes.MealUploadWriteSerializer)
        file = facts.pop("file")
        made = meal_uploads.read(**facts, source=file, name=file.name, by=request.user)
        return self.answer(made, status.HTTP_201_CREATED)

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def accept(self, request: Request, pk: str) -> Response:
        return self.answer(meal_uploads.accept(upload=self.get_object(), by=request.user))

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def discard(self, request: Request, pk: str) -> Response:
        return self.answer(meal_uploads.discard(upload=self.get_object(), by=request.user))

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def undo(self, request: Request, pk: str) -> Response:
        return self.answer(meal_uploads.undo(upload=self.get_object(), by=request.user))

    @extend_schema(request=None, responses={(200, WORKBOOK): OpenApiTypes.BINARY})
    @action(detail=True, methods=["post"])
    def mark(self, request: Request, pk: str) -> HttpResponse:
        return hand_out_made(*meal_uploads.mark(upload=self.get_object(), by=request.user), WORKBOOK)

    @extend_schema(request=shapes.MealTableSerializer, responses={(200, WORKBOOK): OpenApiTypes.BINARY})
    @action(detail=False, methods=["post"])
    def template(self, request: Request) -> HttpResponse:
        sent = self.asked(shapes.MealTableSerializer)
        return hand_out_made(*meal_uploads.take_template(**sent, by=request.user), WORKBOOK)
