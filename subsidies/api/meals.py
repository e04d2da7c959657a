"""Meals as resources: kitchens, counts of classes, purchases, months, price lists; the pages' permissions and actions."""

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from aid_portal.api.resources import Resource
from aid_portal.api.serializers import NoteSerializer
from aid_portal.models import OrgUnit
from aid_portal.permissions import Permission
from students.models import Enrolment
from subsidies.actions import meal_counts, meal_reports
from subsidies.api import meal_shapes as shapes
from subsidies.filters.meal_purchases import InquiryFilter, PurchaseFilter
from subsidies.filters.meal_reports import MealReportFilter
from subsidies.filters.meals import CanteenFilter, ClassMealsFilter
from subsidies.models import Canteen, ClassMeals, MealPurchase, MealReport, PriceInquiry


class CanteenViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource):
    serializer_class = shapes.CanteenSerializer
    filterset_class = CanteenFilter
    permission = Permission.MEAL_VIEW

    def get_queryset(self) -> QuerySet[Canteen]:
        return Canteen.objects.visible_to(self.request.user).for_list().order_by("-pk")


class ClassMealsViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource):
    serializer_class = shapes.ClassMealsSerializer
    filterset_class = ClassMealsFilter
    permission = Permission.MEAL_VIEW
    action_permissions = {"create": Permission.MEAL_COUNT}

    def get_queryset(self) -> QuerySet[ClassMeals]:
        return ClassMeals.objects.visible_to(self.request.user).select_related("school").order_by("-pk")

    @extend_schema(request=shapes.CountSerializer)
    def create(self, request: Request) -> Response:
        """More meals than came: 409 with the names of those who are away and, as `ids`, their enrolments."""
        user = request.user
        fed = OrgUnit.objects.visible_to(user).filter(canteen_place__isnull=False)
        scope = {"school": fed, "absent": Enrolment.objects.visible_to(user)}
        made = meal_counts.count(**self.sent(shapes.CountSerializer, scope=scope), by=user)
        return self.answer(made, status.HTTP_201_CREATED)


class MealPurchaseViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource):
    serializer_class = shapes.MealPurchaseSerializer
    filterset_class = PurchaseFilter
    permission = Permission.MEAL_VIEW

    def get_queryset(self) -> QuerySet[MealPurchase]:
        return MealPurchase.objects.visible_to(self.request.user).for_list().order_by("-pk")


class MealReportViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource):
    serializer_class = shapes.MealReportSerializer
    filterset_class = MealReportFilter
    permission = Permission.MEAL_VIEW
    action_permissions = {"create": Permission.MEAL_SEND, **dict.fromkeys(("lock", "reopen"), Permission.MEAL_LOCK)}

    def get_queryset(self) -> QuerySet[MealReport]:
        return MealReport.objects.visible_to(self.request.user).for_list().order_by("-pk")

    @extend_schema(request=shapes.SendMonthSerializer)
    def create(self, request: Request) -> Response:
        """Sends the month of any of its days, with the figures of its rows as they are now."""
        schools = OrgUnit.objects.visible_to(request.user).schools()
        made = meal_reports.send(**self.sent(shapes.SendMonthSerializer, schools=schools), by=request.user)
        return self.answer(made, status.HTTP_201_CREATED)

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def lock(self, request: Request, pk: str) -> Response:
        return self.answer(meal_reports.lock(report=self.get_object(), by=request.user))

    @extend_schema(request=NoteSerializer)
    @action(detail=True, methods=["post"])
    def reopen(self, request: Request, pk: str) -> Response:
        reason = self.sent(NoteSerializer)["note"]
        return self.answer(meal_reports.reopen(report=self.get_object(), reason=reason, by=request.user))


class PriceInquiryViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource):
    serializer_class = shapes.PriceInquirySerializer
    filterset_class = InquiryFilter
    permission = Permission.MEAL_VIEW

    def get_queryset(self) -> QuerySet[PriceInquiry]:
        return PriceInquiry.objects.visible_to(self.request.user).prefetch_related("prices").order_by("-pk")
