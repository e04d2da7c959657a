"""The radar as a resource: standing warnings by town and school and kind, how late they are, what each release raised."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from aid_portal.api.resources import Resource
from aid_portal.models import OrgUnit
from aid_portal.permissions import Permission
from supervision.models import EarlyWarning
from supervision.reports import radar


class RadarFiguresSerializer(serializers.Serializer):
    """`soon` are due within three days; `mended` and `closed` are those of the last thirty days."""

    standing = serializers.IntegerField()
    late = serializers.IntegerField()
    soon = serializers.IntegerField()
    mended = serializers.IntegerField()
    closed = serializers.IntegerField()


class RadarLineSerializer(serializers.Serializer):
    """`code` is empty where no town was found; `kinds` leaves out what the place has none of."""

    code = serializers.CharField()
    name = serializers.CharField()
    kinds = serializers.DictField(child=serializers.IntegerField())
    total = serializers.IntegerField()


class RadarReleaseSerializer(serializers.Serializer):
    release = serializers.IntegerField(source="release.pk")
    kind = serializers.CharField(source="release.kind")
    data_date = serializers.DateField(source="release.data_date")
    raised = serializers.IntegerField()
    standing = serializers.IntegerField()


class RadarSerializer(serializers.Serializer):
    figures = RadarFiguresSerializer()
    places = RadarLineSerializer(many=True)
    trend = RadarReleaseSerializer(many=True)


class RadarViewSet(Resource):
    permission = Permission.WARNING_VIEW
    queryset = EarlyWarning.objects.none()  # for the schema; what is counted is decided in the report

    @extend_schema(responses=RadarSerializer)
    def county(self, request: Request) -> Response:
        """By town and unit of the bureau."""
        told = {
            "figures": radar.figures(request.user, timezone.localdate()),
            "places": _lines(radar.by_town(request.user)),
            "trend": radar.raised(request.user),
        }
        return Response(RadarSerializer(told).data)

    @extend_schema(responses=RadarLineSerializer(many=True))
    def unit(self, request: Request, code: str) -> Response:
        """By school below the unit of this code; the unit itself stands for children who are in no roster."""
        unit = get_object_or_404(OrgUnit.objects.visible_to(request.user), code=code)
        return Response(RadarLineSerializer(_lines(radar.by_school(request.user, unit)), many=True).data)


def _lines(matrix: radar.Matrix) -> list[dict[str, Any]]:
    return [
        {
            "code": line.code,
            "name": line.name,
            "kinds": {kind.value: cell.count for kind, cell in zip(matrix.kinds, line.cells, strict=True) if cell.count},
            "total": line.total.count,
        }
        for line in matrix.lines
    ]
