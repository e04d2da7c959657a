"""What the public may read of the years, without a login: the figures that were frozen, lines of few children told together."""

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from subsidies.reports.public_figures import published, published_years


class PublicLineSerializer(serializers.Serializer):
    """`times` are 人次, `yuan` what reached the children or was waived for them."""

    stage = serializers.CharField()
    programme = serializers.CharField()
    times = serializers.IntegerField()
    yuan = serializers.DecimalField(14, 2)


class PublicYearSerializer(serializers.Serializer):
    year = serializers.IntegerField()
    frozen_on = serializers.DateField()
    times = serializers.IntegerField()
    yuan = serializers.DecimalField(14, 2)
    lines = PublicLineSerializer(many=True)


class PublicYearsSerializer(serializers.Serializer):
    years = serializers.ListField(child=serializers.IntegerField())


class PublicYearsView(APIView):
    permission_classes = [AllowAny]

    @extend_schema(responses=PublicYearsSerializer, auth=[])
    def get(self, request: Request) -> Response:
        """The years whose annual table was frozen, the newest first."""
        return Response({"years": published_years()})


class PublicYearView(APIView):
    permission_classes = [AllowAny]

    @extend_schema(responses=PublicYearSerializer, auth=[])
    def get(self, request: Request, year: int) -> Response:
        found = published(year)
        if found is None:
            raise Http404
        return Response(PublicYearSerializer(found).data)
