"""Checks as a resource: list, look, start (for real or dry), what one changed; a run is cancelled through its job."""

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from aid_portal.api.resources import Resource
from aid_portal.api.scoped import ScopedSerializer
from aid_portal.permissions import Permission
from students.models import TermSetting
from subsidies.actions import checks
from subsidies.filters.runs import RunChangeFilter, RunFilter
from subsidies.models import EligibilityRun, PolicyVersion, RunChange


class RunSerializer(serializers.ModelSerializer):
    policy = serializers.IntegerField(source="policy.number", read_only=True)
    status_label = serializers.CharField(source="get_status_display", read_only=True)
    requested_by = serializers.CharField(source="requester", read_only=True)

    class Meta:
        model = EligibilityRun
        fields = (
            *("id", "term", "cut_off_on", "policy", "dry", "status", "status_label", "counts", "releases", "job"),
            *("requested_by", "started_at", "finished_at"),
        )
        read_only_fields = fields


class RunStartSerializer(ScopedSerializer):
    """`policy` is the number of a version, for dry runs only; without it the one in force is asked."""

    term = serializers.SlugRelatedField(slug_field="code", queryset=TermSetting.objects.none())
    dry = serializers.BooleanField()
    policy = serializers.SlugRelatedField(
        slug_field="number", queryset=PolicyVersion.objects.none(), required=False, allow_null=True, default=None
    )


class RunChangeSerializer(serializers.ModelSerializer):
    student_name = serializers.CharField(source="student.name", read_only=True)
    school = serializers.CharField(source="school.code", read_only=True)
    programme = serializers.CharField(source="programme.code", read_only=True)
    before_amount = serializers.DecimalField(12, 2, source="before.amount", default=None, read_only=True)
    before_grounds = serializers.ListField(source="before.grounds", default=list, read_only=True)
    after_amount = serializers.DecimalField(12, 2, source="after.amount", default=None, read_only=True)
    after_grounds = serializers.ListField(source="after.grounds", default=list, read_only=True)
    money = serializers.DecimalField(12, 2, read_only=True)

    class Meta:
        model = RunChange
        fields = (
            *("id", "change", "student", "student_name", "school", "programme", "decision"),
            *("before_amount", "before_grounds", "after_amount", "after_grounds", "money"),
        )
        read_only_fields = fields


class RunViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource):
    serializer_class = RunSerializer
    filterset_class = RunFilter
    permission = Permission.CHECK_VIEW
    action_permissions = {"create": Permission.CHECK_RUN}

    def get_queryset(self) -> QuerySet[EligibilityRun]:
        return EligibilityRun.objects.visible_to(self.request.user).for_list().order_by("-pk")

    @extend_schema(request=RunStartSerializer)
    def create(self, request: Request) -> Response:
        """Start a check; while one of the term is running, that one is the answer."""
        scope = {
            "term": TermSetting.objects.visible_to(request.user),
            "policy": PolicyVersion.objects.visible_to(request.user),
        }
        run = checks.start(**self.sent(RunStartSerializer, scope=scope), by=request.user)
        return self.answer(run, status.HTTP_201_CREATED)


class RunChangeViewSet(mixins.ListModelMixin, Resource):
    """Who gains, who loses, what changes in one run; rows of the units the user sees."""

    serializer_class = RunChangeSerializer
    filterset_class = RunChangeFilter
    permission = Permission.CHECK_VIEW
    queryset = RunChange.objects.none()  # for the schema; what is seen is decided below

    def get_queryset(self) -> QuerySet[RunChange]:
        run = get_object_or_404(EligibilityRun.objects.visible_to(self.request.user), pk=self.kwargs["run"])
        return RunChange.objects.visible_to(self.request.user).filter(run=run).for_list().order_by("school_id", "pk")
