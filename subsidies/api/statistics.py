"""The numbers of a year to read: the tables of the page, for the same eyes and with the same figures."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from aid_portal.api.resources import Resource
from aid_portal.current_term import current_term
from aid_portal.errors import Refused
from aid_portal.permissions import Permission
from aid_portal.terms import Term
from subsidies.choices import StatisticsKind
from subsidies.models import MoneyFlow
from subsidies.reports.frozen import kept, rows_of, totals_of
from subsidies.reports.statistics import LAYOUTS, held, span_of, table
from subsidies.reports.statistics_rows import paid_out
from subsidies.reports.statistics_words import left_out
from subsidies.rules.statistics import CALENDAR, Span


class AskedSerializer(serializers.Serializer):
    """`span`: 2022 (by term), 2021-2022 (academic year), paid-2022 (by the day). `term` narrows it, and alone names its year."""

    kind = serializers.ChoiceField(choices=StatisticsKind.choices, default=StatisticsKind.ANNUAL.value)
    span = serializers.CharField(max_length=9, required=False)
    term = serializers.CharField(max_length=5, required=False)

    def validate_span(self, text: str) -> Span:
        try:
            return span_of(text)
        except Refused as fault:
            raise serializers.ValidationError(fault.message) from fault

    def validate_term(self, text: str) -> Term:
        try:
            return Term.parse(text)
        except ValueError as fault:
            raise serializers.ValidationError(str(fault)) from fault


class NumbersSerializer(serializers.Serializer):
    """`times` are 人次, `persons` 人数, `highest` the 人次 of the highest tier, `fen` the amount by source in fen."""

    times = serializers.IntegerField()
    persons = serializers.IntegerField()
    amount = serializers.DecimalField(14, 2)
    waived = serializers.DecimalField(14, 2)
    highest = serializers.IntegerField()
    fen = serializers.ListField(child=serializers.IntegerField())


class RowSerializer(serializers.Serializer):
    """`key` says the codes of `lines`, in their order."""

    key = serializers.ListField(child=serializers.CharField(allow_blank=True))
    cells = serializers.DictField(child=NumbersSerializer())
    total = NumbersSerializer()


class TableSerializer(serializers.Serializer):
    """A table with a gap does not close: two ways of adding it up differ.

    `held`, of the table by category alone: every category a child holds; these do not add up.
    """

    kind = serializers.CharField()
    span = serializers.CharField()
    term = serializers.CharField(allow_blank=True)
    lines = serializers.ListField(child=serializers.CharField())
    column = serializers.CharField(allow_blank=True)
    columns = serializers.ListField(child=serializers.CharField())
    rows = RowSerializer(many=True)
    feet = serializers.DictField(child=NumbersSerializer())
    total = NumbersSerializer()
    held = serializers.DictField(child=NumbersSerializer())
    left_out = serializers.ListField(child=serializers.CharField())
    gaps = serializers.ListField(child=serializers.CharField())


class StatisticsViewSet(Resource):
    permission = Permission.STATISTICS_VIEW
    queryset = MoneyFlow.objects.none()  # for the schema; what is seen is decided below

    @extend_schema(parameters=[AskedSerializer], responses=TableSerializer)
    def retrieve(self, request: Request) -> Response:
        asked = AskedSerializer(data=request.query_params)
        asked.is_valid(raise_exception=True)
        kind, term = asked.validated_data["kind"], asked.validated_data.get("term")
        year = (term or current_term(request)).year
        span = asked.validated_data.get("span") or Span(CALENDAR, year)
        flows = MoneyFlow.objects.visible_to(request.user).within(span)
        if term:
            flows = flows.filter(term=str(term))
        found, layout = table(kind, span, flows, paid_out(span, request.user, term)), LAYOUTS[kind]
        apart = held(span, flows) if kind == StatisticsKind.CATEGORY else {}
        answer = {
            "kind": kind, "span": str(span), "term": str(term or ""), "lines": layout.lines, "column": layout.column,
            "rows": rows_of(found), **totals_of(found), "held": {code: kept(numbers) for code, numbers in apart.items()},
            "left_out": left_out(), "gaps": [str(gap) for gap in found.gaps],
        }  # fmt: skip
        return Response(TableSerializer(answer).data)
