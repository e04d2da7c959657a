"""How banks want their files as a resource: look, describe a new version, approve or refuse it by another person."""

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from aid_portal.api.resources import Resource
from aid_portal.permissions import Permission
from subsidies.actions import bank_layouts
from subsidies.api.serializers import DecideSerializer
from subsidies.filters.layouts import LayoutFilter
from subsidies.models import BankLayout


class BankLayoutSerializer(serializers.ModelSerializer):
    """`spec` as the form of the page puts it together: the file that is sent and the one that comes back."""

    state = serializers.CharField(read_only=True)
    made_by = serializers.CharField(source="made_by.username", default=None, read_only=True)
    decided_by = serializers.CharField(source="decided_by.username", default=None, read_only=True)

    class Meta:
        model = BankLayout
        fields = (
            *("id", "code", "version", "label", "spec", "state", "made_by", "made_at"),
            *("decided_by", "decided_at", "decision_note"),
        )
        read_only_fields = fields


class LayoutProposeSerializer(serializers.Serializer):
    """A known `code` makes a new version of it. `spec` is told in sentences what is wrong with it."""

    code = serializers.SlugField(max_length=24)
    label = serializers.CharField(min_length=2, max_length=60)
    spec = serializers.DictField()


class BankLayoutViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource):
    serializer_class = BankLayoutSerializer
    filterset_class = LayoutFilter
    permission = Permission.BATCH_VIEW
    action_permissions = {"create": Permission.BANK_FILE, "decide": Permission.LAYOUT_APPROVE}

    def get_queryset(self) -> QuerySet[BankLayout]:
        return BankLayout.objects.visible_to(self.request.user).for_list().order_by("-pk")

    @extend_schema(request=LayoutProposeSerializer)
    def create(self, request: Request) -> Response:
        made = bank_layouts.propose(**self.sent(LayoutProposeSerializer), by=request.user)
        return self.answer(made, status.HTTP_201_CREATED)

    @extend_schema(request=DecideSerializer)
    @action(detail=True, methods=["post"])
    def decide(self, request: Request, pk: str) -> Response:
        """The second person's yes puts it in force in the place of the former version."""
        return self.answer(bank_layouts.decide(layout=self.get_object(), **self.sent(DecideSerializer), by=request.user))
