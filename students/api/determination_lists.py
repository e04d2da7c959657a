"""Lists, public notices, objections and cancellations as resources: each step by its own verb, by another person."""

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from aid_portal.api.serializers import NoteSerializer
from aid_portal.permissions import Permission
from students.actions import cancellations, determination_lists, objections
from students.api import round_shapes as shapes
from students.api.rounds import RoundResource
from students.filters.determination_lists import (
    CancellationFilter,
    DeterminationListFilter,
    ObjectionFilter,
    PublicNoticeFilter,
)
from students.models import Cancellation, DeterminationList, Objection, PublicNotice


class DeterminationListViewSet(RoundResource):
    serializer_class = shapes.DeterminationListSerializer
    filterset_class = DeterminationListFilter
    action_permissions = {
        "submit": Permission.DETERMINATION_SUBMIT,
        **dict.fromkeys(("review", "send_back"), Permission.DETERMINATION_REVIEW),
        "approve": Permission.DETERMINATION_APPROVE,
    }

    def get_queryset(self) -> QuerySet[DeterminationList]:
        return DeterminationList.objects.visible_to(self.request.user).for_list().order_by("pk")

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def submit(self, request: Request, pk: int) -> Response:
        return self.answer(determination_lists.submit(determination_list=self.get_object(), by=request.user))

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def review(self, request: Request, pk: int) -> Response:
        return self.answer(determination_lists.review(determination_list=self.get_object(), by=request.user))

    @extend_schema(request=shapes.ApproveSerializer)
    @action(detail=True, methods=["post"])
    def approve(self, request: Request, pk: int) -> Response:
        """From the day after the notice's last day on; `seen` is how many children the approver saw."""
        sent = self.sent(shapes.ApproveSerializer)
        done, _count = determination_lists.approve(determination_list=self.get_object(), **sent, by=request.user)
        return self.answer(done)

    @extend_schema(request=NoteSerializer)
    @action(detail=True, methods=["post"], url_path="send-back")
    def send_back(self, request: Request, pk: int) -> Response:
        sent = self.sent(NoteSerializer)
        return self.answer(determination_lists.send_back(determination_list=self.get_object(), **sent, by=request.user))


class PublicNoticeViewSet(RoundResource):
    filterset_class = PublicNoticeFilter

    def get_queryset(self) -> QuerySet[PublicNotice]:
        return PublicNotice.objects.visible_to(self.request.user).for_list().order_by("-posted_on", "-pk")

    def get_serializer_class(self) -> type[serializers.Serializer]:
        return shapes.PublicNoticeDetailSerializer if self.action == "retrieve" else shapes.PublicNoticeSerializer


class ObjectionViewSet(RoundResource):
    serializer_class = shapes.ObjectionSerializer
    filterset_class = ObjectionFilter
    action_permissions = {"answer_objection": Permission.OBJECTION_HANDLE}

    def get_queryset(self) -> QuerySet[Objection]:
        return Objection.objects.visible_to(self.request.user).for_list().order_by("-pk")

    @extend_schema(request=shapes.ObjectionAnswerSerializer)
    @action(detail=True, methods=["post"], url_path="answer", url_name="answer")
    def answer_objection(self, request: Request, pk: int) -> Response:
        return self.answer(
            objections.answer(objection=self.get_object(), **self.sent(shapes.ObjectionAnswerSerializer), by=request.user)
        )


class CancellationViewSet(RoundResource):
    serializer_class = shapes.CancellationSerializer
    filterset_class = CancellationFilter
    action_permissions = dict.fromkeys(("approve", "refuse"), Permission.DETERMINATION_APPROVE)

    def get_queryset(self) -> QuerySet[Cancellation]:
        return Cancellation.objects.visible_to(self.request.user).for_list().order_by("-pk")

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def approve(self, request: Request, pk: int) -> Response:
        return self.answer(cancellations.approve(cancellation=self.get_object(), by=request.user))

    @extend_schema(request=NoteSerializer)
    @action(detail=True, methods=["post"])
    def refuse(self, request: Request, pk: int) -> Response:
        return self.answer(cancellations.refuse(cancellation=self.get_object(), **self.sent(NoteSerializer), by=request.user))
