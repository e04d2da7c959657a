"""The departments' lists as a resource: list, look, upload, confirm, withdraw, what changed, what is doubtful."""

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import mixins, serializers, status
from rest_framework.decorators import action

from aid_portal.api.pagination import KeysetPagination
from aid_portal.api.resources import Resource
from aid_portal.api.schema import A_FILE
from aid_portal.api.serializers import NoteSerializer
from aid_portal.permissions import Permission
from aid_portal.views.stored_files import hand_out_made
from students.actions import release_reports, releases
from students.choices import RecordKind, Severity
from students.filters.release_rows import ChangeFilter, IssueFilter
from students.filters.releases import ReleaseFilter
from students.models import Release, ReleaseChange, ReleaseIssue
from students.reports.release_rows import with_school
from students.sheets import messages, record_words
from students.tables.release_rows import follow_up, shown_value


class ReleaseSerializer(serializers.ModelSerializer):
    status_label = serializers.CharField(source="get_status_display", read_only=True)
    file = serializers.CharField(source="file.name", read_only=True)
    uploaded_by = serializers.CharField(source="uploaded_by.username", default=None, read_only=True)
    accepted_by = serializers.CharField(source="accepted_by.username", default=None, read_only=True)

    class Meta:
        model = Release
        fields = (
            *("id", "kind", "data_date", "status", "status_label", "file", "refusal", "hold_note", "rows", "people"),
            *("errors", "warnings", "new", "changed", "unchanged", "missing", "previous", "change_counts"),
            *("unknown_headings", "job", "uploaded_by", "uploaded_at", "accepted_by", "accepted_at"),
        )
        read_only_fields = fields


class ReleaseUploadSerializer(serializers.Serializer):
    """A rural list may say its day itself; determinations have none."""

    kind = serializers.ChoiceField(choices=RecordKind.choices)
    file = serializers.FileField(allow_empty_file=True)
    data_date = serializers.DateField(required=False, allow_null=True, default=None)


class IssueSerializer(serializers.ModelSerializer):
    """The value as the page shows it: numbers masked."""

    value = serializers.SerializerMethodField()
    rule = serializers.SerializerMethodField()
    remedy = serializers.SerializerMethodField()

    class Meta:
        model = ReleaseIssue
        fields = ("id", "row", "column", "severity", "code", "value", "rule", "remedy")

    def get_value(self, issue: ReleaseIssue) -> str:
        return shown_value(issue)

    def get_rule(self, issue: ReleaseIssue) -> str:
        return messages.rule(issue)

    def get_remedy(self, issue: ReleaseIssue) -> str:
        return messages.remedy(issue)


class DifferenceSerializer(serializers.Serializer):
    label = serializers.CharField()
    before = serializers.CharField()
    after = serializers.CharField()


class ChangeSerializer(serializers.ModelSerializer):
    """One person's change; `row` is where he stands in this release, `row_before` where he stood in the one before."""

    name = serializers.CharField(source="record.name", read_only=True)
    masked_id = serializers.SerializerMethodField()
    row = serializers.IntegerField(source="after.row", default=None, read_only=True)
    row_before = serializers.IntegerField(source="before.row", default=None, read_only=True)
    school = serializers.CharField(read_only=True, allow_null=True)
    follow_up = serializers.SerializerMethodField()
    differences = serializers.SerializerMethodField()

    class Meta:
        model = ReleaseChange
        fields = ("id", "kind", "name", "masked_id", "row", "row_before", "school", "follow_up", "differences")

    def get_masked_id(self, change: ReleaseChange) -> str:
        return record_words.masked_id(change.record)

    def get_follow_up(self, change: ReleaseChange) -> str:
        return follow_up(change)

    @extend_schema_field(DifferenceSerializer(many=True))
    def get_differences(self, change: ReleaseChange) -> list[dict]:
        return [each._asdict() for each in record_words.differences(change.before, change.after)]


class ReleaseViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource):
    serializer_class = ReleaseSerializer
    filterset_class = ReleaseFilter
    permission = Permission.RECORD_VIEW
    action_permissions = {
        **dict.fromkeys(("create", "confirm", "withdraw"), Permission.RECORD_UPLOAD),
        "report": Permission.EXPORT,
    }
    queryset = Release.objects.none()  # for the schema

    def get_queryset(self):
        return Release.objects.visible_to(self.request.user).for_list().order_by("-uploaded_at")

    @extend_schema(request=ReleaseUploadSerializer)
    def create(self, request):
        """Received and being loaded: follow `job` or ask again for the status."""
        sent = self.sent(ReleaseUploadSerializer)
        file = sent.pop("file")
        return self.answer(releases.upload(source=file, name=file.name, **sent, by=request.user), status.HTTP_201_CREATED)

    @extend_schema(request=NoteSerializer)
    @action(detail=True, methods=["post"])
    def confirm(self, request, pk):
        return self.answer(releases.confirm(release=self.get_object(), **self.sent(NoteSerializer), by=request.user))

    @extend_schema(request=NoteSerializer)
    @action(detail=True, methods=["post"])
    def withdraw(self, request, pk):
        return self.answer(releases.withdraw(release=self.get_object(), **self.sent(NoteSerializer), by=request.user))

    @extend_schema(request=None, responses=A_FILE, filters=False)
    @action(detail=True, methods=["post"])
    def report(self, request, pk):
        """The doubts of the file as a workbook for the department, numbers masked; handing it out is on record."""
        return hand_out_made(*release_reports.take(release=self.get_object(), by=request.user), release_reports.XLSX)

    @extend_schema(responses=ChangeSerializer(many=True), filters=False)
    @action(detail=True, filterset_class=ChangeFilter)
    def changes(self, request, pk):
        release = self._release(pk)
        shown = ReleaseChange.objects.visible_to(request.user).filter(release=release).for_list().order_by("pk")
        return self._rows(with_school(shown, release.term), ChangeSerializer)

    @extend_schema(responses=IssueSerializer(many=True), filters=False)
    @action(detail=True, filterset_class=IssueFilter)
    def issues(self, request, pk):
        shown = ReleaseIssue.objects.visible_to(request.user).filter(release=self._release(pk)).exclude(severity=Severity.HINT)
        return self._rows(shown.order_by("row", "pk"), IssueSerializer)

    def _release(self, pk):
        return get_object_or_404(Release.objects.visible_to(self.request.user), pk=pk)

    def _rows(self, queryset, serializer_class):
        """The rows of one release under the filters of their page; its own pages, because their keys are not releases."""
        pages = KeysetPagination()
        rows = pages.paginate_queryset(self.filter_queryset(queryset), self.request)
        return pages.get_paginated_response(serializer_class(rows, many=True).data)
