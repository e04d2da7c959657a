"""The rows of an upload: what is wrong in which cell, and what accepting would change; numbers masked."""

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from rest_framework import mixins, serializers

from aid_portal.api.resources import Resource
from aid_portal.permissions import Permission
from students.filters.roster_rows import DoubleFilter, MissingFilter, RosterIssueFilter, RosterRowFilter
from students.models import Enrolment, RosterIssue, RosterRow, RosterUpload
from students.reports import double_enrolments, roster_differences
from students.reports.roster_issues import issues_of, shown_cell
from students.sheets import messages
from students.tables.roster_rows import enrolled_registry


class RosterIssueSerializer(serializers.ModelSerializer):
    value = serializers.SerializerMethodField()
    message = serializers.SerializerMethodField()

    class Meta:
        model = RosterIssue
        fields = ("id", "row", "column", "severity", "code", "value", "message")

    def get_value(self, issue: RosterIssue) -> str:
        return shown_cell(issue)

    def get_message(self, issue: RosterIssue) -> str:
        return messages.message(issue, issue.row)


class FieldChangeSerializer(serializers.Serializer):
    label = serializers.CharField()
    before = serializers.CharField()
    after = serializers.CharField()


class RosterRowSerializer(serializers.ModelSerializer):
    school = serializers.CharField(source="school.code", read_only=True)
    registry_number = serializers.SerializerMethodField()
    changes = serializers.SerializerMethodField()

    class Meta:
        model = RosterRow
        fields = ("id", "row", "outcome", "name", "registry_number", "school", "stage", "grade", "class_name", "changes")

    def get_registry_number(self, row: RosterRow) -> str:
        return roster_differences.masked_registry(row)

    def get_changes(self, row: RosterRow) -> list[dict[str, str]]:
        return [each._asdict() for each in roster_differences.changes_of(row)]


class MissingSerializer(serializers.ModelSerializer):
    school = serializers.CharField(source="school.code", read_only=True)
    registry_number = serializers.SerializerMethodField()

    class Meta:
        model = Enrolment
        fields = ("id", "name", "registry_number", "school", "stage", "grade", "class_name", "status")

    def get_registry_number(self, child: Enrolment) -> str:
        return enrolled_registry(child)


class DoubleSerializer(MissingSerializer):
    """Of the neighbour only its name and the day; `is_last`: this school's roster was accepted last and counts."""

    other_school = serializers.CharField(read_only=True)
    other_at = serializers.DateTimeField(read_only=True)
    is_last = serializers.BooleanField(read_only=True)

    class Meta(MissingSerializer.Meta):
        fields = (*MissingSerializer.Meta.fields, "term", "other_school", "other_at", "is_last")


class _OfUpload(mixins.ListModelMixin, Resource):
    permission = Permission.ROSTER_VIEW

    def upload(self) -> RosterUpload:
        visible = RosterUpload.objects.visible_to(self.request.user).for_list()
        return get_object_or_404(visible, pk=self.kwargs["roster"])


class RosterIssueViewSet(_OfUpload):
    serializer_class = RosterIssueSerializer
    filterset_class = RosterIssueFilter
    queryset = RosterIssue.objects.none()  # for the schema; what is seen is decided below

    def get_queryset(self) -> QuerySet[RosterIssue]:
        return issues_of(self.upload())


class RosterDifferenceViewSet(_OfUpload):
    serializer_class = RosterRowSerializer
    filterset_class = RosterRowFilter
    queryset = RosterRow.objects.none()

    def get_queryset(self) -> QuerySet[RosterRow]:
        return roster_differences.rows_of(self.upload()).order_by("row", "pk")


class RosterMissingViewSet(_OfUpload):
    serializer_class = MissingSerializer
    filterset_class = MissingFilter
    queryset = Enrolment.objects.none()

    def get_queryset(self) -> QuerySet[Enrolment]:
        return roster_differences.missing(self.upload()).order_by("pk")


class DoubleViewSet(mixins.ListModelMixin, Resource):
    """Double enrolments of a term on the side of one's own schools."""

    serializer_class = DoubleSerializer
    filterset_class = DoubleFilter
    permission = Permission.ROSTER_VIEW
    queryset = Enrolment.objects.none()

    def get_queryset(self) -> QuerySet[Enrolment]:
        return double_enrolments.of_term(self.request.user, self.kwargs["term"]).order_by("pk")
