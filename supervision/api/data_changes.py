"""Wrong names, ids and accounts as resources: asked for out of a grievance, decided by another person, put right, looked at."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from aid_portal.api.forms import judged
from aid_portal.api.resources import Resource
from aid_portal.api.scoped import ScopedSerializer
from aid_portal.api.serializers import NoteSerializer
from aid_portal.permissions import Permission
from supervision.actions import data_changes
from supervision.filters.grievances import DataChangeFilter
from supervision.forms.grievances import change_form
from supervision.grievance_choices import ChangedField
from supervision.models import DataChange, Grievance
from supervision.views.shown_grievances import MASKS, wanted_of


class DataChangeSerializer(serializers.ModelSerializer):
    """What is wanted comes masked: the whole is looked at on the page, with a reason."""

    grievance = serializers.CharField(source="grievance.__str__", read_only=True)
    school = serializers.CharField(source="school.code", read_only=True)
    made_by = serializers.CharField(source="made_by.username", read_only=True)
    decided_by = serializers.CharField(source="decided_by.username", default=None, read_only=True)
    wanted = serializers.SerializerMethodField()

    class Meta:
        model = DataChange
        fields = (
            *("id", "grievance", "student", "school", "field", "wanted", "reason", "status", "made_by", "made_at"),
            *("decided_by", "decided_at", "decision_note", "applied_at"),
        )
        read_only_fields = fields

    def get_wanted(self, change: DataChange) -> str:
        return MASKS[ChangedField(change.field)](wanted_of(change))


class DataChangeProposeSerializer(ScopedSerializer):
    """`value` for a name or an id; of an account payee, holder, account and bank_name, as the page asks for them."""

    grievance = serializers.PrimaryKeyRelatedField(queryset=Grievance.objects.none())
    field = serializers.ChoiceField(choices=ChangedField.choices)
    reason = serializers.CharField(min_length=2, max_length=200)
    value = serializers.CharField(max_length=80, required=False)
    payee = serializers.CharField(max_length=10, required=False)
    holder = serializers.CharField(max_length=80, required=False)
    account = serializers.CharField(max_length=40, required=False)
    bank_name = serializers.CharField(max_length=80, required=False)

    def validate(self, sent: dict[str, Any]) -> dict[str, Any]:
        """By the form of the page: one rule for both."""
        form = judged(change_form(sent["field"], sent))
        return {**{name: sent[name] for name in ("grievance", "field", "reason")}, "wanted": form.wanted}


class DataChangeViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource):
    serializer_class = DataChangeSerializer
    filterset_class = DataChangeFilter
    permission = Permission.GRIEVANCE_VIEW
    action_permissions = {
        **dict.fromkeys(("create", "settle"), Permission.GRIEVANCE_HANDLE),
        **dict.fromkeys(("approve", "refuse"), Permission.GRIEVANCE_ANSWER),
    }
    queryset = DataChange.objects.none()  # for the schema; what is seen is decided below

    def get_queryset(self) -> QuerySet[DataChange]:
        seen = DataChange.objects.visible_to(self.request.user)
        return seen.select_related("school", "made_by", "decided_by", "grievance").order_by("-pk")

    @extend_schema(request=DataChangeProposeSerializer)
    def create(self, request: Request) -> Response:
        sent = self.sent(DataChangeProposeSerializer, scope={"grievance": Grievance.objects.visible_to(request.user)})
        return self.answer(data_changes.propose(**sent, by=request.user), status.HTTP_201_CREATED)

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def approve(self, request: Request, pk: str) -> Response:
        return self._decided(approved=True)

    @extend_schema(request=NoteSerializer)
    @action(detail=True, methods=["post"])
    def refuse(self, request: Request, pk: str) -> Response:
        return self._decided(approved=False, **self.sent(NoteSerializer))

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def settle(self, request: Request, pk: str) -> Response:
        """Where the newest roster says it."""
        return self._done(data_changes.settle)

    def _decided(self, **how: Any) -> Response:
        return self._done(data_changes.decide, **how)

    def _done(self, deed: Callable[..., DataChange], **how: Any) -> Response:
        return self.answer(deed(change=self.get_object(), **how, by=self.request.user))
