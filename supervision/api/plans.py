"""The units' plans as a resource; the pages' permissions, scopes and actions."""

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from aid_portal.api.resources import Resource
from aid_portal.api.serializers import NoteSerializer
from aid_portal.permissions import Permission
from supervision.actions import plans
from supervision.api.notice_shapes import AcceptSerializer, PlanSendSerializer, PlanSerializer
from supervision.models import Plan, RectificationNotice
from supervision.reports.plans import planned_problems


class PlanningMixin:
    """Of the resource of notices."""

    @extend_schema(request=PlanSendSerializer, responses={201: PlanSerializer})
    @action(detail=True, methods=["post"])
    def plan(self, request: Request, pk: str) -> Response:
        notice: RectificationNotice = self.get_object()
        sent = self.sent(PlanSendSerializer, scope={"lines.problem": planned_problems(notice)})
        made = plans.send(notice=notice, **sent, by=request.user)
        return Response(PlanSerializer(made).data, status=status.HTTP_201_CREATED)


class PlanViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource):
    serializer_class = PlanSerializer
    permission = Permission.NOTICE_VIEW
    action_permissions = dict.fromkeys(("accept", "send_back"), Permission.NOTICE_REVIEW)
    queryset = Plan.objects.none()  # for the schema; what is seen is decided below

    def get_queryset(self) -> QuerySet[Plan]:
        return Plan.objects.visible_to(self.request.user).for_list().prefetch_related("lines").order_by("-pk")

    @extend_schema(request=AcceptSerializer)
    @action(detail=True, methods=["post"])
    def accept(self, request: Request, pk: str) -> Response:
        return self.answer(plans.accept(plan=self.get_object(), **self.sent(AcceptSerializer), by=request.user))

    @extend_schema(request=NoteSerializer)
    @action(detail=True, methods=["post"], url_path="send-back")
    def send_back(self, request: Request, pk: str) -> Response:
        return self.answer(plans.send_back(plan=self.get_object(), **self.sent(NoteSerializer), by=request.user))
