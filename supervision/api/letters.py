"""Responsibility letters as resources: the years' templates with how far they are, the letters, what was signed."""

from django.db.models import QuerySet
from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers, status
from rest_framework.decorators import action
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from aid_portal.api.parsers import JSONParser
from aid_portal.api.resources import Resource
from aid_portal.api.schema import A_FILE
from aid_portal.api.serializers import NoteSerializer
from aid_portal.permissions import Permission
from aid_portal.views.stored_files import hand_out_made
from students.forms.proofs import check_scan
from subsidies.api.scans import AttachedSerializer
from supervision.actions import letter_papers, letter_templates, letters, signings
from supervision.choices import LetterLevel, Theme
from supervision.filters.letters import LetterFilter, LetterTemplateFilter
from supervision.models import LetterTemplate, ResponsibilityLetter
from supervision.reports.letters import with_shares
from supervision.rules.signings import Parties


class LetterTemplateSerializer(serializers.ModelSerializer):
    """`due` and `signed` count what the asker may see."""

    due = serializers.IntegerField(source="share.due", read_only=True)
    signed = serializers.IntegerField(source="share.signed", read_only=True)

    class Meta:
        model = LetterTemplate
        fields = ("id", "year", "subject", "title", "levels", "posts", "duties", "due", "signed")


class LetterTemplateSaveSerializer(serializers.Serializer):
    """`duties`: {"all": [...], "unit": [...], …}, one sentence each."""

    year = serializers.IntegerField(min_value=2000, max_value=2100)
    subject = serializers.ChoiceField(choices=Theme.choices)
    title = serializers.CharField(max_length=80)
    levels = serializers.ListField(child=serializers.ChoiceField(choices=LetterLevel.choices), min_length=1)
    posts = serializers.ListField(child=serializers.CharField(max_length=20), default=list)
    duties = serializers.DictField(child=serializers.ListField(child=serializers.CharField(max_length=300)))

    def validate(self, attrs: dict) -> dict:
        if LetterLevel.UNIT not in attrs["levels"] or (LetterLevel.POST in attrs["levels"]) is not bool(attrs["posts"]):
            raise serializers.ValidationError({"levels": "unit is among them, and post if and only if there are posts"})
        if unknown := set(attrs["duties"]) - {"all", *LetterLevel.values}:
            raise serializers.ValidationError({"duties": f"unknown: {sorted(unknown)}"})
        return attrs


class LetterTemplateViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource):
    serializer_class = LetterTemplateSerializer
    filterset_class = LetterTemplateFilter
    permission = Permission.LETTER_VIEW
    action_permissions = dict.fromkeys(("create", "change", "copy", "make"), Permission.LETTER_MANAGE)

    def get_queryset(self) -> QuerySet[LetterTemplate]:
        return LetterTemplate.objects.visible_to(self.request.user).order_by("-pk")

    def paginate_queryset(self, queryset: QuerySet) -> list[LetterTemplate] | None:
        return self._shared(super().paginate_queryset(queryset))

    def get_object(self) -> LetterTemplate:
        return self._shared([super().get_object()])[0]

    def _shared(self, templates: list[LetterTemplate]) -> list[LetterTemplate]:
        return with_shares(templates, self.request.user)

    @extend_schema(request=LetterTemplateSaveSerializer)
    def create(self, request: Request) -> Response:
        made = letter_templates.keep(facts=self.sent(LetterTemplateSaveSerializer), by=request.user)
        return self.answer(self._shared([made])[0], status.HTTP_201_CREATED)

    @extend_schema(request=LetterTemplateSaveSerializer)
    @action(detail=True, methods=["post"])
    def change(self, request: Request, pk: str) -> Response:
        """Until somebody has signed it."""
        facts = self.sent(LetterTemplateSaveSerializer)
        letter_templates.keep(template=self.get_object(), facts=facts, by=request.user)
        return self.answer(self.get_object())

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def copy(self, request: Request, pk: str) -> Response:
        """As the next year's."""
        template = self.get_object()
        made = letter_templates.copy(template=template, year=template.year + 1, by=request.user)
        return self.answer(self._shared([made])[0], status.HTTP_201_CREATED)

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def make(self, request: Request, pk: str) -> Response:
        """Letters for the units, grades, classes and posts that have none yet."""
        letters.make(template=self.get_object(), by=request.user)
        return self.answer(self.get_object())


class LetterSerializer(serializers.ModelSerializer):
    unit = serializers.CharField(source="unit.code", read_only=True)
    scan = serializers.CharField(source="scan.name", default=None, read_only=True)
    entered_by = serializers.CharField(source="entered_by.username", default=None, read_only=True)

    class Meta:
        model = ResponsibilityLetter
        fields = (
            *("id", "template", "unit", "level", "label", "above", "status", "signed_on", "party_a", "party_a_post"),
            *("party_b", "party_b_post", "scan", "entered_by", "entered_at", "note"),
        )


class SignSerializer(serializers.Serializer):
    signed_on = serializers.DateField()
    party_a = serializers.CharField(max_length=40)
    party_a_post = serializers.CharField(max_length=40, required=False, allow_blank=True, default="")
    party_b = serializers.CharField(max_length=40)
    party_b_post = serializers.CharField(max_length=40, required=False, allow_blank=True, default="")
    scan = serializers.FileField(validators=[check_scan], required=False, allow_null=True, default=None)


class AddedSerializer(serializers.Serializer):
    level = serializers.ChoiceField(choices=LetterLevel.choices)
    label = serializers.CharField(min_length=2, max_length=80)
    note = serializers.CharField(min_length=2, max_length=200)


class LetterViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource):
    serializer_class = LetterSerializer
    filterset_class = LetterFilter
    parser_classes = [JSONParser, MultiPartParser]
    permission = Permission.LETTER_VIEW
    action_permissions = {
        **dict.fromkeys(("sign", "unsign", "attach"), Permission.LETTER_EDIT),
        **dict.fromkeys(("add", "withdraw", "restore"), Permission.LETTER_MANAGE),
    }

    def get_queryset(self) -> QuerySet[ResponsibilityLetter]:
        return ResponsibilityLetter.objects.visible_to(self.request.user).for_list().order_by("-pk")

    @extend_schema(request=SignSerializer)
    @action(detail=True, methods=["post"])
    def sign(self, request: Request, pk: str) -> Response:
        """What was signed on paper; the letter above must be signed already."""
        letter, sent = self.get_object(), self.sent(SignSerializer)
        scan = sent.pop("scan")
        [signed] = signings.sign(letters={letter.pk: Parties(**sent)}, scan=scan, by=request.user)
        return self.answer(signed)

    @extend_schema(request=NoteSerializer)
    @action(detail=True, methods=["post"])
    def unsign(self, request: Request, pk: str) -> Response:
        return self.answer(signings.unsign(letter=self.get_object(), **self.sent(NoteSerializer), by=request.user))

    @extend_schema(request=NoteSerializer)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, pk: str) -> Response:
        return self.answer(letters.withdraw(letter=self.get_object(), **self.sent(NoteSerializer), by=request.user))

    @extend_schema(request=NoteSerializer)
    @action(detail=True, methods=["post"])
    def restore(self, request: Request, pk: str) -> Response:
        return self.answer(letters.restore(letter=self.get_object(), **self.sent(NoteSerializer), by=request.user))

    @extend_schema(request=AddedSerializer)
    @action(detail=True, methods=["post"])
    def add(self, request: Request, pk: str) -> Response:
        """A class or a post below this one that the rosters do not know."""
        added = letters.add(above=self.get_object(), **self.sent(AddedSerializer), by=request.user)
        return self.answer(added, status.HTTP_201_CREATED)

    @extend_schema(request={"multipart/form-data": AttachedSerializer})
    @action(detail=True, methods=["post"])
    def attach(self, request: Request, pk: str) -> Response:
        """The scan of what is signed already."""
        signings.attach(letters=[self.get_object().pk], scan=self.sent(AttachedSerializer)["file"], by=request.user)
        return self.answer(self.get_object())

    @extend_schema(request=None, responses=A_FILE)
    @action(detail=True, methods=["post"])
    def pdf(self, request: Request, pk: str) -> HttpResponse:
        return hand_out_made(*letter_papers.letter(letter=self.get_object(), by=request.user))
