"""Shapes of the resources of a determination round; what a family wrote and who objected are in none of them."""

from typing import Any

from rest_framework import serializers

from aid_portal.api.scoped import ScopedSerializer
from aid_portal.models import OrgUnit
from students.determination_choices import ObjectionResult, Tier
from students.models import (
    AdvanceNotice,
    Application,
    Cancellation,
    DeterminationList,
    DeterminationRound,
    Objection,
    PublicNotice,
    ReviewMeeting,
)

DAYS = ("opens_on", "applications_until", "due_on", "newcomers_due_on")


def named(path: str) -> serializers.CharField:
    """What another record calls itself; nothing where there is none."""
    return serializers.CharField(source=path, default=None, read_only=True)


class RoundSerializer(serializers.ModelSerializer):
    class Meta:
        model = DeterminationRound
        fields = ("id", "term", *DAYS, "posting_days", "answer_days", "class_members", "school_members", "scoring", "status")
        read_only_fields = fields


class ProposeArchiveSerializer(ScopedSerializer):
    """`school` by its code."""

    school = serializers.SlugRelatedField(slug_field="code", queryset=OrgUnit.objects.none())
    reason = serializers.CharField(min_length=4, max_length=200)


class ArchiveSerializer(ProposeArchiveSerializer):
    """Whole numbers and scans only for who may take these away."""

    masked = serializers.BooleanField(default=True)


class SchoolProgressSerializer(serializers.Serializer):
    """Of one school in a round: people told, applications at each step, and those that are late."""

    school = serializers.CharField(source="code", read_only=True)
    name = serializers.CharField(read_only=True)
    children = serializers.IntegerField(source="children_count", read_only=True)
    told = serializers.IntegerField(read_only=True)
    applied = serializers.IntegerField(read_only=True)
    weighed = serializers.IntegerField(read_only=True)
    decided = serializers.IntegerField(read_only=True)
    posted = serializers.IntegerField(read_only=True)
    submitted = serializers.IntegerField(read_only=True)
    approved = serializers.IntegerField(read_only=True)
    late = serializers.IntegerField(read_only=True)


class AdvanceNoticeSerializer(serializers.ModelSerializer):
    school = named("school.code")
    term = named("round.term_id")

    class Meta:
        model = AdvanceNotice
        fields = ("id", "round", "term", "school", "class_label", "channel", "told_on", "told", "receipts")
        read_only_fields = fields


class ApplicationSerializer(serializers.ModelSerializer):
    name = named("enrolment.name")
    school = named("enrolment.school.code")
    class_name = named("enrolment.class_name")
    student = serializers.IntegerField(source="enrolment.student_id", read_only=True)
    term = named("round.term_id")

    class Meta:
        model = Application
        fields = (
            *("id", "round", "term", "student", "name", "school", "class_name", "origin", "status", "committed_on"),
            *("class_tier", "class_reason", "votes_for", "votes_all", "score", "tier", "reason", "proven_tier", "proven_by"),
            *("below_reason", "list", "approved_on", "return_note"),
        )
        read_only_fields = fields


class ApplicationDecideSerializer(ScopedSerializer):
    """`tier` is empty where the child is not found to be in hardship."""

    meeting = serializers.PrimaryKeyRelatedField(queryset=ReviewMeeting.objects.none())
    tier = serializers.ChoiceField(choices=Tier.choices, allow_blank=True)
    reason = serializers.CharField(max_length=300)
    below_reason = serializers.CharField(max_length=300, required=False, allow_blank=True, default="")


class MeetingSerializer(serializers.ModelSerializer):
    school = named("school.code")
    members = serializers.SerializerMethodField()

    class Meta:
        model = ReviewMeeting
        fields = ("id", "round", "school", "level", "grade", "class_name", "held_on", "summary", "members")
        read_only_fields = fields

    def get_members(self, meeting: ReviewMeeting) -> list[dict[str, Any]]:
        return list(meeting.members.values("name", "capacity", "present"))


class DeterminationListSerializer(serializers.ModelSerializer):
    school = named("school.code")
    submitted_by = named("submitted_by.username")
    reviewed_by = named("reviewed_by.username")
    approved_by = named("approved_by.username")

    class Meta:
        model = DeterminationList
        fields = (
            *("id", "round", "school", "number", "status", "return_note", "submitted_by", "submitted_at", "reviewed_by"),
            *("reviewed_at", "approved_by", "approved_at"),
        )
        read_only_fields = fields


class ApproveSerializer(serializers.Serializer):
    seen = serializers.IntegerField(min_value=1)


class PublicNoticeSerializer(serializers.ModelSerializer):
    school = named("school.code")

    class Meta:
        model = PublicNotice
        fields = (
            *("id", "kind", "school", "list", "title", "columns", "place", "contact", "days", "posted_on", "ends_on"),
            *("withdrawn_on", "withdrawal"),
        )
        read_only_fields = fields


class PublicNoticeDetailSerializer(PublicNoticeSerializer):
    """With the rows as they were posted."""

    rows = serializers.SerializerMethodField()

    class Meta(PublicNoticeSerializer.Meta):
        fields = (*PublicNoticeSerializer.Meta.fields, "rows")

    def get_rows(self, notice: PublicNotice) -> list[list[str]]:
        return list(notice.rows.order_by("position").values_list("cells", flat=True))


class ObjectionSerializer(serializers.ModelSerializer):
    school = named("notice.school.code")
    answered_by = named("answered_by.username")

    class Meta:
        model = Objection
        fields = (
            "id",
            "notice",
            "row",
            "school",
            "received_on",
            "due_on",
            "holds",
            "result",
            "answer",
            "answered_on",
            "answered_by",
        )
        read_only_fields = fields


class ObjectionAnswerSerializer(serializers.Serializer):
    result = serializers.ChoiceField(choices=ObjectionResult.choices)
    answer = serializers.CharField(max_length=2000)


class CancellationSerializer(serializers.ModelSerializer):
    proposed_by = named("proposed_by.username")
    decided_by = named("decided_by.username")

    class Meta:
        model = Cancellation
        fields = ("id", "application", "reason", "status", "proposed_by", "proposed_at", "decided_by", "decision_note")
        read_only_fields = fields
