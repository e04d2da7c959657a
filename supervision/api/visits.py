"""Visits and what they found as resources: recorded, voided, read; a finding is told of in a notice's draft."""

from django.db.models import QuerySet
from django.http import StreamingHttpResponse
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from aid_portal.api.resources import Resource
from aid_portal.api.schema import A_FILE
from aid_portal.permissions import Permission
from aid_portal.views.stored_files import hand_out
from supervision.actions import visits
from supervision.api import visit_shapes as shapes
from supervision.api.notice_shapes import ReasonSerializer
from supervision.filters.visits import VisitFilter, VisitFindingFilter
from supervision.forms.visits import FACTS
from supervision.models import CampaignUnit, ChecklistItem, Visit, VisitFinding


class VisitViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource):
    serializer_class = shapes.VisitSerializer
    filterset_class = VisitFilter
    permission = Permission.INSPECTION_VIEW
    action_permissions = {"create": Permission.INSPECTION_RECORD, "void": Permission.INSPECTION_MANAGE}
    queryset = Visit.objects.none()  # for the schema; what is seen is decided below

    def get_queryset(self) -> QuerySet[Visit]:
        visible = Visit.objects.visible_to(self.request.user).for_list()
        return visible.prefetch_related("findings__item", "findings__photos__file", "photos__file").order_by("-pk")

    @extend_schema(request=shapes.VisitRecordSerializer)
    def create(self, request: Request) -> Response:
        places = CampaignUnit.objects.visible_to(request.user).for_list()
        items = ChecklistItem.objects.visible_to(request.user).select_related("checklist")
        sent = self.sent(shapes.VisitRecordSerializer, scope={"place": places, "seen.item": items, "found.item": items})
        place, facts = sent.pop("place"), {name: sent.pop(name) for name in FACTS}
        made = visits.record(campaign=place.campaign, unit=place.unit, facts=facts, **sent, by=request.user)
        return self.answer(self.get_queryset().get(pk=made.pk), status.HTTP_201_CREATED)

    @extend_schema(request=None, responses=A_FILE)
    @action(detail=True, methods=["post"])
    def signature(self, request: Request, pk: str) -> StreamingHttpResponse:
        """Of who signed for the unit."""
        visit = get_object_or_404(self.get_queryset().select_related("signature"), pk=pk, signature__isnull=False)
        return hand_out(visit.signature, by=request.user)

    @extend_schema(request=ReasonSerializer)
    @action(detail=True, methods=["post"])
    def void(self, request: Request, pk: str) -> Response:
        visits.void(visit=self.get_object(), **self.sent(ReasonSerializer), by=request.user)
        return self.answer(self.get_object())


class FindingViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource):
    serializer_class = shapes.VisitFindingRowSerializer
    filterset_class = VisitFindingFilter
    permission = Permission.INSPECTION_VIEW
    queryset = VisitFinding.objects.none()  # for the schema; what is seen is decided below

    def get_queryset(self) -> QuerySet[VisitFinding]:
        found = VisitFinding.objects.visible_to(self.request.user).standing().for_list()
        return found.prefetch_related("photos__file").order_by("-pk")
