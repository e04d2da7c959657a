"""Two files that may be one child as a resource: list, look, join, refuse, take back."""

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import mixins, serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from aid_portal.api.resources import Resource
from aid_portal.api.serializers import NoteSerializer
from aid_portal.permissions import Permission
from students.actions import merges
from students.filters.merges import MergeFilter
from students.models import StudentMerge
from students.reports.merge_sides import sides_of


class MergeSerializer(serializers.ModelSerializer):
    """`kept` has the id, `merged` goes into it."""

    name = serializers.CharField(source="kept.name", read_only=True)
    merged_name = serializers.CharField(source="merged.name", read_only=True)
    decided_by = serializers.CharField(source="decided_by.username", default=None, read_only=True)

    class Meta:
        model = StudentMerge
        fields = (
            *("id", "kept", "merged", "name", "merged_name", "ground", "status", "note", "proposed_at"),
            *("decided_by", "decided_at"),
        )
        read_only_fields = fields


class SideSerializer(serializers.Serializer):
    label = serializers.CharField()
    kept = serializers.CharField(source="left")
    merged = serializers.CharField(source="right")
    same = serializers.BooleanField()


class ComparedMergeSerializer(MergeSerializer):
    """With both files field by field, numbers masked."""

    compared = serializers.SerializerMethodField()

    class Meta(MergeSerializer.Meta):
        fields = (*MergeSerializer.Meta.fields, "compared")

    @extend_schema_field(SideSerializer(many=True))
    def get_compared(self, merge: StudentMerge) -> list[dict]:
        return SideSerializer(sides_of(merge).who, many=True).data


class MergeViewSet(mixins.ListModelMixin, Resource):
    serializer_class = MergeSerializer
    filterset_class = MergeFilter
    permission = Permission.STUDENT_MERGE
    queryset = StudentMerge.objects.none()  # for the schema

    def get_queryset(self) -> QuerySet[StudentMerge]:
        return StudentMerge.objects.visible_to(self.request.user).for_list().order_by("-pk")

    @extend_schema(responses=ComparedMergeSerializer)
    def retrieve(self, request: Request, pk: str) -> Response:
        return Response(ComparedMergeSerializer(self.get_object()).data)

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def merge(self, request: Request, pk: str) -> Response:
        return self.answer(merges.merge(merge=self.get_object(), by=request.user))

    @extend_schema(request=NoteSerializer)
    @action(detail=True, methods=["post"])
    def refuse(self, request: Request, pk: str) -> Response:
        return self.answer(merges.refuse(merge=self.get_object(), **self.sent(NoteSerializer), by=request.user))

    @extend_schema(request=NoteSerializer)
    @action(detail=True, methods=["post"])
    def undo(self, request: Request, pk: str) -> Response:
        return self.answer(merges.undo(merge=self.get_object(), **self.sent(NoteSerializer), by=request.user))
