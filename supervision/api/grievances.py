"""Grievances as resources for the staff: taken in, given to a unit, reported on, answered; what was written comes masked."""

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from aid_portal.api.resources import Resource
from aid_portal.api.scoped import ScopedSerializer
from aid_portal.identifiers import mask_text
from aid_portal.models import User
from aid_portal.permissions import Permission
from students.models import Student
from supervision.actions import grievance_steps, grievances
from supervision.actions.grievances import Told
from supervision.filters.grievances import GrievanceFilter
from supervision.forms.grievances import BY_STAFF
from supervision.grievance_choices import GrievanceKind
from supervision.models import Grievance
from supervision.reports.grievance_people import handlers, units
from supervision.rules.grievances import written
from supervision.sealing import open_grievance


class GrievanceSerializer(serializers.ModelSerializer):
    """Who asked and how to reach him is looked at on the page alone, with a reason; `files` are fetched by their keys."""

    number = serializers.CharField(source="__str__", read_only=True)
    unit = serializers.CharField(source="unit.code", default=None, read_only=True)
    assigned_unit = serializers.CharField(source="assigned_unit.code", default=None, read_only=True)
    assigned_to = serializers.CharField(source="assigned_to.username", default=None, read_only=True)
    text = serializers.SerializerMethodField()
    files = serializers.PrimaryKeyRelatedField(many=True, read_only=True)

    class Meta:
        model = Grievance
        fields = (
            *("id", "number", "kind", "source", "sensitive", "urgent", "status", "unit", "assigned_unit", "assigned_to"),
            *("received_at", "due_on", "ended_on", "rounds", "satisfaction", "text", "files"),
        )

    def get_text(self, grievance: Grievance) -> str:
        return mask_text(open_grievance(grievance)["text"])


class ReceivedSerializer(GrievanceSerializer):
    """The answer to taking one in: the only one that holds the code."""

    code = serializers.CharField(read_only=True)

    class Meta(GrievanceSerializer.Meta):
        fields = (*GrievanceSerializer.Meta.fields, "code")


class GrievanceReceiveSerializer(serializers.Serializer):
    """`key` is the client's own: sent twice it is refused as done."""

    key = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=GrievanceKind.choices)
    source = serializers.ChoiceField(choices=BY_STAFF)
    unit = serializers.SlugRelatedField(slug_field="code", queryset=units(), allow_null=True, default=None)
    text = serializers.CharField(max_length=4000)
    reporter = serializers.CharField(max_length=40, allow_blank=True, default="")
    phone = serializers.CharField(max_length=30, allow_blank=True, default="")
    wanted = serializers.CharField(max_length=120, allow_blank=True, default="")
    urgent = serializers.BooleanField(default=False)
    files = serializers.ListField(child=serializers.FileField(), max_length=3, required=False)


class RegisterSerializer(ScopedSerializer):
    """What it is and whom it concerns, as found on reading; `unit` by its code, `student` by the key of his file."""

    kind = serializers.ChoiceField(choices=GrievanceKind.choices)
    unit = serializers.SlugRelatedField(slug_field="code", queryset=units(), allow_null=True, default=None)
    student = serializers.PrimaryKeyRelatedField(queryset=Student.objects.none(), allow_null=True, default=None)
    urgent = serializers.BooleanField(default=False)
    sensitive = serializers.BooleanField(default=False)


class AssignSerializer(ScopedSerializer):
    """`person`: the user name of somebody of the bureau, where it is dealt with there."""

    unit = serializers.SlugRelatedField(slug_field="code", queryset=units())
    person = serializers.SlugRelatedField(slug_field="username", queryset=User.objects.none(), allow_null=True, default=None)
    note = serializers.CharField(max_length=200, allow_blank=True, default="")


class TextSerializer(serializers.Serializer):
    text = serializers.CharField(min_length=2, max_length=2000)


class GrievanceViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource):
    serializer_class = GrievanceSerializer
    filterset_class = GrievanceFilter
    permission = Permission.GRIEVANCE_VIEW
    action_permissions = {
        **dict.fromkeys(("create", "assign", "register"), Permission.GRIEVANCE_DESK),
        **dict.fromkeys(("note", "report"), Permission.GRIEVANCE_HANDLE),
        **dict.fromkeys(("reply", "decline", "reopen"), Permission.GRIEVANCE_ANSWER),
    }
    queryset = Grievance.objects.none()  # for the schema; what is seen is decided below
    secret_actions = frozenset({"create"})

    def get_queryset(self) -> QuerySet[Grievance]:
        visible = Grievance.objects.visible_to(self.request.user)
        return visible.select_related("unit", "assigned_unit", "assigned_to").prefetch_related("files").order_by("-pk")

    @extend_schema(request=GrievanceReceiveSerializer, responses=ReceivedSerializer)
    def create(self, request: Request) -> Response:
        sent = self.sent(GrievanceReceiveSerializer)
        told = Told(**{name: sent.pop(name) for name in ("text", "reporter", "phone", "wanted")})
        made, code = grievances.receive(**sent, told=told, by=request.user)
        made.code = written(code)
        return Response(ReceivedSerializer(made).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=AssignSerializer)
    @action(detail=True, methods=["post"])
    def assign(self, request: Request, pk: str) -> Response:
        sent = self.sent(AssignSerializer, scope={"person": handlers()})
        [given] = grievance_steps.assign(grievances=[self.get_object()], **sent, by=request.user)
        return self.answer(given)

    @extend_schema(request=RegisterSerializer)
    @action(detail=True, methods=["post"])
    def register(self, request: Request, pk: str) -> Response:
        """Another kind has another deadline, from the day it came in."""
        sent = self.sent(RegisterSerializer, scope={"student": Student.objects.visible_to(request.user)})
        return self.answer(grievance_steps.register(grievance=self.get_object(), **sent, by=request.user))

    @extend_schema(request=TextSerializer)
    @action(detail=True, methods=["post"])
    def note(self, request: Request, pk: str) -> Response:
        return self._done(grievance_steps.note)

    @extend_schema(request=TextSerializer)
    @action(detail=True, methods=["post"])
    def report(self, request: Request, pk: str) -> Response:
        return self._done(grievance_steps.report)

    @extend_schema(request=TextSerializer)
    @action(detail=True, methods=["post"])
    def reply(self, request: Request, pk: str) -> Response:
        """The answer that is shown to whoever has the code."""
        return self._done(grievance_steps.answer)

    @extend_schema(request=TextSerializer)
    @action(detail=True, methods=["post"])
    def decline(self, request: Request, pk: str) -> Response:
        return self._done(grievance_steps.decline)

    @extend_schema(request=TextSerializer)
    @action(detail=True, methods=["post"])
    def reopen(self, request: Request, pk: str) -> Response:
        return self._done(grievance_steps.reopen)

    def _done(self, deed) -> Response:
        return self.answer(deed(grievance=self.get_object(), **self.sent(TextSerializer), by=self.request.user))
