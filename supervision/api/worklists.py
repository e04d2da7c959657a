"""The three lists of campaigns as resources: their lines, and what units have done of them; the pages' forms and actions."""

from django.db.models import QuerySet
from django.http import StreamingHttpResponse
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from aid_portal.api.forms import filled, shape_of
from aid_portal.api.resources import Resource
from aid_portal.api.schema import A_FILE
from aid_portal.api.serializers import NoteSerializer
from aid_portal.permissions import Permission
from aid_portal.views.stored_files import hand_out
from supervision.actions import worklists
from supervision.filters.campaigns import WorkEntryFilter
from supervision.forms.worklists import EntryForm, WorkItemForm
from supervision.models import Campaign, WorkEntry, WorkItem

WorkItemFormSerializer, EntryFormSerializer = shape_of(WorkItemForm), shape_of(EntryForm)


class WorkItemSerializer(serializers.ModelSerializer):
    class Meta:
        model = WorkItem
        fields = ("id", "campaign", "kind", "position", "text", "standard", "owner", "due_on")
        read_only_fields = fields


class WorkItemAddSerializer(WorkItemFormSerializer):
    campaign = serializers.IntegerField()


class IssueWorkSerializer(serializers.Serializer):
    campaign = serializers.IntegerField()


class IssuedSerializer(serializers.Serializer):
    new = serializers.IntegerField()


class WorkItemViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource):
    serializer_class = WorkItemSerializer
    permission = Permission.INSPECTION_VIEW
    action_permissions = dict.fromkeys(("create", "change", "drop", "issue"), Permission.INSPECTION_MANAGE)
    queryset = WorkItem.objects.none()  # for the schema; what is seen is decided below

    def get_queryset(self) -> QuerySet[WorkItem]:
        return WorkItem.objects.visible_to(self.request.user).select_related("campaign").order_by("-pk")

    @extend_schema(request=WorkItemAddSerializer)
    def create(self, request: Request) -> Response:
        """At the end of its list."""
        campaign = self._campaign(WorkItemAddSerializer)
        facts = filled(self, WorkItemForm, WorkItemFormSerializer).said
        return self.answer(worklists.set_item(campaign=campaign, facts=facts, by=request.user), status.HTTP_201_CREATED)

    @extend_schema(request=WorkItemFormSerializer)
    @action(detail=True, methods=["post"])
    def change(self, request: Request, pk: str) -> Response:
        """Its place stays in that list."""
        item = self.get_object()
        facts = filled(self, WorkItemForm, WorkItemFormSerializer, item=item).said
        return self.answer(worklists.set_item(campaign=item.campaign, facts=facts, item=item, by=request.user))

    @extend_schema(request=None, responses={204: None})
    @action(detail=True, methods=["post"])
    def drop(self, request: Request, pk: str) -> Response:
        """One that no unit has answered."""
        worklists.drop_item(item=self.get_object(), by=request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(request=IssueWorkSerializer, responses=IssuedSerializer)
    @action(detail=False, methods=["post"])
    def issue(self, request: Request) -> Response:
        """Every line to every unit of the campaign; repeated, only what is new."""
        return Response({"new": worklists.issue(campaign=self._campaign(IssueWorkSerializer), by=request.user)})

    def _campaign(self, shape: type[serializers.Serializer]) -> Campaign:
        return get_object_or_404(Campaign.objects.visible_to(self.request.user), pk=self.sent(shape)["campaign"])


class WorkEntrySerializer(serializers.ModelSerializer):
    unit = serializers.CharField(source="unit.code", read_only=True)
    campaign = serializers.IntegerField(source="item.campaign_id", read_only=True)
    kind = serializers.CharField(source="item.kind", read_only=True)
    text = serializers.CharField(source="item.text", read_only=True)
    due_on = serializers.DateField(source="item.due_on", read_only=True)

    class Meta:
        model = WorkEntry
        fields = ("id", "campaign", "kind", "text", "unit", "owner", "due_on", "status", "note", "done_at")


class WorkEntryViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource):
    serializer_class = WorkEntrySerializer
    filterset_class = WorkEntryFilter
    permission = Permission.NOTICE_VIEW
    action_permissions = {"fill": Permission.WORKLIST_FILL, "reopen": Permission.INSPECTION_MANAGE}
    queryset = WorkEntry.objects.none()

    def get_queryset(self) -> QuerySet[WorkEntry]:
        return WorkEntry.objects.visible_to(self.request.user).for_list().order_by("-pk")

    @extend_schema(request=EntryFormSerializer)
    @action(detail=True, methods=["post"])
    def fill(self, request: Request, pk: str) -> Response:
        """Done, or not applicable with the reason; the paper comes as multipart/form-data."""
        entry, said = self.get_object(), filled(self, EntryForm, EntryFormSerializer).said
        return self.answer(worklists.fill(entry=entry, **said, by=request.user))

    @extend_schema(request=NoteSerializer)
    @action(detail=True, methods=["post"])
    def reopen(self, request: Request, pk: str) -> Response:
        return self.answer(worklists.reopen(entry=self.get_object(), **self.sent(NoteSerializer), by=request.user))

    @extend_schema(request=None, responses=A_FILE)
    @action(detail=True, methods=["post"])
    def file(self, request: Request, pk: str) -> StreamingHttpResponse:
        """The paper that shows it."""
        entry = get_object_or_404(self.get_queryset(), pk=pk, file__isnull=False)
        return hand_out(entry.file, by=request.user)
