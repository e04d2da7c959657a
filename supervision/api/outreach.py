"""Activities of outreach as resources: read, told of, voided; what a year comes to."""

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import mixins, serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from aid_portal.api.forms import judged
from aid_portal.api.resources import Resource
from aid_portal.api.scoped import ScopedSerializer
from aid_portal.api.serializers import NoteSerializer
from aid_portal.asked_years import year_named
from aid_portal.models import OrgUnit
from aid_portal.permissions import Permission
from supervision.actions import outreach
from supervision.api.evidence_shapes import EvidenceSerializer
from supervision.filters.outreach import OutreachFilter
from supervision.forms.outreach import ChangeOutreachForm
from supervision.models import OutreachActivity
from supervision.outreach_choices import Channel, Occasion, OutreachKind, OutreachTheme
from supervision.reports.outreach import total_of
from supervision.rules.outreach import faults

MOST = 1_000_000


class OutreachSerializer(serializers.ModelSerializer):
    unit = serializers.CharField(source="unit.code", read_only=True)
    photos = EvidenceSerializer(many=True, read_only=True)
    recorded_by = serializers.CharField(source="recorded_by.username", read_only=True)

    class Meta:
        model = OutreachActivity
        fields = (
            *("id", "key", "unit", "kind", "held_on", "occasion", "theme", "title", "place", "people", "visits", "copies"),
            *("audience", "channel", "sent", "delivered", "read", "link", "note", "recorded_by", "recorded_at"),
            *("voided_at", "void_reason", "photos"),
        )


class OutreachRecordSerializer(ScopedSerializer):
    """`key` is the client's own: sent twice it is one activity. Numbers of another kind than `kind` are refused.

    With photos the request is multipart/form-data, its parts named `photos`.
    """

    key = serializers.UUIDField()
    unit = serializers.SlugRelatedField(slug_field="code", queryset=OrgUnit.objects.none())
    kind = serializers.ChoiceField(choices=OutreachKind.choices)
    held_on = serializers.DateField()
    occasion = serializers.ChoiceField(choices=Occasion.choices)
    theme = serializers.ChoiceField(choices=OutreachTheme.choices)
    title = serializers.CharField(max_length=80)
    place = serializers.CharField(max_length=80, required=False, allow_blank=True)
    people = serializers.CharField(max_length=120, required=False, allow_blank=True)
    visits = serializers.IntegerField(min_value=0, max_value=MOST, required=False)
    copies = serializers.IntegerField(min_value=0, max_value=MOST, required=False)
    audience = serializers.IntegerField(min_value=0, max_value=MOST, required=False)
    channel = serializers.ChoiceField(choices=Channel.choices, required=False, allow_blank=True)
    sent = serializers.IntegerField(min_value=0, max_value=MOST, required=False)
    delivered = serializers.IntegerField(min_value=0, max_value=MOST, required=False, allow_null=True)
    read = serializers.IntegerField(min_value=0, max_value=MOST, required=False, allow_null=True)
    link = serializers.URLField(max_length=300, required=False, allow_blank=True)
    note = serializers.CharField(max_length=300, required=False, allow_blank=True)
    photos = serializers.ListField(child=serializers.FileField(), default=list)

    def validate(self, attrs: dict) -> dict:
        if found := faults(attrs["kind"], attrs):
            raise serializers.ValidationError(found)
        if (attrs["kind"] == OutreachKind.PUSH) is not bool(attrs.get("channel")):
            raise serializers.ValidationError({"channel": "said if and only if kind is push"})
        return attrs


class OutreachChangeSerializer(OutreachRecordSerializer):
    """Unit and kind stay; photos are added to those that are there."""

    reason = serializers.CharField(min_length=2, max_length=200)

    def __init__(self, *args: object, kind: str = "", **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        for name in ("key", "unit", "kind"):
            del self.fields[name]

    def validate(self, attrs: dict) -> dict:
        return super().validate({**attrs, "kind": self.kind})


class OutreachTotalsSerializer(serializers.Serializer):
    year = serializers.IntegerField()
    visits = serializers.IntegerField()
    copies = serializers.IntegerField()
    pushes = serializers.IntegerField()
    sent = serializers.IntegerField()
    delivered = serializers.IntegerField()
    read = serializers.IntegerField()
    meetings = serializers.IntegerField()
    audience = serializers.IntegerField()


class OutreachViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource):
    serializer_class = OutreachSerializer
    filterset_class = OutreachFilter
    permission = Permission.OUTREACH_VIEW
    action_permissions = dict.fromkeys(("create", "change", "void"), Permission.OUTREACH_EDIT)
    queryset = OutreachActivity.objects.none()  # for the schema; what is seen is decided below

    def get_queryset(self) -> QuerySet[OutreachActivity]:
        return OutreachActivity.objects.visible_to(self.request.user).for_list().prefetch_related("photos__file").order_by("-pk")

    @extend_schema(request=OutreachRecordSerializer)
    def create(self, request: Request) -> Response:
        facts = self.sent(OutreachRecordSerializer, scope={"unit": OrgUnit.objects.visible_to(request.user).open()})
        place = {name: facts.pop(name) for name in ("key", "unit", "kind", "photos")}
        return self.answer(outreach.record(**place, facts=facts, by=request.user), status.HTTP_201_CREATED)

    @extend_schema(request=OutreachChangeSerializer)
    @action(detail=True, methods=["post"])
    def change(self, request: Request, pk: str) -> Response:
        """Numbers that came later or were wrong: all that the kind has is said anew, with the reason."""
        activity = get_object_or_404(self.get_queryset().filter(voided_at=None), pk=pk)
        sent = self.sent(OutreachChangeSerializer, kind=activity.kind)
        form = judged(ChangeOutreachForm(sent, {}, kind=activity.kind))
        said = {"facts": form.facts, "reason": form.cleaned_data["reason"], "photos": sent["photos"]}
        outreach.change(activity=activity, **said, by=request.user)
        return self.answer(self.get_object())

    @extend_schema(request=NoteSerializer)
    @action(detail=True, methods=["post"])
    def void(self, request: Request, pk: str) -> Response:
        note = self.sent(NoteSerializer)["note"]
        return self.answer(outreach.void(activity=self.get_object(), reason=note, by=request.user))

    @extend_schema(parameters=[OpenApiParameter("year", int)], responses=OutreachTotalsSerializer)
    @action(detail=False, methods=["get"], filterset_class=None, pagination_class=None)
    def totals(self, request: Request) -> Response:
        """Of a calendar year, this one where none is asked for; void activities are not counted."""
        year = year_named(request.query_params.get("year", "")) or timezone.localdate().year
        return Response(OutreachTotalsSerializer({"year": year, **total_of(request.user, year)}).data)
