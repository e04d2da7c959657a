"""Shapes of warnings, requests and reports of sudden hardship over the API."""

from rest_framework import serializers

from aid_portal.api.forms import shape_of
from supervision.forms.hardship_reports import HardshipReportForm
from supervision.forms.warnings import AnswerForm, CloseWarningForm, TimeForm
from supervision.models import EarlyWarning, HardshipReport, WarningAnswer, WarningRequest
from supervision.reports.warning_words import WarningWords, warning_words


class WarningAnswerSerializer(serializers.ModelSerializer):
    made_by = serializers.CharField(source="made_by.username", read_only=True)

    class Meta:
        model = WarningAnswer
        fields = ("text", "made_by", "made_at")
        read_only_fields = fields


class WarningRequestSerializer(serializers.ModelSerializer):
    made_by = serializers.CharField(source="made_by.username", read_only=True)
    decided_by = serializers.CharField(source="decided_by.username", default=None, read_only=True)

    class Meta:
        model = WarningRequest
        fields = (
            *("id", "warning", "kind", "reason", "due_before", "due_after", "status", "made_by", "made_at", "decided_by"),
            *("decided_at", "decision_note"),
        )
        read_only_fields = fields


class WarningSerializer(serializers.ModelSerializer):
    """`reason` is the sentence of the page; `facts_hash` is what a wish to close names as seen; `papers` are fetched by key."""

    name = serializers.CharField(read_only=True)
    place = serializers.CharField(source="place.code", read_only=True)
    owner = serializers.CharField(source="owner.code", read_only=True)
    reason = serializers.SerializerMethodField()
    answers = WarningAnswerSerializer(many=True, read_only=True)
    requests = WarningRequestSerializer(many=True, read_only=True)
    papers = serializers.SerializerMethodField()

    class Meta:
        model = EarlyWarning
        fields = (
            *("id", "kind", "name", "student", "household_number", "place", "owner", "reason", "list_kind", "release", "term"),
            *("facts", "facts_hash", "raised_on", "due_on", "status", "reopened", "settled_at", "answers", "requests"),
            "papers",
        )
        read_only_fields = fields

    def get_reason(self, warning: EarlyWarning) -> str:
        return self._words().sentence(warning)

    def get_papers(self, warning: EarlyWarning) -> list[int]:
        """Handed in with answers and requests."""
        handed = [each.file_id for each in warning.answers.all()] + [each.proof_id for each in warning.requests.all()]
        return [key for key in handed if key]

    def _words(self) -> WarningWords:
        """Fetched once an answer."""
        if "words" not in self.context:
            self.context["words"] = warning_words()
        return self.context["words"]


AnswerWarningSerializer, WarningCloseSerializer, ExtendWarningSerializer = map(shape_of, (AnswerForm, CloseWarningForm, TimeForm))


class HardshipReportSerializer(serializers.ModelSerializer):
    unit = serializers.CharField(source="unit.code", read_only=True)
    name = serializers.CharField(source="student.name", read_only=True)
    reported_by = serializers.CharField(source="reported_by.username", read_only=True)
    has_scan = serializers.SerializerMethodField()

    class Meta:
        model = HardshipReport
        fields = (
            *("id", "student", "name", "unit", "event", "happened_on", "account", "status", "reported_by", "reported_at"),
            *("withdraw_reason", "has_scan"),
        )
        read_only_fields = fields

    def get_has_scan(self, report: HardshipReport) -> bool:
        return report.scan_id is not None


class ReportSerializer(shape_of(HardshipReportForm)):
    """`student` is the key of a child of one's own schools."""

    student = serializers.IntegerField()
