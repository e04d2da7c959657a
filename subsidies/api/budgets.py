"""The money as resources: documents that bring it, the lines that it stands on, the ledger."""

from decimal import Decimal

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import mixins, serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from aid_portal.api.resources import Resource
from aid_portal.api.serializers import NoteSerializer
from aid_portal.permissions import Permission
from subsidies.actions import budgets
from subsidies.api.serializers import DecideSerializer, DocumentProposeSerializer, FundingDocumentSerializer, ReceiveSerializer
from subsidies.filters.budgets import BudgetLineFilter, LedgerEntryFilter
from subsidies.filters.documents import FundingDocumentFilter
from subsidies.models import BudgetLine, FundingDocument, LedgerEntry
from subsidies.reports.budgets import execution
from subsidies.reports.causes import causes


class FundingDocumentViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource):
    serializer_class = FundingDocumentSerializer
    filterset_class = FundingDocumentFilter
    permission = Permission.BUDGET_VIEW
    action_permissions = {
        **dict.fromkeys(("create", "receive"), Permission.BUDGET_EDIT),
        "decide": Permission.BUDGET_APPROVE,
    }

    def get_queryset(self) -> QuerySet[FundingDocument]:
        visible = FundingDocument.objects.visible_to(self.request.user).for_list()
        return visible.prefetch_related("allotments__line__programme").order_by("-pk")

    @extend_schema(request=DocumentProposeSerializer)
    def create(self, request: Request) -> Response:
        """A document with what it gives to which programme; another person approves it."""
        sent = self.sent(DocumentProposeSerializer)
        parts = [(each["programme"], each["amount"]) for each in sent.pop("allotments")]
        return self.answer(budgets.propose(facts=sent, allotments=parts, by=request.user), status.HTTP_201_CREATED)

    @extend_schema(request=DecideSerializer)
    @action(detail=True, methods=["post"])
    def decide(self, request: Request, pk: str) -> Response:
        return self.answer(budgets.decide(document=self.get_object(), **self.sent(DecideSerializer), by=request.user))

    @extend_schema(request=ReceiveSerializer)
    @action(detail=True, methods=["post"])
    def receive(self, request: Request, pk: str) -> Response:
        return self.answer(budgets.receive(document=self.get_object(), **self.sent(ReceiveSerializer), by=request.user))


@extend_schema_field({"type": "string", "format": "decimal"})
class YuanField(serializers.IntegerField):
    """Fen of the ledger told in yuan."""

    def to_representation(self, value: int) -> str:
        return f"{Decimal(value) / 100:.2f}"


class FiguresSerializer(serializers.Serializer):
    """Yuan; sent = paid + returned + in_process, and approved is less what was recovered."""

    allotted, approved, waiting = YuanField(), YuanField(), YuanField()
    sent, paid, returned, in_process = YuanField(), YuanField(), YuanField(), YuanField()
    recovered, available = YuanField(), YuanField()


class BudgetLineSerializer(serializers.ModelSerializer):
    programme = serializers.CharField(source="programme.code", read_only=True)
    figures = FiguresSerializer(read_only=True)

    class Meta:
        model = BudgetLine
        fields = ("id", "programme", "year", "source", "figures")


class BudgetLineViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource):
    """Where the money of each line stands."""

    serializer_class = BudgetLineSerializer
    filterset_class = BudgetLineFilter
    permission = Permission.BUDGET_VIEW

    def get_queryset(self) -> QuerySet[BudgetLine]:
        return BudgetLine.objects.visible_to(self.request.user).select_related("programme").order_by("-year", "pk")

    def paginate_queryset(self, queryset: QuerySet) -> list[BudgetLine] | None:
        return _counted(super().paginate_queryset(queryset))

    def get_object(self) -> BudgetLine:
        return _counted([super().get_object()])[0]


def _counted(lines: list[BudgetLine]) -> list[BudgetLine]:
    for line, each in zip(lines, execution(lines).lines, strict=True):
        line.figures = each.figures
    return lines


class LedgerEntrySerializer(serializers.ModelSerializer):
    """`amount` in yuan is what the entry moves to the account that its kind leads to, on the lines that were asked for."""

    amount = YuanField(source="fen")
    kind_label = serializers.CharField(source="get_kind_display", read_only=True)
    cause_label = serializers.CharField(read_only=True)
    batch = serializers.CharField(source="batch.number", default=None, read_only=True)
    made_by = serializers.CharField(source="made_by.username", default=None, read_only=True)

    class Meta:
        model = LedgerEntry
        fields = (
            *("id", "kind", "kind_label", "cause", "cause_label", "amount"),
            *("batch", "reverses", "note", "made_by", "made_at"),
        )


class LedgerEntryViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource):
    serializer_class = LedgerEntrySerializer
    filterset_class = LedgerEntryFilter
    permission = Permission.BUDGET_VIEW
    action_permissions = {"reverse": Permission.BUDGET_APPROVE}

    def get_queryset(self) -> QuerySet[LedgerEntry]:
        return LedgerEntry.objects.visible_to(self.request.user).for_list().order_by("-pk")

    def paginate_queryset(self, queryset: QuerySet) -> list[LedgerEntry] | None:
        return _worded(super().paginate_queryset(queryset))

    def get_object(self) -> LedgerEntry:
        """Its amount is that of the lines which the conditions name."""
        return _worded([get_object_or_404(self.filter_queryset(self.get_queryset()), pk=self.kwargs["pk"])])[0]

    @extend_schema(request=NoteSerializer)
    @action(detail=True, methods=["post"])
    def reverse(self, request: Request, pk: str) -> Response:
        """What an approved document has allotted is taken back by an entry of its own, while nothing has been charged to it."""
        back = budgets.take_back(entry=self.get_object(), **self.sent(NoteSerializer), by=request.user)
        return self.answer(_worded([self.get_queryset().with_fen().get(pk=back.pk)])[0], status.HTTP_201_CREATED)


def _worded(entries: list[LedgerEntry]) -> list[LedgerEntry]:
    words = causes(entries)
    for entry in entries:
        entry.cause_label = words[entry.pk].words
    return entries
