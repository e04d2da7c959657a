"""By which days notices are timed, as a resource: look, propose, decide."""

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from aid_portal.api.forms import filled, shape_of
from aid_portal.api.resources import Resource
from aid_portal.permissions import Permission
from subsidies.api.serializers import DecideSerializer
from supervision.actions import notice_standards
from supervision.filters.notice_standards import NoticeStandardFilter
from supervision.forms.notice_standards import NoticeStandardForm
from supervision.models import NoticeStandard
from supervision.models.notice_standards import SEVERITY_DAYS, STEP_DAYS

StandardShape = shape_of(NoticeStandardForm)


class NoticeStandardSerializer(serializers.ModelSerializer):
    """`…_days` by severity and for a plan in working days, the others in days of the calendar before or after the deadline.

    `source` is empty for what the product ships with, which no document fixes. A notice keeps the one of its day of issue.
    """

    state = serializers.CharField(read_only=True)
    made_by = serializers.CharField(source="made_by.username", default=None, read_only=True)
    decided_by = serializers.CharField(source="decided_by.username", default=None, read_only=True)

    class Meta:
        model = NoticeStandard
        fields = (
            *("id", "starts_on", "source", *SEVERITY_DAYS.values(), "plan_days", "before_days", *STEP_DAYS.values()),
            *("state", "replaced_by", "made_by", "made_at", "decided_by", "decided_at", "decision_note"),
        )
        read_only_fields = fields


class NoticeStandardViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource):
    serializer_class = NoticeStandardSerializer
    filterset_class = NoticeStandardFilter
    permission = Permission.INSPECTION_VIEW
    action_permissions = {"create": Permission.INSPECTION_MANAGE, "decide": Permission.NOTICE_ISSUE}
    queryset = NoticeStandard.objects.none()  # for the schema; what is seen is decided below

    def get_queryset(self) -> QuerySet[NoticeStandard]:
        return NoticeStandard.objects.visible_to(self.request.user).for_list().order_by("-starts_on", "-pk")

    @extend_schema(request=StandardShape)
    def create(self, request: Request) -> Response:
        form = filled(self, NoticeStandardForm, StandardShape)
        return self.answer(notice_standards.propose(**form.said, by=request.user), status.HTTP_201_CREATED)

    @extend_schema(request=DecideSerializer)
    @action(detail=True, methods=["post"])
    def decide(self, request: Request, pk: str) -> Response:
        """The second person's yes puts it in force for what is issued from its first day on."""
        sent = self.sent(DecideSerializer)
        return self.answer(notice_standards.decide(standard=self.get_object(), **sent, by=request.user))
