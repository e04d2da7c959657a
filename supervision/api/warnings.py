"""Warnings, what is asked about them and reports of sudden hardship as resources; the pages' permissions, scopes and actions."""

from django.db.models import QuerySet
from django.http import Http404, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from aid_portal.api.forms import filled
from aid_portal.api.resources import Resource
from aid_portal.api.schema import A_FILE
from aid_portal.api.serializers import NoteSerializer
from aid_portal.permissions import Permission
from aid_portal.views.stored_files import hand_out
from students.models import Student
from supervision.actions import hardship_reports, warning_deeds
from supervision.api import warning_shapes as shapes
from supervision.filters.hardship_reports import HardshipReportFilter
from supervision.filters.warnings import WarningFilter
from supervision.forms.hardship_reports import HardshipReportForm
from supervision.forms.warnings import AnswerForm, CloseWarningForm, TimeForm
from supervision.models import EarlyWarning, HardshipReport, WarningRequest
from supervision.reports.warning_papers import papers_of

P = Permission


class WarningViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource):
    serializer_class = shapes.WarningSerializer
    filterset_class = WarningFilter
    permission = P.WARNING_VIEW
    action_permissions = dict.fromkeys(("answer", "close", "extend"), P.WARNING_HANDLE)
    queryset = EarlyWarning.objects.none()  # for the schema; what is seen is decided below

    def get_queryset(self) -> QuerySet[EarlyWarning]:
        visible = EarlyWarning.objects.visible_to(self.request.user).for_list()
        return visible.prefetch_related("answers__made_by", "requests__made_by", "requests__decided_by").order_by("-pk")

    @extend_schema(request=shapes.AnswerWarningSerializer)
    @action(detail=True, methods=["post"])
    def answer(self, request: Request, pk: str) -> Response:
        form = filled(self, AnswerForm, shapes.AnswerWarningSerializer)
        warning_deeds.answer(warning=self.get_object(), **form.said, by=request.user)
        return Response(self.get_serializer(self.get_object()).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=shapes.WarningCloseSerializer)
    @action(detail=True, methods=["post"])
    def close(self, request: Request, pk: str) -> Response:
        """Asks for it: another person decides."""
        form = filled(self, CloseWarningForm, shapes.WarningCloseSerializer)
        warning_deeds.ask_to_close(warning=self.get_object(), **form.said, by=request.user)
        return Response(self.get_serializer(self.get_object()).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=shapes.ExtendWarningSerializer)
    @action(detail=True, methods=["post"])
    def extend(self, request: Request, pk: str) -> Response:
        form = filled(self, TimeForm, shapes.ExtendWarningSerializer)
        warning_deeds.ask_for_time(warning=self.get_object(), **form.said, by=request.user)
        return Response(self.get_serializer(self.get_object()).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=None, responses=A_FILE, filters=False)
    @action(detail=True, methods=["post"], url_path="papers/(?P<file>[0-9]{1,18})")
    def paper(self, request: Request, pk: str, file: str) -> StreamingHttpResponse:
        found = next((each for each in papers_of(self.get_object()) if each.pk == int(file)), None)
        if found is None:
            raise Http404
        return hand_out(found, by=request.user)


class WarningRequestViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource):
    serializer_class = shapes.WarningRequestSerializer
    permission = P.WARNING_VIEW
    action_permissions = dict.fromkeys(("approve", "refuse"), P.WARNING_CLOSE)
    queryset = WarningRequest.objects.none()  # for the schema; what is seen is decided below

    def get_queryset(self) -> QuerySet[WarningRequest]:
        return WarningRequest.objects.visible_to(self.request.user).for_list().order_by("-pk")

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def approve(self, request: Request, pk: str) -> Response:
        warning_deeds.decide(request=self.get_object(), approved=True, by=request.user)
        return Response(self.get_serializer(self.get_object()).data)

    @extend_schema(request=NoteSerializer)
    @action(detail=True, methods=["post"])
    def refuse(self, request: Request, pk: str) -> Response:
        warning_deeds.decide(request=self.get_object(), approved=False, **self.sent(NoteSerializer), by=request.user)
        return Response(self.get_serializer(self.get_object()).data)


class HardshipReportViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource):
    serializer_class = shapes.HardshipReportSerializer
    filterset_class = HardshipReportFilter
    permission = P.WARNING_VIEW
    action_permissions = dict.fromkeys(("create", "withdraw"), P.WARNING_HANDLE)
    queryset = HardshipReport.objects.none()  # for the schema; what is seen is decided below

    def get_queryset(self) -> QuerySet[HardshipReport]:
        return HardshipReport.objects.visible_to(self.request.user).for_list().order_by("-pk")

    @extend_schema(request=shapes.ReportSerializer)
    def create(self, request: Request) -> Response:
        form = filled(self, HardshipReportForm, shapes.ReportSerializer)
        children = Student.objects.visible_to(request.user).filter(merged_into=None)
        student = get_object_or_404(children, pk=self.sent(shapes.ReportSerializer)["student"])
        made = hardship_reports.report(student=student, unit=request.user.home_unit, **form.said, by=request.user)
        return self.answer(made, status.HTTP_201_CREATED)

    @extend_schema(request=None, responses=A_FILE, filters=False)
    @action(detail=True, methods=["post"])
    def scan(self, request: Request, pk: str) -> StreamingHttpResponse:
        return hand_out(get_object_or_404(self.get_queryset().filter(scan__isnull=False), pk=pk).scan, by=request.user)

    @extend_schema(request=NoteSerializer)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, pk: str) -> Response:
        reason = self.sent(NoteSerializer)["note"]
        return self.answer(hardship_reports.withdraw(report=self.get_object(), reason=reason, by=request.user))
