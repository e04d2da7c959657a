"""A year's assessment with one indicator, one sheet and one mark; nothing passes through an action."""

from decimal import Decimal

from django.utils import timezone

from aid_portal.models import OrgUnit, User
from supervision.models import Assessment, AssessmentIndicator, IndicatorMark, UnitAssessment
from tests.factories.portal import a_school, a_user


def an_assessment(**facts: object) -> Assessment:
    made_by = facts.pop("made_by", None) or a_user()
    return Assessment.objects.create(**{"year": 2022, "title": "学生资助工作考核", "made_by": made_by, **facts})


def handed_in(by: User) -> dict:
    return {"status": "submitted", "submitted_by": by, "submitted_at": timezone.now(), "computed_at": timezone.now()}


def made_public(submitted_by: User, by: User) -> dict:
    return {**handed_in(submitted_by), "status": "published", "published_by": by, "published_at": timezone.now()}


def an_indicator(assessment: Assessment, **facts: object) -> AssessmentIndicator:
    defaults = {
        "code": "coverage", "position": 1, "name": "政策落实率", "numerator": "已助", "denominator": "应助", "period": "自然年度",
        "method": "proportional", "weight": Decimal(10),
    }  # fmt: skip
    return AssessmentIndicator.objects.create(**{**defaults, "assessment": assessment, **facts})


def a_sheet(assessment: Assessment, unit: OrgUnit | None = None, **facts: object) -> UnitAssessment:
    return UnitAssessment.objects.create(**{"assessment": assessment, "unit": unit or a_school(), **facts})


def a_mark(sheet: UnitAssessment, indicator: AssessmentIndicator, **facts: object) -> IndicatorMark:
    counted = {"numerator": Decimal(4), "denominator": Decimal(5), "weight": Decimal(10), "computed": Decimal(8)}
    return IndicatorMark.objects.create(**{**counted, "sheet": sheet, "indicator": indicator, **facts})


def put_right(by: User, points: str, **facts: object) -> dict:
    return {"points": Decimal(points), "reason": "核实后加分", "adjusted_by": by, "adjusted_at": timezone.now(), **facts}
