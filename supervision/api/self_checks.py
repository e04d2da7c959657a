"""Problems that units found themselves, as a resource; the pages' permissions, filters and actions."""

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from aid_portal.api.forms import filled, shape_of
from aid_portal.api.resources import Resource
from aid_portal.api.serializers import NoteSerializer
from aid_portal.models import OrgUnit
from aid_portal.permissions import Permission
from supervision.actions import self_checks
from supervision.api.evidence_shapes import EvidenceSerializer
from supervision.filters.self_checks import SelfCheckFilter
from supervision.forms.replies import AcceptForm
from supervision.forms.self_checks import SelfCheckAnswerForm, SelfCheckForm
from supervision.models import SelfCheck
from supervision.models.self_checks import FACTS


class SelfCheckSerializer(serializers.ModelSerializer):
    unit = serializers.CharField(source="unit.code", read_only=True)
    evidence = EvidenceSerializer(many=True, read_only=True)
    reported_by = serializers.CharField(source="reported_by.username", read_only=True)
    replied_by = serializers.CharField(source="replied_by.username", default=None, read_only=True)
    closed_by = serializers.CharField(source="closed_by.username", default=None, read_only=True)

    class Meta:
        model = SelfCheck
        fields = (
            *("id", "key", "unit", *FACTS, "status", "reported_by", "reported_at", "result", "done_on", "replied_by"),
            *("replied_at", "closed_by", "closed_at", "note", "evidence"),
        )
        read_only_fields = fields


ReportSerializer, AnswerSerializer, CloseSerializer = map(shape_of, (SelfCheckForm, SelfCheckAnswerForm, AcceptForm))


class SelfCheckViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource):
    serializer_class = SelfCheckSerializer
    filterset_class = SelfCheckFilter
    permission = Permission.NOTICE_VIEW
    action_permissions = {
        **dict.fromkeys(("create", "reply", "withdraw"), Permission.NOTICE_REPLY),
        **dict.fromkeys(("close", "send_back"), Permission.NOTICE_REVIEW),
    }
    queryset = SelfCheck.objects.none()  # for the schema; what is seen is decided below

    def get_queryset(self) -> QuerySet[SelfCheck]:
        return SelfCheck.objects.visible_to(self.request.user).for_list().prefetch_related("evidence__file").order_by("-pk")

    @extend_schema(request=ReportSerializer)
    def create(self, request: Request) -> Response:
        """`key` is the sender's own; photos and papers come as multipart/form-data."""
        units = OrgUnit.objects.visible_to(request.user).open()
        form = filled(self, SelfCheckForm, ReportSerializer, units=units)
        place = {name: form.cleaned_data[name] for name in ("key", "unit", "photos")}
        return self.answer(self_checks.report(**place, facts=form.facts, by=request.user), status.HTTP_201_CREATED)

    @extend_schema(request=AnswerSerializer)
    @action(detail=True, methods=["post"], url_path="answer")
    def reply(self, request: Request, pk: str) -> Response:
        """What came of it; another person looks at it."""
        said = filled(self, SelfCheckAnswerForm, AnswerSerializer).said
        return self.answer(self_checks.answer(self_check=self.get_object(), **said, by=request.user))

    @extend_schema(request=CloseSerializer)
    @action(detail=True, methods=["post"])
    def close(self, request: Request, pk: str) -> Response:
        said = filled(self, AcceptForm, CloseSerializer).said
        return self.answer(self_checks.close(self_check=self.get_object(), **said, by=request.user))

    @extend_schema(request=NoteSerializer)
    @action(detail=True, methods=["post"], url_path="send-back")
    def send_back(self, request: Request, pk: str) -> Response:
        return self.answer(self_checks.send_back(self_check=self.get_object(), **self.sent(NoteSerializer), by=request.user))

    @extend_schema(request=NoteSerializer)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, pk: str) -> Response:
        return self.answer(self_checks.withdraw(self_check=self.get_object(), **self.sent(NoteSerializer), by=request.user))
