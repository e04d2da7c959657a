"""Rounds with their progress, advance notices, applications and sittings as resources: the pages' permissions and actions."""

from django.db.models import QuerySet
from django.http import StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import mixins, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from aid_portal.api.job_runs import JobRunSerializer
from aid_portal.api.resources import Resource
from aid_portal.api.serializers import NoteSerializer
from aid_portal.errors import Refused
from aid_portal.models import JobRun, OrgUnit
from aid_portal.permissions import Permission
from aid_portal.views.stored_files import hand_out
from students.actions import applications, archive_packages, school_decisions
from students.actions.school_decisions import Decided
from students.api import round_shapes as shapes
from students.determination_choices import MeetingLevel
from students.filters.applications import ApplicationFilter
from students.filters.review_meetings import MeetingFilter
from students.filters.rounds import AdvanceNoticeFilter, RoundFilter
from students.models import AdvanceNotice, Application, DeterminationRound, ReviewMeeting
from students.reports.round_progress import with_progress


class RoundResource(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource):
    permission = Permission.ROUND_VIEW


class RoundViewSet(RoundResource):
    serializer_class = shapes.RoundSerializer
    filterset_class = RoundFilter
    action_permissions = dict.fromkeys(("archive", "download_archive"), Permission.EXPORT)

    def get_queryset(self) -> QuerySet[DeterminationRound]:
        return DeterminationRound.objects.visible_to(self.request.user).for_list().order_by("-term__position")

    @extend_schema(responses=shapes.SchoolProgressSerializer(many=True), filters=False)
    @action(detail=True, pagination_class=None)
    def progress(self, request: Request, pk: int) -> Response:
        """Each school that the caller sees."""
        schools = OrgUnit.objects.visible_to(request.user).schools().open().order_by("path")
        found = with_progress(schools, self.get_object(), timezone.localdate(), request.user)
        return Response(shapes.SchoolProgressSerializer(found, many=True).data)

    @extend_schema(request=shapes.ArchiveSerializer, responses=JobRunSerializer)
    @action(detail=True, methods=["post"])
    def archive(self, request: Request, pk: int) -> Response:
        """Starts the job that packs a school's files; `download-archive` hands out what it made."""
        schools = OrgUnit.objects.visible_to(request.user).schools()
        sent = self.sent(shapes.ArchiveSerializer, schools=schools)
        run = archive_packages.order(round=self.get_object(), **sent, by=request.user)
        return Response(JobRunSerializer(run).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=None, responses={(200, "application/zip"): OpenApiResponse(OpenApiTypes.BINARY)}, filters=False)
    @action(detail=False, methods=["post"], url_path=r"archives/(?P<run>\d{1,15})/download", url_name="download-archive")
    def download_archive(self, request: Request, run: str) -> StreamingHttpResponse:
        """Of a job that the caller has asked for, for a day."""
        mine = JobRun.objects.visible_to(request.user).filter(kind=archive_packages.KIND, requested_by=request.user)
        file = archive_packages.file_of(get_object_or_404(mine, pk=run))
        if file is None:
            raise Refused(_("资料包还没有做好，或者已过24小时保存期。"), code="no_file")
        return hand_out(file, by=request.user)


class AdvanceNoticeViewSet(RoundResource):
    serializer_class = shapes.AdvanceNoticeSerializer
    filterset_class = AdvanceNoticeFilter

    def get_queryset(self) -> QuerySet[AdvanceNotice]:
        return AdvanceNotice.objects.visible_to(self.request.user).for_list().order_by("-told_on", "-pk")


class ApplicationViewSet(RoundResource):
    serializer_class = shapes.ApplicationSerializer
    filterset_class = ApplicationFilter
    action_permissions = {
        **dict.fromkeys(("send_back", "withdraw"), Permission.APPLICATION_COLLECT),
        **dict.fromkeys(("decide", "take_back"), Permission.DETERMINATION_DECIDE),
    }

    def get_queryset(self) -> QuerySet[Application]:
        return Application.objects.visible_to(self.request.user).for_list().order_by("pk")

    @extend_schema(request=NoteSerializer)
    @action(detail=True, methods=["post"], url_path="send-back")
    def send_back(self, request: Request, pk: int) -> Response:
        return self._noted(applications.send_back)

    @extend_schema(request=NoteSerializer)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, pk: int) -> Response:
        return self._noted(applications.withdraw)

    @extend_schema(request=NoteSerializer)
    @action(detail=True, methods=["post"], url_path="take-back")
    def take_back(self, request: Request, pk: int) -> Response:
        return self._noted(school_decisions.take_back)

    @extend_schema(request=shapes.ApplicationDecideSerializer)
    @action(detail=True, methods=["post"])
    def decide(self, request: Request, pk: int) -> Response:
        """Below what the departments' lists prove only with `below_reason`."""
        meetings = ReviewMeeting.objects.visible_to(request.user).filter(level=MeetingLevel.SCHOOL).for_list()
        sent = self.sent(shapes.ApplicationDecideSerializer, meetings=meetings)
        meeting = sent.pop("meeting")
        return self.answer(
            school_decisions.decide(application=self.get_object(), meeting=meeting, found=Decided(**sent), by=request.user)
        )

    def _noted(self, deed) -> Response:
        return self.answer(deed(application=self.get_object(), **self.sent(NoteSerializer), by=self.request.user))


class MeetingViewSet(RoundResource):
    serializer_class = shapes.MeetingSerializer
    filterset_class = MeetingFilter

    def get_queryset(self) -> QuerySet[ReviewMeeting]:
        return ReviewMeeting.objects.visible_to(self.request.user).for_list().order_by("-held_on", "-pk")
