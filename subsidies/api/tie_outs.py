"""对账 and 滞拨 to read: whether list, bank file, bank result and ledger agree, and how long money lay. Amounts in yuan."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from aid_portal.api.resources import Resource
from aid_portal.current_term import current_term, terms_for
from aid_portal.models import OrgUnit
from aid_portal.permissions import Permission
from subsidies.api.budgets import YuanField
from subsidies.models import BudgetLine
from subsidies.reports import delays, tie_out


class PeriodSerializer(serializers.Serializer):
    """`period` is a term (2022S) or a year (2022); the current term where none is named."""

    period = serializers.RegexField(r"^20[0-9]{2}[SA]?$", required=False)
    school = serializers.CharField(max_length=80, default="")


class TallySerializer(serializers.Serializer):
    """`listed` has the approved adjustments in it and the waivers, which are also told apart."""

    listed, waived, to_recover, recovered = YuanField(), YuanField(), YuanField(), YuanField()
    filed, paid, returned, waiting = YuanField(), YuanField(), YuanField(), YuanField()
    waiver_paid, waiver_waiting = YuanField(), YuanField()
    ledger_committed, ledger_in_process, ledger_paid = YuanField(), YuanField(), YuanField()


class TieOutRowSerializer(serializers.Serializer):
    """One school, programme and source; `gaps`: list − ledger, file − result, reached − ledger, on the way − ledger."""

    school = serializers.CharField(source="school.code")
    programme = serializers.CharField(source="programme.code")
    source = serializers.CharField()
    tally = TallySerializer()
    gaps = serializers.ListField(child=YuanField(), source="tally.gaps")


class DelaySerializer(serializers.Serializer):
    """The money of one document on one line: `days` it lay at the longest, `late` what was or is paid after the limit."""

    document = serializers.CharField(source="document.number")
    programme = serializers.CharField(source="line.programme.code")
    source = serializers.CharField(source="line.source")
    year = serializers.IntegerField(source="line.year")
    received_on = serializers.DateField(source="stay.day")
    days = serializers.IntegerField()
    late, left = YuanField(), YuanField(source="stay.left")
    lies_too_long = serializers.BooleanField()


class TieOutViewSet(Resource):
    permission = Permission.BUDGET_VIEW
    queryset = BudgetLine.objects.none()  # for the schema; what is seen is decided below
    pagination_class = None

    @extend_schema(parameters=[PeriodSerializer], responses=TieOutRowSerializer(many=True))
    def list(self, request: Request) -> Response:
        asked = _asked(request)
        schools = OrgUnit.objects.visible_to(request.user).called(asked["school"])
        period = asked.get("period") or str(current_term(request))
        terms = [str(term) for term in terms_for(request) if period in (str(term), str(term.year))]
        return Response(TieOutRowSerializer(tie_out.cells(terms, schools), many=True).data)

    @extend_schema(parameters=[PeriodSerializer], responses=DelaySerializer(many=True))
    def delays(self, request: Request) -> Response:
        """Of the budget year of `period`."""
        year = int((_asked(request).get("period") or str(timezone.localdate().year))[:4])
        return Response(DelaySerializer(delays.delays(timezone.localdate(), year=year), many=True).data)


def _asked(request: Request) -> dict[str, Any]:
    asked = PeriodSerializer(data=request.query_params)
    asked.is_valid(raise_exception=True)
    return asked.validated_data
