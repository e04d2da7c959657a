"""A day of meals and the plan's account as resources; the pages' permissions and actions."""

from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from aid_portal.api.parsers import JSONParser
from aid_portal.permissions import Permission
from subsidies.actions import meal_counts, meal_notes, meal_purchases
from subsidies.api import meal_shapes as shapes
from subsidies.api.meal_fields import MealResource, TakenBack
from subsidies.filters.meal_named import LeaveFilter
from subsidies.filters.meal_purchases import IncomeFilter, PurchaseFilter
from subsidies.filters.meals import ClassMealsFilter, CompanionFilter, SampleFilter
from subsidies.models import CompanionMeal, FoodSample, MealIncome, MealPurchase

COUNT, ACCOUNT = Permission.MEAL_COUNT, Permission.MEAL_ACCOUNT


class ClassMealsViewSet(MealResource):
    serializer_class = shapes.ClassMealsSerializer
    filterset_class = ClassMealsFilter
    action_permissions = {"create": COUNT}

    @extend_schema(request=shapes.CountSerializer)
    def create(self, request: Request) -> Response:
        """More meals than came: 409 with the names of those who are away and, as `ids`, their enrolments."""
        made = meal_counts.count(**self.asked(shapes.CountSerializer), by=request.user)
        return self.answer(made, status.HTTP_201_CREATED)


class MealLeaveViewSet(MealResource):
    serializer_class = shapes.MealLeaveSerializer
    filterset_class = LeaveFilter
    action_permissions = dict.fromkeys(("create", "take_back"), COUNT)

    @extend_schema(request=shapes.MealLeaveWriteSerializer)
    def create(self, request: Request) -> Response:
        made = meal_counts.give_leave(**self.asked(shapes.MealLeaveWriteSerializer), by=request.user)
        return self.answer(made, status.HTTP_201_CREATED)

    @extend_schema(request=None, responses={204: None})
    @action(detail=True, methods=["post"], url_path="take-back")
    def take_back(self, request: Request, pk: str) -> Response:
        meal_counts.take_back_leave(leave=self.get_object(), by=request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)


class CompanionMealViewSet(TakenBack):
    serializer_class = shapes.CompanionMealSerializer
    filterset_class = CompanionFilter
    action_permissions = dict.fromkeys(("create", "take_back"), COUNT)

    @extend_schema(request=shapes.CompanionMealWriteSerializer)
    def create(self, request: Request) -> Response:
        made = meal_notes.eat_along(**self.asked(shapes.CompanionMealWriteSerializer), by=request.user)
        return self.answer(made, status.HTTP_201_CREATED)

    def take_it_back(self, record: CompanionMeal, reason: str) -> None:
        meal_notes.take_back(note=record, reason=reason, by=self.request.user)


class FoodSampleViewSet(TakenBack):
    serializer_class = shapes.FoodSampleSerializer
    filterset_class = SampleFilter
    action_permissions = dict.fromkeys(("create", "take_back"), COUNT)

    @extend_schema(request=shapes.FoodSampleWriteSerializer)
    def create(self, request: Request) -> Response:
        made = meal_notes.keep_sample(**self.asked(shapes.FoodSampleWriteSerializer), by=request.user)
        return self.answer(made, status.HTTP_201_CREATED)

    def take_it_back(self, record: FoodSample, reason: str) -> None:
        meal_notes.take_back(note=record, reason=reason, by=self.request.user)


class MealIncomeViewSet(TakenBack):
    serializer_class = shapes.MealIncomeSerializer
    filterset_class = IncomeFilter
    action_permissions = dict.fromkeys(("create", "take_back"), ACCOUNT)

    @extend_schema(request=shapes.MealIncomeWriteSerializer)
    def create(self, request: Request) -> Response:
        facts = self.asked(shapes.MealIncomeWriteSerializer)
        made = meal_purchases.receive(school=facts.pop("school"), facts=facts, by=request.user)
        return self.answer(made, status.HTTP_201_CREATED)

    def take_it_back(self, record: MealIncome, reason: str) -> None:
        meal_purchases.take_back_income(income=record, reason=reason, by=self.request.user)


class MealPurchaseViewSet(TakenBack):
    serializer_class = shapes.MealPurchaseSerializer
    filterset_class = PurchaseFilter
    parser_classes = [JSONParser, MultiPartParser]
    action_permissions = dict.fromkeys(("create", "take_back"), ACCOUNT)

    @extend_schema(request=shapes.MealPurchaseWriteSerializer)
    def create(self, request: Request) -> Response:
        facts = self.asked(shapes.MealPurchaseWriteSerializer)
        named = {name: facts.pop(name) for name in ("school", "supplier", "photo")}
        made = meal_purchases.buy(**named, facts=facts, by=request.user)
        return self.answer(made, status.HTTP_201_CREATED)

    def take_it_back(self, record: MealPurchase, reason: str) -> None:
        meal_purchases.take_back(purchase=record, reason=reason, by=self.request.user)
