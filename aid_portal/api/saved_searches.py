"""Searches that a person keeps: read, saved and removed as on the filter bar of the list."""

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers, status
from rest_framework.decorators import action
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from aid_portal.actions import saved_searches
from aid_portal.api.resources import Resource
from aid_portal.current_term import current_term
from aid_portal.filters.saved_searches import SavedSearchFilter
from aid_portal.models import SavedSearch


class SavedSearchSerializer(serializers.ModelSerializer):
    """`page` is the address of the list, `query` its conditions, `unit_code` with whom it is shared."""

    owner = serializers.CharField(source="owner.username", read_only=True)
    unit_code = serializers.CharField(source="unit.code", read_only=True, default=None)
    query = serializers.CharField(read_only=True)

    class Meta:
        model = SavedSearch
        fields = ("id", "page", "name", "query", "owner", "unit_code", "saved_at")


class SavedSearchSaveSerializer(serializers.Serializer):
    page = serializers.CharField(max_length=120)
    name = serializers.CharField(max_length=20)
    query = serializers.CharField(max_length=2000, allow_blank=True, default="")
    shared = serializers.BooleanField(default=False)


class SavedSearchViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource):
    permission_classes = [IsAuthenticated]
    serializer_class = SavedSearchSerializer
    filterset_class = SavedSearchFilter

    def get_queryset(self) -> QuerySet[SavedSearch]:
        return SavedSearch.objects.visible_to(self.request.user).for_list()

    @extend_schema(request=SavedSearchSaveSerializer)
    def create(self, request: Request) -> Response:
        sent = self.sent(SavedSearchSaveSerializer)
        search = saved_searches.keep(**sent, term=str(current_term(request)), by=request.user)
        return self.answer(search, status.HTTP_201_CREATED)

    @extend_schema(request=None, responses={204: None})
    @action(detail=True, methods=["post"])
    def remove(self, request: Request, pk: str) -> Response:
        saved_searches.remove(search=self.get_object(), by=request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)
