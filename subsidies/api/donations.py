"""Social donations as resources: donors, agreements, gifts; the pages' permissions, filters and actions."""

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from aid_portal.api.resources import Resource
from aid_portal.models import OrgUnit
from aid_portal.permissions import Permission
from students.models import Enrolment
from subsidies.actions import donation_agreements, donation_awards, donors, gifts
from subsidies.api import donation_shapes as shapes
from subsidies.api.scans import TakesScans
from subsidies.api.serializers import DecideSerializer
from subsidies.api.withdrawals import WithdrawVerb
from subsidies.filters.donations import DonationFilter, DonorFilter, GiftFilter
from subsidies.models import DonationAgreement, Donor, Gift
from subsidies.reports.donations import with_money
from subsidies.views import donations as agreement_pages
from subsidies.views import gifts as gift_pages


class DonorViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource):
    serializer_class = shapes.DonorSerializer
    filterset_class = DonorFilter
    permission = Permission.DONATION_VIEW
    action_permissions = dict.fromkeys(("create", "change"), Permission.DONATION_EDIT)

    def get_queryset(self) -> QuerySet[Donor]:
        return Donor.objects.visible_to(self.request.user).order_by("-pk")

    @extend_schema(request=shapes.DonorWriteSerializer)
    def create(self, request: Request) -> Response:
        made = donors.register(**self.sent(shapes.DonorWriteSerializer), by=request.user)
        return self.answer(made, status.HTTP_201_CREATED)

    @extend_schema(request=shapes.DonorWriteSerializer)
    @action(detail=True, methods=["post"])
    def change(self, request: Request, pk: str) -> Response:
        sent = self.sent(shapes.DonorWriteSerializer)
        return self.answer(donors.change(donor=self.get_object(), **sent, by=request.user))


class DonationAgreementViewSet(TakesScans, WithdrawVerb, mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource):
    """The list has one for each programme of a year, the one in force; the others are read by their id."""

    serializer_class = shapes.AgreementSerializer
    scan_kind = agreement_pages.KIND
    filterset_class = DonationFilter
    permission = Permission.DONATION_VIEW
    action_permissions = {
        **dict.fromkeys(("create", "change", "award", "withdraw"), Permission.DONATION_EDIT),
        "decide": Permission.DONATION_APPROVE,
    }
    queryset = DonationAgreement.objects.none()  # for the schema; what is seen is decided below

    def get_queryset(self) -> QuerySet[DonationAgreement]:
        visible = DonationAgreement.objects.visible_to(self.request.user).for_list().with_state()
        visible = visible.leading() if self.action == "list" else visible
        return with_money(visible).order_by("-pk")

    @extend_schema(request=shapes.AgreementProposeSerializer)
    def create(self, request: Request) -> Response:
        """A new programme with its first agreement; another person approves it."""
        made = donation_agreements.propose(**self._told(shapes.AgreementProposeSerializer), by=request.user)
        return self._shown(made, status.HTTP_201_CREATED)

    @extend_schema(request=shapes.RulesSerializer)
    @action(detail=True, methods=["post"])
    def change(self, request: Request, pk: str) -> Response:
        """Other rules, which the donors have agreed to on paper; another person approves them."""
        agreement = self.get_object()
        rules = {**self._told(shapes.RulesSerializer), "year": agreement.year}
        made = donation_agreements.change(programme=agreement.programme, **rules, by=request.user)
        return self._shown(made, status.HTTP_201_CREATED)

    @extend_schema(request=DecideSerializer)
    @action(detail=True, methods=["post"])
    def decide(self, request: Request, pk: str) -> Response:
        return self._shown(
            donation_agreements.decide(agreement=self.get_object(), **self.sent(DecideSerializer), by=request.user)
        )

    @extend_schema(request=shapes.AwardSerializer, responses=shapes.AwardedSerializer)
    @action(detail=True, methods=["post"])
    def award(self, request: Request, pk: str) -> Response:
        """Children of one term become rows on the lists of their schools; never beyond what was received."""
        visible = Enrolment.objects.visible_to(request.user).select_related("term", "school", "student")
        sent = self.sent(shapes.AwardSerializer, scope={"enrolments": visible})
        made = donation_awards.award(programme=self.get_object().programme, **sent, by=request.user)
        return Response({"entitlements": [each.pk for each in made]}, status=status.HTTP_201_CREATED)

    def _told(self, serializer_class: type[shapes.RulesSerializer]) -> dict:
        schools = OrgUnit.objects.visible_to(self.request.user).schools()
        sent = self.sent(serializer_class, scope={"schools": schools, "donors": Donor.objects.visible_to(self.request.user)})
        return self.kept(sent, self.request.user.home_unit)

    def _shown(self, made: DonationAgreement, code: int = status.HTTP_200_OK) -> Response:
        return self.answer(get_object_or_404(self.get_queryset(), pk=made.pk), code)


class GiftViewSet(TakesScans, WithdrawVerb, mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource):
    serializer_class = shapes.GiftSerializer
    scan_kind = gift_pages.KIND
    filterset_class = GiftFilter
    permission = Permission.DONATION_VIEW
    action_permissions = {
        **dict.fromkeys(("create", "withdraw"), Permission.DONATION_EDIT),
        "decide": Permission.DONATION_APPROVE,
    }
    queryset = Gift.objects.none()  # for the schema; what is seen is decided below

    def get_queryset(self) -> QuerySet[Gift]:
        return Gift.objects.visible_to(self.request.user).for_list().with_receipt().order_by("-pk")

    @extend_schema(request=shapes.GiftWriteSerializer)
    def create(self, request: Request) -> Response:
        """Another person approves it."""
        scope = {"donor": Donor.objects.visible_to(request.user)}
        facts = self.kept(self.sent(shapes.GiftWriteSerializer, scope=scope), request.user.home_unit)
        made = gifts.register(**facts, by=request.user)
        return self._shown(made, status.HTTP_201_CREATED)

    @extend_schema(request=DecideSerializer)
    @action(detail=True, methods=["post"])
    def decide(self, request: Request, pk: str) -> Response:
        return self._shown(gifts.decide(gift=self.get_object(), **self.sent(DecideSerializer), by=request.user))

    def _shown(self, made: Gift, code: int = status.HTTP_200_OK) -> Response:
        return self.answer(get_object_or_404(self.get_queryset(), pk=made.pk), code)
