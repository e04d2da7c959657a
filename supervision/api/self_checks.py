"""Problems that units found themselves, as a resource; the pages' permissions, filters and actions."""

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers, status
from rest_framework.decorators import action
from rest_framework.parsers import JSONParser, MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from aid_portal.api.resources import Resource
from aid_portal.api.serializers import NoteSerializer
from aid_portal.models import OrgUnit
from aid_portal.permissions import Permission
from supervision.actions import self_checks
from supervision.choices import Severity, Theme
from supervision.filters.self_checks import SelfCheckFilter
from supervision.models import SelfCheck
from supervision.models.self_checks import FACTS


class SelfCheckSerializer(serializers.ModelSerializer):
    unit = serializers.CharField(source="unit.code", read_only=True)
    reported_by = serializers.CharField(source="reported_by.username", read_only=True)
    replied_by = serializers.CharField(source="replied_by.username", default=None, read_only=True)
    closed_by = serializers.CharField(source="closed_by.username", default=None, read_only=True)

    class Meta:
        model = SelfCheck
        fields = (
            *("id", "key", "unit", *FACTS, "status", "reported_by", "reported_at", "result", "done_on", "replied_by"),
            *("replied_at", "closed_by", "closed_at", "note"),
        )
        read_only_fields = fields


class SelfCheckReportSerializer(serializers.Serializer):
    """`key` is the sender's own; photos and papers are sent as `photos` in a multipart request."""

    key = serializers.UUIDField()
    unit = serializers.SlugRelatedField(slug_field="code", queryset=OrgUnit.objects.none())
    theme = serializers.ChoiceField(choices=Theme.choices)
    severity = serializers.ChoiceField(choices=Severity.choices)
    found_on = serializers.DateField()
    fact = serializers.CharField(max_length=2000)
    measure = serializers.CharField(max_length=2000)
    person = serializers.CharField(max_length=40)
    due_on = serializers.DateField()
    photos = serializers.ListField(child=serializers.FileField(), default=list)

    def __init__(self, *args: object, units: QuerySet[OrgUnit] | None = None, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        if units is not None:
            self.fields["unit"].queryset = units


class SelfCheckAnswerSerializer(serializers.Serializer):
    result = serializers.CharField(max_length=2000)
    done_on = serializers.DateField()
    files = serializers.ListField(child=serializers.FileField(), default=list)


class SelfCheckCloseSerializer(serializers.Serializer):
    note = serializers.CharField(max_length=200, allow_blank=True, default="")


class SelfCheckViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource):
    serializer_class = SelfCheckSerializer
    filterset_class = SelfCheckFilter
    parser_classes = (JSONParser, MultiPartParser)
    permission = Permission.NOTICE_VIEW
    action_permissions = {
        **dict.fromkeys(("create", "reply", "withdraw"), Permission.NOTICE_REPLY),
        **dict.fromkeys(("close", "send_back"), Permission.NOTICE_REVIEW),
    }
    queryset = SelfCheck.objects.none()  # for the schema; what is seen is decided below

    def get_queryset(self) -> QuerySet[SelfCheck]:
        return SelfCheck.objects.visible_to(self.request.user).for_list().order_by("-pk")

    @extend_schema(request=SelfCheckReportSerializer)
    def create(self, request: Request) -> Response:
        sent = self.sent(SelfCheckReportSerializer, units=OrgUnit.objects.visible_to(request.user).open())
        place = {name: sent.pop(name) for name in ("key", "unit", "photos")}
        return self.answer(self_checks.report(**place, facts=sent, by=request.user), status.HTTP_201_CREATED)

    @extend_schema(request=SelfCheckAnswerSerializer)
    @action(detail=True, methods=["post"], url_path="answer")
    def reply(self, request: Request, pk: str) -> Response:
        """What came of it; another person looks at it."""
        sent = self.sent(SelfCheckAnswerSerializer)
        return self.answer(self_checks.answer(self_check=self.get_object(), **sent, by=request.user))

    @extend_schema(request=SelfCheckCloseSerializer)
    @action(detail=True, methods=["post"])
    def close(self, request: Request, pk: str) -> Response:
        sent = self.sent(SelfCheckCloseSerializer)
        return self.answer(self_checks.close(self_check=self.get_object(), **sent, by=request.user))

    @extend_schema(request=NoteSerializer)
    @action(detail=True, methods=["post"])
    def send_back(self, request: Request, pk: str) -> Response:
        return self.answer(self_checks.send_back(self_check=self.get_object(), **self.sent(NoteSerializer), by=request.user))

    @extend_schema(request=NoteSerializer)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, pk: str) -> Response:
        return self.answer(self_checks.withdraw(self_check=self.get_object(), **self.sent(NoteSerializer), by=request.user))
