"""A kitchen's store and its menus as resources; the pages' permissions and actions."""

from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from aid_portal.permissions import Permission
from subsidies.actions import meal_store, menus
from subsidies.api import store_shapes as shapes
from subsidies.api.meal_fields import MealResource, TakenBack
from subsidies.filters.meal_store import MenuFilter, StoreMoveFilter
from subsidies.models import StoreMove
from subsidies.reports.meal_store import stock_of

ACCOUNT = Permission.MEAL_ACCOUNT


class StoreMoveViewSet(TakenBack):
    """What came in are the purchases."""

    serializer_class = shapes.StoreMoveSerializer
    filterset_class = StoreMoveFilter
    action_permissions = dict.fromkeys(("create", "count", "take_back"), ACCOUNT)

    @extend_schema(request=shapes.TakeOutSerializer, responses=shapes.StoreMoveSerializer(many=True))
    def create(self, request: Request) -> Response:
        """Takes out; more than is there is a 409."""
        return self._moved(meal_store.take_out(**self.asked(shapes.TakeOutSerializer), by=request.user))

    @extend_schema(request=shapes.StockCountSerializer, responses=shapes.StoreMoveSerializer(many=True))
    @action(detail=False, methods=["post"])
    def count(self, request: Request) -> Response:
        """What is there; a difference from the book has its reason."""
        return self._moved(meal_store.count(**self.asked(shapes.StockCountSerializer), by=request.user))

    @extend_schema(responses=shapes.StockSerializer(many=True), filters=False, parameters=[shapes.StockAskedSerializer])
    @action(detail=False, pagination_class=None)
    def stock(self, request: Request) -> Response:
        """What a school's store holds at the end of a day."""
        asked = shapes.StockAskedSerializer(data=request.query_params, context=self.get_serializer_context())
        asked.is_valid(raise_exception=True)
        return Response(shapes.StockSerializer(stock_of(**asked.validated_data), many=True).data)

    def take_it_back(self, record: StoreMove, reason: str) -> None:
        meal_store.take_back(move=record, reason=reason, by=self.request.user)

    def _moved(self, made: list[StoreMove]) -> Response:
        return Response(self.get_serializer(made, many=True).data, status=status.HTTP_201_CREATED)


class MenuLineViewSet(MealResource):
    """One food of one dish a row."""

    serializer_class = shapes.MenuLineSerializer
    filterset_class = MenuFilter
    action_permissions = dict.fromkeys(("create", "copy_week"), ACCOUNT)

    @extend_schema(request=shapes.MenuPlanSerializer, responses=shapes.MenuLineSerializer(many=True))
    def create(self, request: Request) -> Response:
        """In the place of what was planned for this meal; no dish takes it off."""
        made = menus.plan(**self.asked(shapes.MenuPlanSerializer), by=request.user)
        return Response(self.get_serializer(made, many=True).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=shapes.MenuCopySerializer, responses=shapes.CopiedSerializer)
    @action(detail=False, methods=["post"], url_path="copy-week")
    def copy_week(self, request: Request) -> Response:
        """The week before, where nothing is planned yet."""
        copied = menus.copy_week(**self.asked(shapes.MenuCopySerializer), by=request.user)
        return Response({"meals": copied}, status=status.HTTP_201_CREATED)
