"""Kitchens, days of supply, suppliers and price lists as resources; the pages' permissions and actions."""

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from aid_portal.permissions import Permission
from subsidies.actions import canteens, kitchen_changes, meal_purchases, meal_standards
from subsidies.api import kitchen_shapes as shapes
from subsidies.api.meal_fields import MealResource
from subsidies.api.serializers import DecideSerializer
from subsidies.filters.meal_purchases import InquiryFilter, SupplierFilter
from subsidies.filters.meals import CanteenFilter, SupplyDayFilter, SupplyPeriodFilter
from subsidies.models import PriceInquiry

MANAGE = Permission.MEAL_MANAGE


class CanteenViewSet(MealResource):
    serializer_class = shapes.CanteenSerializer
    filterset_class = CanteenFilter
    action_permissions = dict.fromkeys(("create", "feed", "leave_off", "change", "close"), MANAGE)

    @extend_schema(request=shapes.CanteenWriteSerializer)
    def create(self, request: Request) -> Response:
        facts = self.asked(shapes.CanteenWriteSerializer)
        school, feeds = facts.pop("school"), facts.pop("feeds")
        made = canteens.register(school=school, feeds=feeds, facts=facts, by=request.user)
        return self.answer(made, status.HTTP_201_CREATED)

    @extend_schema(request=shapes.CanteenFeedSerializer)
    @action(detail=True, methods=["post"])
    def feed(self, request: Request, pk: str) -> Response:
        canteen = self.get_object()
        canteens.feed(canteen=canteen, **self.asked(shapes.CanteenFeedSerializer), by=request.user)
        return self.answer(self.get_object())

    @extend_schema(request=shapes.CanteenLeaveOffSerializer)
    @action(detail=True, methods=["post"], url_path="leave-off")
    def leave_off(self, request: Request, pk: str) -> Response:
        canteen = self.get_object()
        kitchen_changes.leave_off(canteen=canteen, **self.asked(shapes.CanteenLeaveOffSerializer), by=request.user)
        return self.answer(self.get_object())

    @extend_schema(request=shapes.CanteenChangeSerializer)
    @action(detail=True, methods=["post"])
    def change(self, request: Request, pk: str) -> Response:
        sent = self.asked(shapes.CanteenChangeSerializer)
        return self.answer(kitchen_changes.change_canteen(canteen=self.get_object(), **sent, by=request.user))

    @extend_schema(request=shapes.MealDaySerializer)
    @action(detail=True, methods=["post"])
    def close(self, request: Request, pk: str) -> Response:
        made = canteens.close(canteen=self.get_object(), **self.asked(shapes.MealDaySerializer), by=request.user)
        return self.answer(made)


class SupplierViewSet(MealResource):
    serializer_class = shapes.SupplierSerializer
    filterset_class = SupplierFilter
    action_permissions = dict.fromkeys(("create", "change"), MANAGE)

    @extend_schema(request=shapes.SupplierWriteSerializer)
    def create(self, request: Request) -> Response:
        made = meal_purchases.list_supplier(facts=self.asked(shapes.SupplierWriteSerializer), by=request.user)
        return self.answer(made, status.HTTP_201_CREATED)

    @extend_schema(request=shapes.SupplierChangeSerializer)
    @action(detail=True, methods=["post"])
    def change(self, request: Request, pk: str) -> Response:
        sent = self.asked(shapes.SupplierChangeSerializer)
        return self.answer(kitchen_changes.change_supplier(supplier=self.get_object(), **sent, by=request.user))


class MealStandardViewSet(MealResource):
    serializer_class = shapes.MealStandardSerializer
    action_permissions = {"create": MANAGE, "decide": Permission.POLICY_APPROVE}

    @extend_schema(request=shapes.MealStandardWriteSerializer)
    def create(self, request: Request) -> Response:
        made = meal_standards.propose(**self.asked(shapes.MealStandardWriteSerializer), by=request.user)
        return self.answer(made, status.HTTP_201_CREATED)

    @extend_schema(request=DecideSerializer)
    @action(detail=True, methods=["post"])
    def decide(self, request: Request, pk: str) -> Response:
        """The second person's yes puts it in force in the place of that of the same day."""
        return self.answer(meal_standards.decide(standard=self.get_object(), **self.asked(DecideSerializer), by=request.user))


class SupplyPeriodViewSet(MealResource):
    serializer_class = shapes.SupplyPeriodSerializer
    filterset_class = SupplyPeriodFilter
    action_permissions = {"create": MANAGE}

    @extend_schema(request=shapes.SupplyPeriodWriteSerializer)
    def create(self, request: Request) -> Response:
        made = canteens.set_period(**self.asked(shapes.SupplyPeriodWriteSerializer), by=request.user)
        return self.answer(made, status.HTTP_201_CREATED)


class SupplyDayViewSet(MealResource):
    serializer_class = shapes.SupplyDaySerializer
    filterset_class = SupplyDayFilter
    action_permissions = {"create": MANAGE}

    @extend_schema(request=shapes.SupplyDayWriteSerializer)
    def create(self, request: Request) -> Response:
        made = canteens.set_day(**self.asked(shapes.SupplyDayWriteSerializer), by=request.user)
        return self.answer(made, status.HTTP_201_CREATED)


class PriceInquiryViewSet(MealResource):
    serializer_class = shapes.PriceInquirySerializer
    filterset_class = InquiryFilter
    action_permissions = {"create": MANAGE}

    def get_queryset(self) -> QuerySet[PriceInquiry]:
        return super().get_queryset().prefetch_related("prices")

    @extend_schema(request=shapes.PriceInquiryWriteSerializer)
    def create(self, request: Request) -> Response:
        made = meal_purchases.inquire(**self.asked(shapes.PriceInquiryWriteSerializer), by=request.user)
        return self.answer(made, status.HTTP_201_CREATED)
