"""Applications as resources: written, handed in, sent back, decided, approved late; what a family wrote is in no answer."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import StreamingHttpResponse
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from aid_portal.api.forms import filled, shape_of
from aid_portal.api.schema import A_FILE
from aid_portal.api.serializers import NoteSerializer
from aid_portal.permissions import Permission
from aid_portal.views.stored_files import hand_out
from students.actions import applications, determination_lists, school_decisions
from students.actions.school_decisions import Decided
from students.api import round_shapes as shapes
from students.api.rounds import RoundResource
from students.api.written_applications import WriteSerializer, refuse_incomplete, written
from students.determination_choices import MeetingLevel
from students.filters.applications import ApplicationFilter
from students.forms.applications import HandInForm
from students.models import Application, ReviewMeeting
from students.reports.round_children import children_of
from students.reports.seen_forms import sees_form

HandInSerializer = shape_of(HandInForm)


class ApplicationViewSet(RoundResource):
    serializer_class = shapes.ApplicationSerializer
    filterset_class = ApplicationFilter
    action_permissions = {
        **dict.fromkeys(("create", "submit", "send_back", "withdraw"), Permission.APPLICATION_COLLECT),
        **dict.fromkeys(("decide", "take_back"), Permission.DETERMINATION_DECIDE),
        "approve": Permission.DETERMINATION_APPROVE,
    }

    def get_queryset(self) -> QuerySet[Application]:
        return Application.objects.visible_to(self.request.user).for_list().order_by("pk")

    @extend_schema(request=WriteSerializer)
    def create(self, request: Request) -> Response:
        """A draft, as far as it is filled; the child's open draft is overwritten."""
        sent = self.sent(WriteSerializer)
        round = self.round(sent["round"])
        child = get_object_or_404(children_of(round, request.user).select_related("school"), pk=sent["child"])
        draft = applications.save_draft(round=round, enrolment=child, form=written(sent), by=request.user)
        return self.answer(draft, status.HTTP_201_CREATED)

    @extend_schema(request=HandInSerializer)
    @action(detail=True, methods=["post"])
    def submit(self, request: Request, pk: str) -> Response:
        """The whole form is looked at first; the signed scan comes as multipart/form-data."""
        application, form = self.get_object(), filled(self, HandInForm, HandInSerializer)
        refuse_incomplete(applications.open_form(application))
        return self.answer(applications.submit(application=application, **form.cleaned_data, by=request.user))

    @extend_schema(request=NoteSerializer)
    @action(detail=True, methods=["post"], url_path="send-back")
    def send_back(self, request: Request, pk: str) -> Response:
        return self._noted(applications.send_back)

    @extend_schema(request=NoteSerializer)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, pk: str) -> Response:
        return self._noted(applications.withdraw)

    @extend_schema(request=NoteSerializer)
    @action(detail=True, methods=["post"], url_path="take-back")
    def take_back(self, request: Request, pk: str) -> Response:
        return self._noted(school_decisions.take_back)

    @extend_schema(request=shapes.ApplicationDecideSerializer)
    @action(detail=True, methods=["post"])
    def decide(self, request: Request, pk: str) -> Response:
        """Below what the departments' lists prove only with `below_reason`."""
        meetings = ReviewMeeting.objects.visible_to(request.user).filter(level=MeetingLevel.SCHOOL).for_list()
        sent = self.sent(shapes.ApplicationDecideSerializer, scope={"meeting": meetings})
        given = {"meeting": sent.pop("meeting"), "found": Decided(**sent), "by": request.user}
        return self.answer(school_decisions.decide(application=self.get_object(), **given))

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def approve(self, request: Request, pk: str) -> Response:
        """One who was held until his objection was answered; the others are approved with their list."""
        return self.answer(determination_lists.approve_held(application=self.get_object(), by=request.user))

    @extend_schema(request=None, responses=A_FILE, filters=False)
    @action(detail=True, methods=["post"])
    def scan(self, request: Request, pk: str) -> StreamingHttpResponse:
        """The signed paper, for who may read what a family wrote."""
        if not sees_form(request.user):
            raise PermissionDenied(Permission.APPLICATION_COLLECT.label)
        found = get_object_or_404(self.get_queryset().filter(scan__isnull=False), pk=pk)
        return hand_out(found.scan, by=request.user)

    def _noted(self, deed: Callable[..., Any]) -> Response:
        return self.answer(deed(application=self.get_object(), **self.sent(NoteSerializer), by=self.request.user))
