"""What the departments are asked to put right in their lists (数据纠错反馈), as a resource; numbers masked."""

from django.db.models import QuerySet
from rest_framework import mixins, serializers

from aid_portal.api.resources import Resource
from aid_portal.identifiers import mask_id
from aid_portal.permissions import Permission
from students.sealing import open_record
from supervision.filters.warnings import CorrectionFilter
from supervision.models import EarlyWarning
from supervision.warning_choices import WarningKind


class CorrectionSerializer(serializers.ModelSerializer):
    """`row` is the line of the department's own list; `said` is what stands there, `stage` what the roster of `school` says."""

    data_date = serializers.DateField(source="record.release.data_date", read_only=True)
    row = serializers.IntegerField(source="record.row", read_only=True)
    person_number = serializers.CharField(source="record.person_number", read_only=True)
    name = serializers.CharField(source="record.name", read_only=True)
    resident_id = serializers.SerializerMethodField()
    said = serializers.CharField(source="facts.was", read_only=True)
    stage = serializers.CharField(source="facts.is", read_only=True)
    school = serializers.CharField(source="place.code", read_only=True)

    class Meta:
        model = EarlyWarning
        fields = (
            *("id", "list_kind", "data_date", "row", "household_number", "person_number", "name", "resident_id", "said"),
            *("stage", "school", "status"),
        )

    def get_resident_id(self, warning: EarlyWarning) -> str:
        return mask_id(open_record(warning.record).get("raw_id", ""))


class CorrectionViewSet(mixins.ListModelMixin, Resource):
    serializer_class = CorrectionSerializer
    filterset_class = CorrectionFilter
    permission = Permission.WARNING_VIEW
    queryset = EarlyWarning.objects.none()  # for the schema; what is seen is decided below

    def get_queryset(self) -> QuerySet[EarlyWarning]:
        seen = EarlyWarning.objects.visible_to(self.request.user).filter(kind=WarningKind.STAGE_DIFFERS)
        return seen.select_related("record__release", "place").order_by("-pk")
