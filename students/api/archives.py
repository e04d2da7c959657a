"""The archive package of a school's round: a job packs it, who asked for it takes it."""

from django.http import StreamingHttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from aid_portal.api.job_runs import JobRunSerializer
from aid_portal.api.serializers import UnmaskRequestSerializer
from aid_portal.models import OrgUnit
from aid_portal.views.stored_files import hand_out_of_job
from students.actions import archive_orders
from students.api import round_shapes as shapes


class ArchiveActions:
    """Of the resource of rounds."""

    @extend_schema(request=shapes.ArchiveSerializer, responses=JobRunSerializer)
    @action(detail=True, methods=["post"])
    def archive(self, request: Request, pk: str) -> Response:
        """Starts the job that packs a school's files; `download-archive` hands out what it made."""
        schools = OrgUnit.objects.visible_to(request.user).schools()
        sent = self.sent(shapes.ArchiveSerializer, scope={"school": schools})
        run = archive_orders.order(round=self.get_object(), **sent, by=request.user)
        return Response(JobRunSerializer(run).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=shapes.ProposeArchiveSerializer, responses=UnmaskRequestSerializer)
    @action(detail=True, methods=["post"], url_path="propose-archive")
    def propose_archive(self, request: Request, pk: str) -> Response:
        """Asks a second person for the whole files of a school; once granted, `archive` uses the grant up."""
        sent = self.sent(shapes.ProposeArchiveSerializer, scope={"school": OrgUnit.objects.visible_to(request.user).schools()})
        asked = archive_orders.propose(round=self.get_object(), **sent, by=request.user)
        return Response(UnmaskRequestSerializer(asked).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=None, responses={(200, "application/zip"): OpenApiResponse(OpenApiTypes.BINARY)}, filters=False)
    @action(detail=False, methods=["post"], url_path=r"archives/(?P<run>\d{1,15})/download", url_name="download-archive")
    def download_archive(self, request: Request, run: str) -> StreamingHttpResponse:
        """Of a job that the caller has asked for, for a day."""
        return hand_out_of_job(archive_orders.KIND, run, by=request.user)
