"""The numbers of a year to read: the tables of the page, for the same eyes and with the same figures."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import PermissionDenied, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from aid_portal.api.resources import Resource
from aid_portal.current_term import current_term
from aid_portal.errors import Refused
from aid_portal.permissions import Permission
from aid_portal.terms import Term
from subsidies.filters.statistics import CELL_FILTERS
from subsidies.models import MoneyFlow
from subsidies.models.flows import FlowQuerySet
from subsidies.reports.county_reports import Earlier, earlier, report
from subsidies.reports.frozen import kept, rows_of, totals_of
from subsidies.reports.report_layouts import LAYOUTS, Key
from subsidies.reports.report_sources import may_read
from subsidies.reports.statistics import Numbers, held, span_of
from subsidies.reports.statistics_words import left_out
from subsidies.rules.statistics import CALENDAR, REPORT_STAGES, Part, Span
from subsidies.statistics_choices import StatisticsKind


class AskedSerializer(serializers.Serializer):
    """`span`: 2022 (by term), 2021-2022 (academic year), paid-2022 (by the day). `term` narrows it, and alone names its year.

    `town` (a unit's code), `stage` and `programme` (a code) narrow it as on the page, as far as the table can tell them apart.
    """

    kind = serializers.ChoiceField(choices=StatisticsKind.choices, default=StatisticsKind.ANNUAL.value)
    span = serializers.CharField(max_length=9, required=False)
    term = serializers.CharField(max_length=5, required=False)
    town = serializers.CharField(max_length=20, required=False)
    stage = serializers.ChoiceField(choices=REPORT_STAGES, required=False)
    programme = serializers.CharField(max_length=16, required=False)

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


class BesideSerializer(serializers.Serializer):
    """Another row set counted for the same lines; the key [] is its total."""

    name = serializers.CharField()
    rows = RowSerializer(many=True)


class EarlierSerializer(serializers.Serializer):
    """The same report of the year or the term before."""

    label = serializers.CharField()
    span = serializers.CharField()
    rows = RowSerializer(many=True)
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
    beside = BesideSerializer(many=True)
    earlier = EarlierSerializer(many=True)


class StatisticsViewSet(Resource):
    permission = Permission.STATISTICS_VIEW
    queryset = MoneyFlow.objects.none()  # for the schema; what is seen is decided below

    @extend_schema(parameters=[AskedSerializer], responses=TableSerializer)
    def retrieve(self, request: Request) -> Response:
        asked = AskedSerializer(data=request.query_params)
        asked.is_valid(raise_exception=True)
        kind, term = asked.validated_data["kind"], asked.validated_data.get("term")
        layout, year = LAYOUTS[kind], (term or current_term(request)).year
        span = asked.validated_data.get("span") or (Span.of_term(term) if term and layout.of_term else Span(CALENDAR, year))
        if not may_read(kind, request.user):
            raise PermissionDenied
        part = _part(kind, asked.validated_data, request)
        found = report(kind, span, request.user, part)
        apart = held(found.span, _flows(found.span, part, request)) if kind == StatisticsKind.CATEGORY else {}
        answer = {
            "kind": kind, "span": str(found.span), "term": str(term or ""), "lines": layout.lines, "column": layout.column,
            "rows": rows_of(found), **totals_of(found), "held": {code: kept(numbers) for code, numbers in apart.items()},
            "left_out": left_out(), "gaps": [str(gap) for gap in found.gaps],
            "beside": [_beside(name, counted) for name, counted in found.beside.items()],
            "earlier": [] if part.term else [_earlier(each) for each in earlier(kind, span, request.user, part)],
        }  # fmt: skip
        return Response(TableSerializer(answer).data)


def _part(kind: str, asked: Mapping[str, Any], request: Request) -> Part:
    """By the conditions of the page; one that this table, or this person, does not have is refused and not left out."""
    named = {name: asked[name] for name in ("town", "stage", "programme") if asked.get(name)}
    found = CELL_FILTERS[kind](named, MoneyFlow.objects.visible_to(request.user), request=request)
    if unknown := [name for name in named if name not in found.form.fields]:
        raise ValidationError({name: [_("这张表不能按这个条件查询。")] for name in unknown})
    if not found.form.is_valid():
        raise ValidationError(found.form.errors)
    term = asked.get("term")
    return replace(found.part, term=str(term) if term and not LAYOUTS[kind].of_term else "")


def _flows(span: Span, part: Part, request: Request) -> FlowQuerySet:
    return MoneyFlow.objects.visible_to(request.user).within(span).of(part)


def _beside(name: str, counted: Mapping[Key, Numbers]) -> dict[str, Any]:
    return {"name": name, "rows": [{"key": key, "cells": {}, "total": numbers} for key, numbers in sorted(counted.items())]}


def _earlier(each: Earlier) -> dict[str, Any]:
    return {"label": each.label, "span": str(each.table.span), "rows": rows_of(each.table), "total": each.table.total}
