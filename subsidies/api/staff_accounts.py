"""Accounts of staff, to which no child's money may go, as a resource; a number that came in is never told back."""

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema, inline_serializer
from rest_framework import mixins, serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from aid_portal.api.resources import Resource
from aid_portal.api.scoped import ScopedSerializer
from aid_portal.models import OrgUnit
from aid_portal.permissions import Permission
from subsidies.actions import staff_accounts
from subsidies.filters.cards import StaffAccountFilter
from subsidies.forms.cards import MOST_LINES
from subsidies.models import StaffAccount


class StaffAccountSerializer(serializers.ModelSerializer):
    school = serializers.CharField(source="school.code", read_only=True)
    made_by = serializers.CharField(source="made_by.username", read_only=True)

    class Meta:
        model = StaffAccount
        fields = ("id", "school", "name", "made_by", "made_at")
        read_only_fields = fields


class HolderSerializer(serializers.Serializer):
    name = serializers.CharField(min_length=1, max_length=80)
    account = serializers.RegexField(r"^[0-9]{8,32}$", write_only=True)


class StaffRegisterSerializer(ScopedSerializer):
    """`unit` by its code."""

    unit = serializers.SlugRelatedField(slug_field="code", queryset=OrgUnit.objects.none())
    people = HolderSerializer(many=True, allow_empty=False, max_length=MOST_LINES)


class StaffAccountViewSet(mixins.ListModelMixin, Resource):
    serializer_class = StaffAccountSerializer
    filterset_class = StaffAccountFilter
    permission = Permission.BATCH_PREPARE

    def get_queryset(self) -> QuerySet[StaffAccount]:
        return StaffAccount.objects.visible_to(self.request.user).select_related("school", "made_by").order_by("-pk")

    @extend_schema(
        request=StaffRegisterSerializer, responses=inline_serializer("FreshAccounts", {"fresh": serializers.IntegerField()})
    )
    def create(self, request: Request) -> Response:
        """Those registered already stay as they are; `fresh` says how many are new."""
        sent = self.sent(StaffRegisterSerializer, scope={"unit": OrgUnit.objects.visible_to(request.user).open()})
        people = [(each["name"], each["account"]) for each in sent["people"]]
        fresh = staff_accounts.register(unit=sent["unit"], people=people, by=request.user)
        return Response({"fresh": fresh}, status.HTTP_201_CREATED)

    def destroy(self, request: Request, pk: str) -> Response:
        """Registered by mistake, or of who has left."""
        staff_accounts.remove(accounts=[self.get_object().pk], by=request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)
