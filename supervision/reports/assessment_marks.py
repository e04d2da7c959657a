"""Rows of an assessment as the rules know them, and the table of units with their marks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Prefetch

from aid_portal.models import User
from supervision.models import Assessment, AssessmentIndicator, IndicatorMark, UnitAssessment
from supervision.rules.assessments import INDICATORS, Adjustment, Count, Indicator, Mark, Method

_STEPS = {indicator.code: indicator.steps for indicator in INDICATORS}


def as_rules(indicator: AssessmentIndicator) -> Indicator:
    return Indicator(
        code=indicator.code, name=indicator.name, numerator=indicator.numerator, denominator=indicator.denominator,
        weight=indicator.weight, method=Method(indicator.method), period=indicator.period, steps=_STEPS.get(indicator.code, ()),
    )  # fmt: skip


def adjustment_of(mark: IndicatorMark, points: Decimal, reason: str) -> Mark:
    """The mark as it would be with these points."""
    count = Count(mark.numerator, mark.denominator) if mark.numerator is not None else None
    return Mark(as_rules(mark.indicator), count, mark.weight, mark.computed, Adjustment(points, reason))


def total_of(marks: Iterable[IndicatorMark]) -> Decimal | None:
    """None where nothing applies: such a unit is not assessed, and nought would be a verdict."""
    finals = [mark.final for mark in marks if mark.final is not None]
    return sum(finals, Decimal(0)) if finals else None


@dataclass(frozen=True, slots=True)
class ResultRow:
    sheet: UnitAssessment
    marks: Sequence[IndicatorMark | None]  # in the order of the indicators


@dataclass(frozen=True, slots=True)
class Results:
    """Indicators that nobody could be counted by are left out."""

    indicators: Sequence[AssessmentIndicator]
    rows: Sequence[ResultRow]


def results(assessment: Assessment, user: User) -> Results:
    marks = IndicatorMark.objects.filter(computed__isnull=False).order_by("indicator__position")
    sheets = UnitAssessment.objects.visible_to(user).for_list().filter(assessment=assessment)
    found = list(sheets.prefetch_related(Prefetch("marks", marks, to_attr="counted")))
    used = {mark.indicator_id for sheet in found for mark in sheet.counted}
    indicators = [each for each in assessment.indicators.order_by("position") if each.pk in used]
    rows = []
    for sheet in found:
        by_indicator = {mark.indicator_id: mark for mark in sheet.counted}
        rows.append(ResultRow(sheet, [by_indicator.get(each.pk) for each in indicators]))
    return Results(indicators, rows)
