"""Cancelling a determination that rested on a false statement, as a resource: proposed, decided by another person."""

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import StreamingHttpResponse
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from aid_portal.api.forms import filled, shape_of
from aid_portal.api.schema import A_FILE
from aid_portal.api.serializers import NoteSerializer
from aid_portal.permissions import Permission
from aid_portal.views.stored_files import hand_out
from students.actions import cancellations
from students.api import round_shapes as shapes
from students.api.rounds import RoundResource
from students.filters.determination_lists import CancellationFilter
from students.forms.determination_lists import CancelForm
from students.models import Application, Cancellation
from students.reports.seen_forms import sees_form

ProposeSerializer = shape_of(CancelForm, application=serializers.IntegerField(min_value=1))


class CancellationViewSet(RoundResource):
    serializer_class = shapes.CancellationSerializer
    filterset_class = CancellationFilter
    action_permissions = {
        "create": Permission.OBJECTION_HANDLE,
        **dict.fromkeys(("approve", "refuse"), Permission.DETERMINATION_APPROVE),
    }

    def get_queryset(self) -> QuerySet[Cancellation]:
        return Cancellation.objects.visible_to(self.request.user).for_list().order_by("-pk")

    @extend_schema(request=ProposeSerializer)
    def create(self, request: Request) -> Response:
        """Until another person approves, the determination stands."""
        form = filled(self, CancelForm, ProposeSerializer)
        seen = Application.objects.visible_to(request.user)
        application = get_object_or_404(seen, pk=self.sent(ProposeSerializer)["application"])
        made = cancellations.propose(application=application, **form.said, by=request.user)
        return self.answer(made, status.HTTP_201_CREATED)

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def approve(self, request: Request, pk: str) -> Response:
        return self.answer(cancellations.approve(cancellation=self.get_object(), by=request.user))

    @extend_schema(request=NoteSerializer)
    @action(detail=True, methods=["post"])
    def refuse(self, request: Request, pk: str) -> Response:
        return self.answer(cancellations.refuse(cancellation=self.get_object(), **self.sent(NoteSerializer), by=request.user))

    @extend_schema(request=None, responses=A_FILE, filters=False)
    @action(detail=True, methods=["post"])
    def evidence(self, request: Request, pk: str) -> StreamingHttpResponse:
        if not sees_form(request.user):
            raise PermissionDenied(Permission.OBJECTION_HANDLE.label)
        found = get_object_or_404(self.get_queryset().filter(evidence__isnull=False), pk=pk)
        return hand_out(found.evidence, by=request.user)
