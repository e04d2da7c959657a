"""Campaigns, draws and the three lists as resources, read only: what is decided about them is decided on the pages."""

from django.db.models import QuerySet
from rest_framework import mixins, serializers

from aid_portal.api.resources import Resource
from aid_portal.permissions import Permission
from supervision.filters.campaigns import CampaignFilter, WorkEntryFilter
from supervision.models import Campaign, CampaignUnit, Draw, WorkEntry
from supervision.reports.campaigns import with_counts


class CampaignUnitSerializer(serializers.ModelSerializer):
    unit = serializers.CharField(source="unit.code", read_only=True)
    team = serializers.IntegerField(source="team.number", default=None, read_only=True)

    class Meta:
        model = CampaignUnit
        fields = ("unit", "team", "origin", "draw")


class CampaignSerializer(serializers.ModelSerializer):
    """`units` are codes of the units with the number of the team that goes."""

    made_by = serializers.CharField(source="made_by.username", read_only=True)
    units = CampaignUnitSerializer(many=True, read_only=True)
    visited = serializers.IntegerField(source="visited_count", read_only=True)
    notices = serializers.IntegerField(source="notice_count", read_only=True)

    class Meta:
        model = Campaign
        fields = (
            *("id", "name", "themes", "starts_on", "ends_on", "lead", "purpose", "status", "units", "visited", "notices"),
            *("made_by", "made_at"),
        )


class CampaignViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource):
    serializer_class = CampaignSerializer
    filterset_class = CampaignFilter
    permission = Permission.INSPECTION_VIEW
    queryset = Campaign.objects.none()  # for the schema; what is seen is decided below

    def get_queryset(self) -> QuerySet[Campaign]:
        visible = Campaign.objects.visible_to(self.request.user).for_list()
        return with_counts(visible).prefetch_related("units__unit", "units__team").order_by("-pk")


class DrawSerializer(serializers.ModelSerializer):
    """All that is needed to draw again: see supervision/rules/draws.py for the formula."""

    made_by = serializers.CharField(source="made_by.username", read_only=True)

    class Meta:
        model = Draw
        fields = ("id", "campaign", "seed", "count", "population", "bounds", "must", "drawn", "made_by", "made_at")


class DrawViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource):
    serializer_class = DrawSerializer
    permission = Permission.INSPECTION_VIEW
    queryset = Draw.objects.none()

    def get_queryset(self) -> QuerySet[Draw]:
        return Draw.objects.visible_to(self.request.user).select_related("made_by").order_by("-pk")


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
    queryset = WorkEntry.objects.none()

    def get_queryset(self) -> QuerySet[WorkEntry]:
        return WorkEntry.objects.visible_to(self.request.user).for_list().order_by("-pk")
