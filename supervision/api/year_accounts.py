"""The yearly account as a resource: as the rows say now, frozen with its purpose, read as it was frozen, taken as Word."""

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import mixins, serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from aid_portal.api.resources import Resource
from aid_portal.asked_years import year_named
from aid_portal.permissions import Permission
from aid_portal.views.stored_files import hand_out_made
from supervision.actions import year_accounts
from supervision.models import YearAccount
from supervision.reports.year_account import Account, account, kept


class YearEntrySerializer(serializers.Serializer):
    """`value` is null where the year has no rows of it."""

    section = serializers.IntegerField()
    key = serializers.CharField()
    name = serializers.CharField()
    value = serializers.CharField(allow_null=True)
    unit = serializers.CharField()
    definition = serializers.CharField()


class YearSectionSerializer(serializers.Serializer):
    heading = serializers.CharField()
    text = serializers.CharField(allow_blank=True)


class YearNowSerializer(serializers.Serializer):
    year = serializers.IntegerField()
    entries = YearEntrySerializer(many=True)
    sections = YearSectionSerializer(many=True)


class YearAccountSerializer(serializers.ModelSerializer):
    entries = YearEntrySerializer(many=True, read_only=True)
    sections = serializers.SerializerMethodField()
    made_by = serializers.CharField(source="made_by.username", read_only=True)

    class Meta:
        model = YearAccount
        fields = ("id", "year", "note", "made_by", "frozen_at", "entries", "sections")
        read_only_fields = fields

    def get_sections(self, frozen: YearAccount) -> list[dict[str, str]]:
        return sections_of(kept(frozen))


class FreezeYearSerializer(serializers.Serializer):
    year = serializers.IntegerField(min_value=2000, max_value=2999)
    note = serializers.CharField(min_length=2, max_length=200)


def sections_of(found: Account) -> list[dict[str, str]]:
    return [{"heading": heading, "text": text} for heading, text in found.paragraphs]


class YearAccountViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource):
    serializer_class = YearAccountSerializer
    permission = Permission.YEAR_VIEW
    action_permissions = {"create": Permission.STATISTICS_FREEZE}
    queryset = YearAccount.objects.none()  # for the schema; what is seen is decided below

    def get_queryset(self) -> QuerySet[YearAccount]:
        return YearAccount.objects.visible_to(self.request.user).for_list().order_by("-pk")

    @extend_schema(request=FreezeYearSerializer)
    def create(self, request: Request) -> Response:
        """Frozen as the rows say now; it never changes."""
        return self.answer(year_accounts.freeze(**self.sent(FreezeYearSerializer), by=request.user), status.HTTP_201_CREATED)

    @extend_schema(parameters=[OpenApiParameter("year", int, required=True)], responses=YearNowSerializer)
    @action(detail=False, pagination_class=None)
    def now(self, request: Request) -> Response:
        year = year_named(request.query_params.get("year", ""))
        if year is None:
            raise Http404
        found = account(year)
        return Response({"year": year, "entries": [each.as_kept() for each in found.entries], "sections": sections_of(found)})

    @extend_schema(request=None, responses={(200, year_accounts.DOCX): OpenApiResponse(OpenApiTypes.BINARY)})
    @action(detail=True, methods=["post"])
    def word(self, request: Request, pk: str) -> HttpResponse:
        return hand_out_made(*year_accounts.frozen_word(frozen=self.get_object(), by=request.user))
