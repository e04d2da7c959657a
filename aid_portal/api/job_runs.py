"""Background work as a resource: list, look, cancel, retry."""

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from aid_portal import jobs
from aid_portal.api.resources import Resource
from aid_portal.filters.job_runs import JobRunFilter
from aid_portal.models import JobRun
from aid_portal.permissions import Permission


class JobRunSerializer(serializers.ModelSerializer):
    status_label = serializers.CharField(source="get_status_display", read_only=True)
    percent = serializers.IntegerField(read_only=True, allow_null=True)
    requested_by = serializers.CharField(source="requested_by.name", default=None, read_only=True)
    unit = serializers.CharField(source="unit.code", default=None, read_only=True)

    class Meta:
        model = JobRun
        fields = (
            *("id", "kind", "title", "status", "status_label", "percent", "done", "total", "stage", "error", "result"),
            *("requested_by", "unit", "created_at", "started_at", "finished_at"),
        )
        read_only_fields = fields


class JobRunViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource):
    permission = Permission.JOB_VIEW
    serializer_class = JobRunSerializer
    filterset_class = JobRunFilter
    queryset = JobRun.objects.none()  # for the schema; what is seen is decided below

    def get_queryset(self) -> QuerySet[JobRun]:
        return JobRun.objects.visible_to(self.request.user).for_list()

    @extend_schema(request=None, responses=JobRunSerializer)
    @action(detail=True, methods=["post"])
    def cancel(self, request: Request, pk: str) -> Response:
        run = self._own()
        jobs.cancel(run=run, by=request.user)
        return self._shown(run)

    @extend_schema(request=None, responses=JobRunSerializer)
    @action(detail=True, methods=["post"])
    def retry(self, request: Request, pk: str) -> Response:
        run = self._own()
        jobs.retry(run=run, by=request.user)
        return self._shown(run)

    def _own(self) -> JobRun:
        run = self.get_object()
        if not run.may_be_changed_by(self.request.user):
            raise PermissionDenied(Permission.JOB_MANAGE.label)
        return run

    def _shown(self, run: JobRun) -> Response:
        run.refresh_from_db()
        return Response(self.get_serializer(run).data)
