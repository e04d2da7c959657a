"""Shapes of visits and of what they found over the API."""

from typing import Any

from rest_framework import serializers

from aid_portal.api.scoped import ScopedSerializer
from supervision.actions.visits import Found, Seen
from supervision.api.evidence_shapes import EvidenceSerializer
from supervision.choices import Answer, Severity, Theme
from supervision.models import CampaignUnit, ChecklistItem, Visit, VisitFinding


class VisitFindingSerializer(serializers.ModelSerializer):
    """`item`: the words of the checklist, empty for what no item asks for."""

    item = serializers.CharField(source="item.text", default="", read_only=True)
    photos = EvidenceSerializer(many=True, read_only=True)

    class Meta:
        model = VisitFinding
        fields = ("id", "position", "item", "theme", "severity", "fact", "basis", "immediate", "photos")


class VisitFindingRowSerializer(VisitFindingSerializer):
    """`notice`: the one that has taken it up, empty while none has."""

    unit = serializers.CharField(source="visit.unit.code", read_only=True)
    campaign = serializers.IntegerField(source="visit.campaign_id", read_only=True)
    visited_on = serializers.DateField(source="visit.visited_on", read_only=True)
    notice = serializers.IntegerField(source="notice.pk", default=None, read_only=True)

    class Meta(VisitFindingSerializer.Meta):
        fields = (*VisitFindingSerializer.Meta.fields, "visit", "campaign", "unit", "visited_on", "notice")


class VisitSerializer(serializers.ModelSerializer):
    unit = serializers.CharField(source="unit.code", read_only=True)
    team = serializers.IntegerField(source="team.number", default=None, read_only=True)
    recorded_by = serializers.CharField(source="recorded_by.username", read_only=True)
    findings = VisitFindingSerializer(many=True, read_only=True)
    photos = EvidenceSerializer(many=True, read_only=True)

    class Meta:
        model = Visit
        fields = (
            *(
                "id",
                "campaign",
                "unit",
                "team",
                "visited_on",
                "inspectors",
                "people_met",
                "summary",
                "signed_by",
                "findings",
                "photos",
            ),
            *("recorded_by", "recorded_at", "voided_at", "void_reason"),
        )


class SeenItemSerializer(serializers.Serializer):
    item = serializers.PrimaryKeyRelatedField(queryset=ChecklistItem.objects.none())
    answer = serializers.ChoiceField(choices=Answer.choices)
    note = serializers.CharField(max_length=300, allow_blank=True, default="")

    def validate(self, sent: dict[str, Any]) -> Seen:
        return Seen(**sent)


class FoundProblemSerializer(serializers.Serializer):
    """What is left out is taken from the item."""

    fact = serializers.CharField(max_length=1000)
    item = serializers.PrimaryKeyRelatedField(queryset=ChecklistItem.objects.none(), allow_null=True, default=None)
    theme = serializers.ChoiceField(choices=Theme.choices, allow_blank=True, default="")
    severity = serializers.ChoiceField(choices=Severity.choices, allow_blank=True, default="")
    basis = serializers.CharField(max_length=200, allow_blank=True, default="")
    immediate = serializers.BooleanField(default=False)
    photos = serializers.ListField(child=serializers.FileField(), default=list)

    def validate(self, sent: dict[str, Any]) -> Found:
        return Found(**sent)


class VisitRecordSerializer(ScopedSerializer):
    """`key` is the sender's own: sent twice it is one visit. `place` is the unit's place in its campaign.

    With photos the request is multipart, its parts named like `photos[0]`, `found[0]fact`, `found[0]photos[0]`.
    """

    key = serializers.UUIDField()
    place = serializers.PrimaryKeyRelatedField(queryset=CampaignUnit.objects.none())
    visited_on = serializers.DateField()
    inspectors = serializers.CharField(max_length=200)
    people_met = serializers.CharField(max_length=200, allow_blank=True, default="")
    summary = serializers.CharField(max_length=2000, allow_blank=True, default="")
    signed_by = serializers.CharField(max_length=40)
    seen = SeenItemSerializer(many=True, default=list)
    found = FoundProblemSerializer(many=True, default=list)
    photos = serializers.ListField(child=serializers.FileField(), default=list)
    signature = serializers.FileField(required=False)
