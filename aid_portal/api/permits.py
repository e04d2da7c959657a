"""Requests for unmasked data, and the calendar: the pages' permissions, filters and actions."""

from drf_spectacular.utils import extend_schema
from rest_framework import mixins, status
from rest_framework.decorators import action
from rest_framework.response import Response

from aid_portal.actions import holidays, unmask_requests
from aid_portal.api import serializers as shapes
from aid_portal.api.resources import Resource
from aid_portal.choices import UnmaskKind
from aid_portal.filters.holidays import HolidayFilter
from aid_portal.filters.unmask_requests import UnmaskRequestFilter
from aid_portal.models import Holiday, UnmaskRequest
from aid_portal.permissions import Permission


class UnmaskRequestViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource):
    serializer_class = shapes.UnmaskRequestSerializer
    filterset_class = UnmaskRequestFilter
    permission = Permission.REVEAL
    action_permissions = dict.fromkeys(("grant", "refuse"), Permission.UNMASK_APPROVE)

    def get_queryset(self):
        return UnmaskRequest.objects.visible_to(self.request.user).for_list()

    @extend_schema(request=shapes.RevealRequestSerializer)
    def create(self, request):
        sent = self.sent(shapes.RevealRequestSerializer)
        return self.answer(unmask_requests.propose(kind=UnmaskKind.REVEAL, **sent, by=request.user), status.HTTP_201_CREATED)

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def grant(self, request, pk):
        return self.answer(unmask_requests.grant(request=self.get_object(), by=request.user))

    @extend_schema(request=shapes.NoteSerializer)
    @action(detail=True, methods=["post"])
    def refuse(self, request, pk):
        sent = self.sent(shapes.NoteSerializer)
        return self.answer(unmask_requests.refuse(request=self.get_object(), **sent, by=request.user))


class HolidayViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource):
    serializer_class = shapes.HolidaySerializer
    filterset_class = HolidayFilter
    permission = Permission.HOLIDAY_MANAGE

    def get_queryset(self):
        return Holiday.objects.visible_to(self.request.user).order_by("-day")

    def create(self, request):
        """Set one day; a day that is there already is changed."""
        holiday = holidays.set_day(**self.sent(shapes.HolidaySerializer), by=request.user)
        return self.answer(holiday, status.HTTP_201_CREATED)

    @extend_schema(request=shapes.HolidaySeedSerializer, responses={200: None})
    @action(detail=False, methods=["post"])
    def seed(self, request):
        year = self.sent(shapes.HolidaySeedSerializer)["year"]
        return Response({"days": holidays.seed(years=[year], by=request.user)})

    @extend_schema(request=None, responses={204: None})
    @action(detail=True, methods=["post"])
    def remove(self, request, pk):
        holidays.remove(holiday=self.get_object(), by=request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)
