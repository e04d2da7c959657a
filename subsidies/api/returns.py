"""Returns of the banks and changes of account as resources: the pages' permissions, filters and actions."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers, status
from rest_framework.decorators import action
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from aid_portal.api.parsers import JSONParser
from aid_portal.api.resources import Resource
from aid_portal.api.serializers import NoteSerializer
from aid_portal.permissions import Permission
from subsidies.actions import bank_returns, cards
from subsidies.api import batch_shapes as shapes
from subsidies.filters.bank_returns import BankReturnFilter
from subsidies.filters.cards import CardChangeFilter
from subsidies.models import BankLayout, BankReturn, Batch, CardChange
from subsidies.reports.returned import returned


class BankReturnViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource):
    serializer_class = shapes.BankReturnSerializer
    filterset_class = BankReturnFilter
    parser_classes = [JSONParser, MultiPartParser]
    permission = Permission.BATCH_VIEW
    action_permissions = dict.fromkeys(("create", "book", "refuse"), Permission.BANK_FILE)

    def get_queryset(self) -> QuerySet[BankReturn]:
        return BankReturn.objects.visible_to(self.request.user).for_list().order_by("-pk")

    @extend_schema(request=shapes.ReturnUploadSerializer)
    def create(self, request: Request) -> Response:
        """Read as a whole; nothing is booked by it. The same file again answers the return that is there."""
        sent = self.sent(shapes.ReturnUploadSerializer, scope={"batch": Batch.objects.visible_to(request.user)})
        batch, file = sent["batch"], sent["file"]
        layout = self._layout(batch, sent["layout"], sent.get("layout_version"))
        made = bank_returns.upload(batch=batch, layout=layout, source=file, name=file.name, by=request.user)
        return self.answer(made, status.HTTP_201_CREATED)

    def _layout(self, batch: Batch, code: str, version: int | None) -> BankLayout:
        """What the page offers too: those in use, and those by which the batch was sent, the last one first."""
        offered = BankLayout.objects.visible_to(self.request.user).of_answers(batch).filter(code=code)
        sent = batch.files.filter(layout__code=code).order_by("-number").values_list("layout__version", flat=True).first()
        found = offered.filter(version=version or sent) if version or sent else offered.filter(retired=False)
        layout = found.first()
        if layout is None:
            raise serializers.ValidationError({"layout": [_("这个批次没有用过这种格式，它也没有在使用中。")]})
        return layout

    @extend_schema(request=shapes.BookSerializer)
    @action(detail=True, methods=["post"])
    def book(self, request: Request, pk: str) -> Response:
        sent = self.sent(shapes.BookSerializer)
        return self.answer(bank_returns.book(bank_return=self.get_object(), **sent, by=request.user))

    @extend_schema(request=NoteSerializer)
    @action(detail=True, methods=["post"])
    def refuse(self, request: Request, pk: str) -> Response:
        sent = self.sent(NoteSerializer)
        return self.answer(bank_returns.refuse(bank_return=self.get_object(), **sent, by=request.user))


class CardChangeViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource):
    serializer_class = shapes.CardChangeSerializer
    filterset_class = CardChangeFilter
    permission = Permission.PAYMENT_VIEW
    action_permissions = {"create": Permission.CARD_CHANGE, "decide": Permission.CARD_APPROVE}

    def get_queryset(self) -> QuerySet[CardChange]:
        return CardChange.objects.visible_to(self.request.user).for_list().order_by("-pk")

    @extend_schema(request=shapes.CardProposeSerializer)
    def create(self, request: Request) -> Response:
        """Another account for the child of a returned payment of the own schools; another person approves it."""
        sent = self.sent(shapes.CardProposeSerializer, scope={"payment": returned(request.user)})
        payment = sent["payment"]
        change = cards.propose(student=payment.student, school=payment.school, **sent, by=request.user)
        return self.answer(change, status.HTTP_201_CREATED)

    @extend_schema(request=shapes.CardDecideSerializer)
    @action(detail=True, methods=["post"])
    def decide(self, request: Request, pk: str) -> Response:
        sent = self.sent(shapes.CardDecideSerializer)
        return self.answer(cards.decide(change=self.get_object(), **sent, by=request.user))
