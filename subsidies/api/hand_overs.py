"""Receipts, hand-over lists and consents as resources; the pages' permissions, filters and actions."""

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from aid_portal.api.resources import Resource
from aid_portal.api.serializers import NoteSerializer
from aid_portal.models import OrgUnit
from aid_portal.permissions import Permission
from students.models import Student
from subsidies.actions import consents, donation_receipts, hand_overs
from subsidies.actions.hand_overs import Portion
from subsidies.api import hand_over_shapes as shapes
from subsidies.api.scans import AttachedSerializer, TakesScans
from subsidies.api.serializers import DecideSerializer
from subsidies.api.withdrawals import WithdrawVerb
from subsidies.filters.donations import ConsentFilter, HandOverFilter, ReceiptFilter
from subsidies.models import DonationReceipt, Gift, GuardianConsent, HandOver
from subsidies.reports.consents import school_of
from subsidies.reports.donation_rows import with_portions
from subsidies.views import consents as consent_pages
from subsidies.views import hand_overs as hand_over_pages


class DonationReceiptViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource):
    serializer_class = shapes.DonationReceiptSerializer
    filterset_class = ReceiptFilter
    permission = Permission.DONATION_VIEW
    action_permissions = dict.fromkeys(("create", "void"), Permission.DONATION_EDIT)

    def get_queryset(self) -> QuerySet[DonationReceipt]:
        return DonationReceipt.objects.visible_to(self.request.user).for_list().order_by("-pk")

    @extend_schema(request=shapes.ReceiptIssueSerializer)
    def create(self, request: Request) -> Response:
        scope = {"gift": Gift.objects.visible_to(request.user)}
        made = donation_receipts.issue(**self.sent(shapes.ReceiptIssueSerializer, scope=scope), by=request.user)
        return self.answer(made, status.HTTP_201_CREATED)

    @extend_schema(request=NoteSerializer)
    @action(detail=True, methods=["post"])
    def void(self, request: Request, pk: str) -> Response:
        reason = self.sent(NoteSerializer)["note"]
        return self.answer(donation_receipts.void(receipt=self.get_object(), reason=reason, by=request.user))


class HandOverViewSet(TakesScans, WithdrawVerb, mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource):
    serializer_class = shapes.HandOverSerializer
    scan_kind = hand_over_pages.KIND
    filterset_class = HandOverFilter
    permission = Permission.DONATION_VIEW
    action_permissions = {
        **dict.fromkeys(("create", "withdraw", "attach"), Permission.DONATION_EDIT),
        "decide": Permission.DONATION_APPROVE,
    }
    queryset = HandOver.objects.none()  # for the schema; what is seen is decided below

    def get_queryset(self) -> QuerySet[HandOver]:
        visible = HandOver.objects.visible_to(self.request.user).for_list().prefetch_related("awards")
        return with_portions(visible).order_by("-pk")

    @extend_schema(request=shapes.HandOverWriteSerializer)
    def create(self, request: Request) -> Response:
        """A signed list; another person approves it, and the gift grows less."""
        user = request.user
        scope = {
            "gift": Gift.objects.visible_to(user), "school": OrgUnit.objects.visible_to(user).schools(),
            "awards.student": Student.objects.visible_to(user),
        }  # fmt: skip
        sent = self.sent(shapes.HandOverWriteSerializer, scope=scope)
        portions = [Portion(**each) for each in sent.pop("awards")]
        made = hand_overs.propose(portions=portions, **self.kept(sent, sent["school"]), by=user)
        return self._shown(made, status.HTTP_201_CREATED)

    @extend_schema(request={"multipart/form-data": AttachedSerializer})
    @action(detail=True, methods=["post"])
    def attach(self, request: Request, pk: str) -> Response:
        """The signed list; another scan takes its place until the second person has decided."""
        found = self.get_object()
        scan = self.kept(self.sent(AttachedSerializer), found.school)
        return self._shown(hand_overs.attach(hand_over=found, **scan, by=request.user))

    @extend_schema(request=DecideSerializer)
    @action(detail=True, methods=["post"])
    def decide(self, request: Request, pk: str) -> Response:
        decided = hand_overs.decide(hand_over=self.get_object(), **self.sent(DecideSerializer), by=request.user)
        return self._shown(decided)

    def _shown(self, made: HandOver, code: int = status.HTTP_200_OK) -> Response:
        return self.answer(get_object_or_404(self.get_queryset(), pk=made.pk), code)


class GuardianConsentViewSet(TakesScans, mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource):
    serializer_class = shapes.ConsentSerializer
    scan_kind = consent_pages.KIND
    filterset_class = ConsentFilter
    permission = Permission.CONSENT_RECORD

    def get_queryset(self) -> QuerySet[GuardianConsent]:
        return GuardianConsent.objects.visible_to(self.request.user).for_list().order_by("-pk")

    @extend_schema(request=shapes.ConsentWriteSerializer)
    def create(self, request: Request) -> Response:
        """At the school where the child is enrolled last."""
        scope = {"student": Student.objects.visible_to(request.user)}
        sent = self.sent(shapes.ConsentWriteSerializer, scope=scope)
        school = school_of(sent["student"], request.user)
        if school is None:
            raise Http404
        return self.answer(consents.record(school=school, **self.kept(sent, school), by=request.user), status.HTTP_201_CREATED)

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, pk: str) -> Response:
        return self.answer(consents.withdraw(consent=self.get_object(), by=request.user))
