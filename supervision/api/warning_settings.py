"""Who owns the warnings of each kind and how many working days they may take, as a resource."""

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from aid_portal.api.forms import filled, shape_of
from aid_portal.api.resources import Resource
from aid_portal.permissions import Permission
from supervision.actions import warning_settings
from supervision.forms.warnings import SettingForm
from supervision.models import WarningSetting

ChangeSerializer = shape_of(SettingForm)


class WarningSettingSerializer(serializers.ModelSerializer):
    """`source` is empty while no document fixes the days."""

    changed_by = serializers.CharField(source="changed_by.username", default=None, read_only=True)

    class Meta:
        model = WarningSetting
        fields = ("id", "kind", "owner", "working_days", "source", "changed_by", "changed_at")
        read_only_fields = fields


class WarningSettingViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource):
    serializer_class = WarningSettingSerializer
    permission = Permission.WARNING_CLOSE
    queryset = WarningSetting.objects.none()  # for the schema; what is seen is decided below

    def get_queryset(self) -> QuerySet[WarningSetting]:
        return WarningSetting.objects.visible_to(self.request.user).select_related("changed_by").order_by("pk")

    @extend_schema(request=ChangeSerializer)
    @action(detail=True, methods=["post"])
    def change(self, request: Request, pk: str) -> Response:
        """The days hold for warnings that come, the owner for those that stand as well."""
        form = filled(self, SettingForm, ChangeSerializer)
        return self.answer(warning_settings.change(setting=self.get_object(), **form.said, by=request.user))
