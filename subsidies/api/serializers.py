"""Shapes of the funding documents: what is told of one, what is asked to enter, decide and receive it; a programme by code."""

from rest_framework import serializers

from subsidies.models import Allotment, FundingDocument, Programme
from subsidies.models.splits import STATE_CHOICES

FACTS = ("number", "title", "source", "year", "amount", "direct", "issued_on", "received_on")
MONEY = {"max_digits": 14, "decimal_places": 2}


class AllotmentSerializer(serializers.ModelSerializer):
    programme = serializers.CharField(source="line.programme.code", read_only=True)

    class Meta:
        model = Allotment
        fields = ("programme", "line", "amount")


class FundingDocumentSerializer(serializers.ModelSerializer):
    made_by = serializers.CharField(source="made_by.username", read_only=True)
    decided_by = serializers.CharField(source="decided_by.username", default=None, read_only=True)
    allotments = AllotmentSerializer(many=True, read_only=True)

    class Meta:
        model = FundingDocument
        fields = ("id", *FACTS, "status", "made_by", "made_at", "decided_by", "decided_at", "decision_note", "allotments")


class ProgrammeField(serializers.SlugRelatedField):
    """A programme by its code."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__(slug_field="code", queryset=Programme.objects.all(), **kwargs)


class AllottedSerializer(serializers.Serializer):
    programme = ProgrammeField()
    amount = serializers.DecimalField(**MONEY)


class DocumentProposeSerializer(serializers.Serializer):
    """Yuan; the allotments together are the amount. 核减 has a minus."""

    number = serializers.CharField(max_length=80)
    title = serializers.CharField(max_length=200)
    source = serializers.ChoiceField(choices=STATE_CHOICES)
    year = serializers.IntegerField(min_value=2000, max_value=2100)
    amount = serializers.DecimalField(**MONEY)
    direct = serializers.BooleanField(default=False)
    issued_on = serializers.DateField()
    received_on = serializers.DateField(required=False, allow_null=True, default=None)
    allotments = AllottedSerializer(many=True, allow_empty=False)


class DecideSerializer(serializers.Serializer):
    approved = serializers.BooleanField()
    note = serializers.CharField(max_length=200, allow_blank=True, default="")


class ReceiveSerializer(serializers.Serializer):
    day = serializers.DateField()
