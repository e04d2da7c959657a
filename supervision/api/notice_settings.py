"""What notices are numbered and printed by: agency words with their sequences, and the template in Word."""

from django.db.models import QuerySet
from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from aid_portal.api.forms import filled, shape_of
from aid_portal.api.resources import Resource
from aid_portal.api.schema import A_FILE
from aid_portal.permissions import Permission
from supervision.actions import issue_words, notice_templates
from supervision.forms.notice_settings import PaperForm, TemplateForm, WordForm
from supervision.models import IssueWord, NoticeTemplate
from supervision.reports.notices import Sequence, sequences
from supervision.views.notice_papers import handed
from supervision.views.notice_settings import template_in_use

P = Permission
WordFormSerializer, PaperFormSerializer, TemplateFormSerializer = map(shape_of, (WordForm, PaperForm, TemplateForm))


class IssueWordSerializer(serializers.ModelSerializer):
    class Meta:
        model = IssueWord
        fields = ("id", "word", "label", "themes", "retired_on")
        read_only_fields = fields


class NumberSequenceSerializer(serializers.Serializer):
    """`paper`: the last number given on paper; `missing` says that records were damaged."""

    word = serializers.CharField(source="word.word")
    year = serializers.IntegerField()
    paper = serializers.IntegerField()
    last = serializers.IntegerField()
    voided = serializers.SerializerMethodField()
    missing = serializers.ListField(child=serializers.IntegerField())

    def get_voided(self, found: Sequence) -> list[int]:
        return [notice.number for notice in found.voided]


class IssueWordViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource):
    serializer_class = IssueWordSerializer
    permission = P.INSPECTION_VIEW
    action_permissions = dict.fromkeys(("create", "change", "retire", "paper"), P.NOTICE_ISSUE)
    queryset = IssueWord.objects.none()  # for the schema; what is seen is decided below

    def get_queryset(self) -> QuerySet[IssueWord]:
        return IssueWord.objects.visible_to(self.request.user).order_by("pk")

    @extend_schema(request=WordFormSerializer)
    def create(self, request: Request) -> Response:
        said = filled(self, WordForm, WordFormSerializer).said
        return self.answer(issue_words.set_word(**said, by=request.user), status.HTTP_201_CREATED)

    @extend_schema(request=WordFormSerializer)
    @action(detail=True, methods=["post"])
    def change(self, request: Request, pk: str) -> Response:
        word, said = self.get_object(), filled(self, WordForm, WordFormSerializer).said
        return self.answer(issue_words.set_word(word=word, **said, by=request.user))

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def retire(self, request: Request, pk: str) -> Response:
        """A retired one comes back into use."""
        return self.answer(issue_words.retire_word(word=self.get_object(), by=request.user))

    @extend_schema(request=PaperFormSerializer)
    @action(detail=True, methods=["post"])
    def paper(self, request: Request, pk: str) -> Response:
        """The last number that was given on paper in a year."""
        word, said = self.get_object(), filled(self, PaperForm, PaperFormSerializer).said
        issue_words.note_paper(word=word, **said, by=request.user)
        return self.answer(word)

    @extend_schema(responses=NumberSequenceSerializer(many=True), filters=False)
    @action(detail=False, methods=["get"], pagination_class=None)
    def sequences(self, request: Request) -> Response:
        return Response(NumberSequenceSerializer(sequences(), many=True).data)


class NoticeTemplateSerializer(serializers.ModelSerializer):
    """`name` is empty for the shipped template."""

    name = serializers.CharField(source="file.name", default="", read_only=True)
    made_by = serializers.CharField(source="made_by.username", read_only=True)

    class Meta:
        model = NoticeTemplate
        fields = ("id", "name", "made_by", "made_at")
        read_only_fields = fields


class NoticeTemplateViewSet(mixins.ListModelMixin, Resource):
    """Those that were ever set, the one in use first."""

    serializer_class = NoticeTemplateSerializer
    permission = P.INSPECTION_VIEW
    action_permissions = dict.fromkeys(("create", "restore"), P.INSPECTION_MANAGE)
    queryset = NoticeTemplate.objects.none()  # for the schema; what is seen is decided below

    def get_queryset(self) -> QuerySet[NoticeTemplate]:
        return NoticeTemplate.objects.visible_to(self.request.user).select_related("file", "made_by").order_by("-pk")

    @extend_schema(request={"multipart/form-data": TemplateFormSerializer})
    def create(self, request: Request) -> Response:
        file = filled(self, TemplateForm, TemplateFormSerializer).cleaned_data["file"]
        return self.answer(notice_templates.set_template(file=file, by=request.user), status.HTTP_201_CREATED)

    @extend_schema(request=None, responses=A_FILE)
    @action(detail=False, methods=["post"])
    def download(self, request: Request) -> HttpResponse:
        """The one in use."""
        return handed(template_in_use())

    @extend_schema(request=None, responses={201: NoticeTemplateSerializer})
    @action(detail=False, methods=["post"])
    def restore(self, request: Request) -> Response:
        """The shipped one is in use again."""
        return self.answer(notice_templates.restore(by=request.user), status.HTTP_201_CREATED)
