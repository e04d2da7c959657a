"""Checklists and their items as resources; the pages' permissions, forms and actions."""

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from aid_portal.api.forms import filled, shape_of
from aid_portal.api.resources import Resource
from aid_portal.permissions import Permission
from supervision.actions import checklists
from supervision.filters.checklists import ChecklistFilter
from supervision.forms.checklists import FACTS, ChecklistForm, ItemForm
from supervision.models import Checklist, ChecklistItem

ChecklistFormSerializer, ItemFormSerializer = shape_of(ChecklistForm), shape_of(ItemForm)


class ChecklistItemSerializer(serializers.ModelSerializer):
    class Meta:
        model = ChecklistItem
        fields = ("id", "checklist", "position", *FACTS, "retired_on")


class ChecklistSerializer(serializers.ModelSerializer):
    """With the items in use."""

    items = ChecklistItemSerializer(many=True, read_only=True)

    class Meta:
        model = Checklist
        fields = ("id", "theme", "title", "retired_on", "items")


class ChecklistViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource):
    serializer_class = ChecklistSerializer
    filterset_class = ChecklistFilter
    permission = Permission.INSPECTION_VIEW
    action_permissions = dict.fromkeys(("create", "retire", "item"), Permission.INSPECTION_MANAGE)
    queryset = Checklist.objects.none()  # for the schema; what is seen is decided below

    def get_queryset(self) -> QuerySet[Checklist]:
        user = self.request.user
        in_use = ChecklistItem.objects.visible_to(user).filter(retired_on=None).order_by("position", "pk")
        return Checklist.objects.visible_to(user).prefetch_related(Prefetch("items", in_use)).order_by("-pk")

    @extend_schema(request=ChecklistFormSerializer)
    def create(self, request: Request) -> Response:
        said = filled(self, ChecklistForm, ChecklistFormSerializer).said
        return self._told(checklists.add(**said, by=request.user), status.HTTP_201_CREATED)

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def retire(self, request: Request, pk: str) -> Response:
        """No new campaign takes it."""
        return self._told(checklists.retire(checklist=self.get_object(), by=request.user))

    @extend_schema(request=ItemFormSerializer)
    @action(detail=True, methods=["post"])
    def item(self, request: Request, pk: str) -> Response:
        """One more at the end."""
        checklist, facts = self.get_object(), filled(self, ItemForm, ItemFormSerializer).said
        checklists.set_item(checklist=checklist, facts=facts, by=request.user)
        return self._told(checklist, status.HTTP_201_CREATED)

    def _told(self, checklist: Checklist, code: int = status.HTTP_200_OK) -> Response:
        return self.answer(get_object_or_404(self.get_queryset(), pk=checklist.pk), code)


class ChecklistItemViewSet(Resource):
    """Items are read with their checklist."""

    serializer_class = ChecklistItemSerializer
    permission = Permission.INSPECTION_MANAGE
    queryset = ChecklistItem.objects.none()  # for the schema; what is seen is decided below

    def get_queryset(self) -> QuerySet[ChecklistItem]:
        return ChecklistItem.objects.visible_to(self.request.user).filter(retired_on=None).select_related("checklist")

    @extend_schema(request=ItemFormSerializer)
    @action(detail=True, methods=["post"])
    def change(self, request: Request, pk: str) -> Response:
        """Answered already, the old one is retired and the answer is the new one."""
        item = self.get_object()
        facts: dict[str, Any] = filled(self, ItemForm, ItemFormSerializer, item=item).said
        return self.answer(checklists.set_item(checklist=item.checklist, facts=facts, item=item, by=request.user))

    @extend_schema(request=None, responses={204: None})
    @action(detail=True, methods=["post"])
    def retire(self, request: Request, pk: str) -> Response:
        checklists.retire_item(item=self.get_object(), by=request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)
