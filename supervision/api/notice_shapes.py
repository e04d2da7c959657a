"""Shapes of notices, problems, extensions and steps over the API."""

from typing import Any

from rest_framework import serializers

from aid_portal.api.scoped import ScopedSerializer
from aid_portal.models import OrgUnit
from supervision.actions.plans import Planned
from supervision.api.evidence_shapes import EvidenceSerializer
from supervision.choices import DeadlineKind, Severity, Theme
from supervision.models import Extension, Plan, PlanLine, Problem, RectificationNotice, Reinspection, Reply, Step, VisitFinding
from supervision.reports.proposals import ProposedProblem


class ReplySerializer(serializers.ModelSerializer):
    evidence = EvidenceSerializer(many=True, read_only=True)
    made_by = serializers.CharField(source="made_by.username", read_only=True)
    reviewed_by = serializers.CharField(source="reviewed_by.username", default=None, read_only=True)

    class Meta:
        model = Reply
        fields = (
            *("key", "round", "measure", "result", "person", "done_on", "made_by", "made_at", "reviewed_by", "reviewed_at"),
            *("accepted", "review_note", "evidence"),
        )
        read_only_fields = fields


class ReinspectionSerializer(serializers.ModelSerializer):
    made_by = serializers.CharField(source="made_by.username", read_only=True)
    photos = EvidenceSerializer(many=True, read_only=True)

    class Meta:
        model = Reinspection
        fields = ("inspected_on", "passed", "note", "made_by", "made_at", "photos")
        read_only_fields = fields


class ProblemSerializer(serializers.ModelSerializer):
    """`photos` were taken by the visit that found it."""

    photos = EvidenceSerializer(source="finding.photos", many=True, default=list, read_only=True)
    replies = ReplySerializer(many=True, read_only=True)
    reinspections = ReinspectionSerializer(many=True, read_only=True)

    class Meta:
        model = Problem
        fields = (
            *("id", "notice", "position", "severity", "fact", "evidence", "basis", "demand", "immediate", "due_on", "status"),
            *("responsible_unit", "responsible_person", "closed_at", "photos", "replies", "reinspections"),
        )
        read_only_fields = fields


class PlanLineSerializer(serializers.ModelSerializer):
    class Meta:
        model = PlanLine
        fields = ("problem", "measure", "person", "due_on")


class PlanSerializer(serializers.ModelSerializer):
    lines = PlanLineSerializer(many=True, read_only=True)
    made_by = serializers.CharField(source="made_by.username", read_only=True)
    reviewed_by = serializers.CharField(source="reviewed_by.username", default=None, read_only=True)

    class Meta:
        model = Plan
        fields = (
            *("id", "key", "notice", "round", "status", "lines", "made_by", "made_at", "reviewed_by", "reviewed_at"),
            "review_note",
        )
        read_only_fields = fields


class NoticeSerializer(serializers.ModelSerializer):
    """`number` is whole: 扶教体督〔2022〕15号; empty before it is issued."""

    number = serializers.CharField(source="document_number", read_only=True)
    unit = serializers.CharField(source="unit.code", read_only=True)
    plans = PlanSerializer(many=True, read_only=True)
    problems = ProblemSerializer(many=True, read_only=True)
    drafted_by = serializers.CharField(source="drafted_by.username", read_only=True)
    issued_by = serializers.CharField(source="issued_by.username", default=None, read_only=True)

    class Meta:
        model = RectificationNotice
        fields = (
            *("id", "number", "unit", "theme", "title", "status", "inspected", "inspectors", "matters", "demands"),
            *("deadline_kind", "deadline_days", "responsible_person", "report_to", "contact", "phone", "copies", "campaign"),
            *("drafted_by", "issued_by", "issued_on", "due_on", "delivered_on", "received_by", "closed_on", "void_reason"),
            *("plan_days", "plan_due_on", "return_note", "plans", "problems"),
        )
        read_only_fields = fields


class ProposedProblemSerializer(serializers.Serializer):
    finding = serializers.PrimaryKeyRelatedField(queryset=VisitFinding.objects.none(), allow_null=True, default=None)
    fact = serializers.CharField(max_length=2000)
    basis = serializers.CharField(max_length=200)
    evidence = serializers.CharField(max_length=200, allow_blank=True, default="")
    demand = serializers.CharField(max_length=300)
    severity = serializers.ChoiceField(choices=Severity.choices, default=Severity.MINOR)
    immediate = serializers.BooleanField(default=False)
    responsible_unit = serializers.CharField(max_length=60, allow_blank=True, default="")
    responsible_person = serializers.CharField(max_length=40, allow_blank=True, default="")

    def validate(self, sent: dict[str, Any]) -> ProposedProblem:
        return ProposedProblem(**sent)


class DraftChangeSerializer(ScopedSerializer):
    """The whole of a draft, its problems in the order of their numbers."""

    theme = serializers.ChoiceField(choices=Theme.choices)
    title = serializers.CharField(max_length=120)
    inspected = serializers.CharField(max_length=80)
    inspectors = serializers.CharField(max_length=200)
    matters = serializers.CharField(max_length=200)
    demands = serializers.CharField(max_length=2000)
    deadline_kind = serializers.ChoiceField(choices=DeadlineKind.choices, default=DeadlineKind.WORKING)
    deadline_days = serializers.IntegerField(min_value=1, max_value=366)
    plan_days = serializers.IntegerField(min_value=1, max_value=365, allow_null=True, default=None)
    responsible_person = serializers.CharField(max_length=40, allow_blank=True, default="")
    report_to = serializers.CharField(max_length=200, allow_blank=True, default="")
    contact = serializers.CharField(max_length=40)
    phone = serializers.CharField(max_length=30)
    copies = serializers.CharField(max_length=300, allow_blank=True, default="")
    problems = ProposedProblemSerializer(many=True, min_length=1)


class DraftSerializer(DraftChangeSerializer):
    unit = serializers.SlugRelatedField(slug_field="code", queryset=OrgUnit.objects.none())


class DeliverySerializer(serializers.Serializer):
    received_by = serializers.CharField(max_length=40)
    on = serializers.DateField(required=False)


class ReasonSerializer(serializers.Serializer):
    reason = serializers.CharField(min_length=2, max_length=200)


class ExtendSerializer(ReasonSerializer):
    until = serializers.DateField()


class PlannedSerializer(PlanLineSerializer):
    measure = serializers.CharField(min_length=3, max_length=1000)

    def validate(self, sent: dict[str, Any]) -> Planned:
        return Planned(**sent)


class PlanSendSerializer(ScopedSerializer):
    """`key` is the sender's own; a line for every problem that is still to be put right, 立行立改 apart."""

    key = serializers.UUIDField()
    lines = PlannedSerializer(many=True, min_length=1)


class ReplySendSerializer(serializers.Serializer):
    """`key` is the sender's own; photos and papers are sent as `files` in a multipart request."""

    key = serializers.UUIDField()
    measure = serializers.CharField(max_length=2000)
    result = serializers.CharField(max_length=2000)
    person = serializers.CharField(max_length=40)
    done_on = serializers.DateField()
    files = serializers.ListField(child=serializers.FileField(), default=list)


class AcceptSerializer(serializers.Serializer):
    note = serializers.CharField(max_length=200, allow_blank=True, default="")


class ReinspectSerializer(serializers.Serializer):
    passed = serializers.BooleanField()
    note = serializers.CharField(max_length=300)
    inspected_on = serializers.DateField(required=False)
    files = serializers.ListField(child=serializers.FileField(), default=list)


class ExtensionSerializer(serializers.ModelSerializer):
    made_by = serializers.CharField(source="made_by.username", read_only=True)
    decided_by = serializers.CharField(source="decided_by.username", default=None, read_only=True)

    class Meta:
        model = Extension
        fields = (
            *("id", "notice", "due_before", "due_after", "reason", "status", "made_by", "made_at", "decided_by", "decided_on"),
            "decision_note",
        )
        read_only_fields = fields


class StepSerializer(serializers.ModelSerializer):
    recipients = serializers.SlugRelatedField(slug_field="user.username", many=True, read_only=True)
    sent_by = serializers.CharField(source="sent_by.username", default=None, read_only=True)

    class Meta:
        model = Step
        fields = ("id", "notice", "kind", "due_on", "day", "status", "points", "note", "sent_by", "sent_at", "recipients")
        read_only_fields = fields


class StepSendSerializer(serializers.Serializer):
    note = serializers.CharField(max_length=200, allow_blank=True, default="")
    points = serializers.DecimalField(4, 1, required=False, min_value=0)
