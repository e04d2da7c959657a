"""Rounds with their progress and how families were told, as resources: the pages' permissions, forms and actions."""

from django.db.models import QuerySet
from django.http import StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from aid_portal.api.forms import filled, shape_of
from aid_portal.api.resources import Resource
from aid_portal.api.schema import A_FILE
from aid_portal.models import OrgUnit
from aid_portal.permissions import Permission
from aid_portal.views.stored_files import hand_out
from students.actions import rounds
from students.api import round_shapes as shapes
from students.api.archives import ArchiveActions
from students.filters.rounds import AdvanceNoticeFilter, RoundFilter
from students.forms.rounds import AdvanceNoticeForm, RoundDaysForm, RoundForm
from students.models import AdvanceNotice, DeterminationRound, TermSetting
from students.reports.round_progress import with_progress

OpenSerializer = shape_of(RoundForm, term=serializers.CharField(max_length=5))
DaysSerializer = shape_of(RoundDaysForm)
TellSerializer = shape_of(AdvanceNoticeForm, round=serializers.IntegerField(min_value=1))


class RoundResource(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource):
    permission = Permission.ROUND_VIEW

    def round(self, pk: int) -> DeterminationRound:
        return get_object_or_404(DeterminationRound.objects.visible_to(self.request.user), pk=pk)

    def schools(self) -> QuerySet[OrgUnit]:
        return OrgUnit.objects.visible_to(self.request.user).schools().open()


class RoundViewSet(ArchiveActions, RoundResource):
    serializer_class = shapes.RoundSerializer
    filterset_class = RoundFilter
    action_permissions = {
        **dict.fromkeys(("create", "change", "close", "reopen"), Permission.ROUND_MANAGE),
        **dict.fromkeys(("archive", "download_archive"), Permission.EXPORT),
        "propose_archive": Permission.EXPORT_UNMASKED,
    }

    def get_queryset(self) -> QuerySet[DeterminationRound]:
        return DeterminationRound.objects.visible_to(self.request.user).for_list().order_by("-term__position")

    @extend_schema(request=OpenSerializer)
    def create(self, request: Request) -> Response:
        terms = TermSetting.objects.visible_to(request.user)
        form = filled(self, RoundForm, OpenSerializer, terms=terms)
        made = rounds.open_round(term=form.cleaned_data["term"], facts=form.facts, by=request.user)
        return self.answer(made, status.HTTP_201_CREATED)

    @extend_schema(request=DaysSerializer)
    @action(detail=True, methods=["post"])
    def change(self, request: Request, pk: str) -> Response:
        form = filled(self, RoundDaysForm, DaysSerializer)
        return self.answer(rounds.change(round=self.get_object(), facts=form.said, by=request.user))

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def close(self, request: Request, pk: str) -> Response:
        return self.answer(rounds.close(round=self.get_object(), by=request.user))

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def reopen(self, request: Request, pk: str) -> Response:
        return self.answer(rounds.reopen(round=self.get_object(), by=request.user))

    @extend_schema(responses=shapes.SchoolProgressSerializer(many=True), filters=False)
    @action(detail=True, pagination_class=None)
    def progress(self, request: Request, pk: str) -> Response:
        """Each school that the caller sees."""
        found = with_progress(self.schools().order_by("path"), self.get_object(), timezone.localdate(), request.user)
        return Response(shapes.SchoolProgressSerializer(found, many=True).data)


class AdvanceNoticeViewSet(RoundResource):
    serializer_class = shapes.AdvanceNoticeSerializer
    filterset_class = AdvanceNoticeFilter
    action_permissions = {"create": Permission.APPLICATION_COLLECT}

    def get_queryset(self) -> QuerySet[AdvanceNotice]:
        return AdvanceNotice.objects.visible_to(self.request.user).for_list().order_by("-told_on", "-pk")

    @extend_schema(request=TellSerializer)
    def create(self, request: Request) -> Response:
        """Evidence comes as multipart/form-data."""
        form = filled(self, AdvanceNoticeForm, TellSerializer, schools=self.schools())
        round, said = self.round(self.sent(TellSerializer)["round"]), form.cleaned_data
        told = rounds.tell(round=round, school=said["school"], facts=form.facts, evidence=said["evidence"], by=request.user)
        return self.answer(told, status.HTTP_201_CREATED)

    @extend_schema(request=None, responses=A_FILE, filters=False)
    @action(detail=True, methods=["post"])
    def evidence(self, request: Request, pk: str) -> StreamingHttpResponse:
        notice = get_object_or_404(self.get_queryset().filter(evidence__isnull=False), pk=pk)
        return hand_out(notice.evidence, by=request.user)
