"""Rosters as a resource: upload, follow the check, mend, accept, discard, undo; what is wrong and what would change."""

from django.db.models import QuerySet
from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers, status
from rest_framework.decorators import action
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from aid_portal.api.job_runs import JobRunSerializer
from aid_portal.api.parsers import JSONParser
from aid_portal.api.resources import Resource
from aid_portal.api.schema import A_FILE
from aid_portal.api.scoped import ScopedSerializer
from aid_portal.models import OrgUnit, StoredFile
from aid_portal.permissions import Permission
from aid_portal.views.stored_files import hand_out, hand_out_made, hand_out_of_job
from students.actions import roster_headings, roster_templates, roster_uploads, roster_workbooks
from students.actions.release_reports import XLSX
from students.filters.rosters import RosterFilter
from students.forms.rosters import schools_for, units_for
from students.models import RosterUpload, TermSetting
from students.rules.roster_columns import HEADINGS
from students.sheets.roster_paste import workbook_of


class RosterSerializer(serializers.ModelSerializer):
    """`job` is the work in hand or last done; `seen` goes back with accept: the difference that was looked at."""

    file_name = serializers.CharField(source="file.name", read_only=True)
    unit = serializers.CharField(source="unit.code", read_only=True)
    status_label = serializers.CharField(source="get_status_display", read_only=True)
    uploaded_by = serializers.CharField(source="uploaded_by.name", default="", read_only=True)
    job_status = serializers.CharField(source="job.status", default="", read_only=True)
    counts = serializers.DictField(child=serializers.IntegerField(), read_only=True)

    class Meta:
        model = RosterUpload
        fields = (
            *("id", "term", "unit", "file_name", "status", "status_label", "refusal", "counts", "repeats", "seen"),
            *("unknown_headings", "job", "job_status", "uploaded_by", "uploaded_at", "accepted_at", "undone_at"),
        )
        read_only_fields = fields


class RosterCreateSerializer(ScopedSerializer):
    """A file, or up to 200 rows as tab-separated text."""

    term = serializers.SlugRelatedField(slug_field="code", queryset=TermSetting.objects.none())
    unit = serializers.SlugRelatedField(slug_field="code", queryset=OrgUnit.objects.none())
    file = serializers.FileField(required=False, allow_empty_file=True)
    rows = serializers.CharField(required=False, trim_whitespace=False)

    def validate(self, attrs: dict) -> dict:
        if ("file" in attrs) == ("rows" in attrs):
            raise serializers.ValidationError(_("请给出文件或粘贴的行，二者选一。"))
        return attrs


class TemplateSerializer(ScopedSerializer):
    """`filled`: with the children whom the school has now, and their numbers."""

    term = serializers.SlugRelatedField(slug_field="code", queryset=TermSetting.objects.none())
    school = serializers.SlugRelatedField(slug_field="code", queryset=OrgUnit.objects.none())
    filled = serializers.BooleanField(default=True)


class SeenSerializer(serializers.Serializer):
    seen = serializers.CharField(max_length=120)


class CellSerializer(serializers.Serializer):
    row = serializers.IntegerField(min_value=1)
    column = serializers.ChoiceField(choices=[(heading, heading) for heading in HEADINGS])
    value = serializers.CharField(allow_blank=True, max_length=200)


class MendSerializer(serializers.Serializer):
    cells = CellSerializer(many=True, allow_empty=False, max_length=200)


class HeadingsSerializer(serializers.Serializer):
    """Column of the file → the roster's column, '' to forget what was said of it."""

    headings = serializers.DictField(child=serializers.ChoiceField(choices=HEADINGS, allow_blank=True), allow_empty=False)


class RosterViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource):
    """Whatever takes longer is a job: the answer names it, and the upload tells what came of it."""

    serializer_class = RosterSerializer
    filterset_class = RosterFilter
    parser_classes = [JSONParser, MultiPartParser]
    permission = Permission.ROSTER_VIEW
    action_permissions = dict.fromkeys(
        (
            *("create", "template", "check", "headings", "mend", "accept", "discard", "undo"),
            *("marked", "download_marked"),
        ),
        Permission.ROSTER_UPLOAD,
    )

    def get_queryset(self) -> QuerySet[RosterUpload]:
        return RosterUpload.objects.visible_to(self.request.user).for_list().order_by("-pk")

    @extend_schema(request=RosterCreateSerializer)
    def create(self, request: Request) -> Response:
        scope = {"term": TermSetting.objects.visible_to(request.user), "unit": units_for(request.user)}
        sent = self.sent(RosterCreateSerializer, scope=scope)
        pasted, file = sent.pop("rows", None), sent.pop("file", None)
        source, name = (workbook_of(pasted), _("粘贴的花名册.xlsx")) if pasted is not None else (file, file.name)
        kept = roster_uploads.upload(**sent, source=source, name=name, by=request.user)
        return self._answer(kept, status.HTTP_201_CREATED)

    @extend_schema(request=TemplateSerializer, responses=A_FILE)
    @action(detail=False, methods=["post"])
    def template(self, request: Request) -> HttpResponse:
        """The workbook to fill in, as the page hands it out."""
        scope = {"term": TermSetting.objects.visible_to(request.user), "school": schools_for(request.user)}
        name, content = roster_templates.take(**self.sent(TemplateSerializer, scope=scope), by=request.user)
        return hand_out_made(name, content, XLSX)

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def check(self, request: Request, pk: str) -> Response:
        return self._answer(roster_uploads.check_again(upload=self.get_object(), by=request.user))

    @extend_schema(request=MendSerializer)
    @action(detail=True, methods=["post"])
    def mend(self, request: Request, pk: str) -> Response:
        kept = self.get_object()
        cells = {(cell["row"], cell["column"]): cell["value"] for cell in self.sent(MendSerializer)["cells"]}
        return self._answer(roster_uploads.mend(upload=kept, cells=cells, by=request.user))

    @extend_schema(request=HeadingsSerializer)
    @action(detail=True, methods=["post"])
    def headings(self, request: Request, pk: str) -> Response:
        kept = self.get_object()
        names = self.sent(HeadingsSerializer)["headings"]
        return self._answer(roster_headings.learn(upload=kept, names=names, by=request.user))

    @extend_schema(request=SeenSerializer)
    @action(detail=True, methods=["post"])
    def accept(self, request: Request, pk: str) -> Response:
        return self._answer(roster_uploads.accept(upload=self.get_object(), **self.sent(SeenSerializer), by=request.user))

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def discard(self, request: Request, pk: str) -> Response:
        return self._answer(roster_uploads.discard(upload=self.get_object(), by=request.user))

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def undo(self, request: Request, pk: str) -> Response:
        return self._answer(roster_uploads.undo(upload=self.get_object(), by=request.user))

    @extend_schema(request=None, responses={**A_FILE, 202: JobRunSerializer})
    @action(detail=True, methods=["post"])
    def marked(self, request: Request, pk: str) -> HttpResponseBase:
        """The uploader's own sheet with its bad cells marked; of a long one the job that makes it, for `download-marked`."""
        kept = self.get_object()
        get_object_or_404(StoredFile.objects.visible_to(request.user), pk=kept.file_id)
        made = roster_workbooks.take(upload=kept, by=request.user)
        if isinstance(made, StoredFile):
            return hand_out(made, by=request.user)
        return Response(JobRunSerializer(made).data, status=status.HTTP_202_ACCEPTED)

    @extend_schema(request=None, responses=A_FILE, filters=False)
    @action(detail=False, methods=["post"], url_path=r"marked/(?P<run>\d{1,15})/download", url_name="download-marked")
    def download_marked(self, request: Request, run: str) -> StreamingHttpResponse:
        """Of a job that the caller has asked for, for a day."""
        return hand_out_of_job(roster_workbooks.KIND, run, by=request.user)

    def _answer(self, kept: RosterUpload, code: int = status.HTTP_200_OK) -> Response:
        return self.answer(self.get_queryset().get(pk=kept.pk), code)
