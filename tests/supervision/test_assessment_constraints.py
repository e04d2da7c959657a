"""What the database promises of a year's assessment: two persons, marks within their weight, nothing after publication."""

from decimal import Decimal

import pytest
from django.utils import timezone

from tests.factories import assessments as make
from tests.factories.portal import a_school, a_user
from tests.promises import changed, is_kept, refused, twice

pytestmark = pytest.mark.django_db


def test_who_submits_does_not_publish() -> None:
    chen = a_user()
    is_kept("assessment_publisher_has_not_submitted", lambda: make.an_assessment(**make.made_public(chen, chen)))


@pytest.mark.parametrize(
    ("name", "facts"),
    [
        ("assessment_submission_has_its_time", {"submitted_at": None}),
        ("assessment_publication_has_its_time", {"published_at": None}),
        ("assessment_has_passed_every_hand", {"status": "draft"}),
        ("assessment_is_computed_before_it_is_submitted", {"computed_at": None}),
    ],
)
def test_a_year_says_whose_hands_it_passed(name: str, facts: dict) -> None:
    is_kept(name, lambda: make.an_assessment(**{**make.made_public(a_user(), a_user()), **facts}))


def test_there_is_one_of_each() -> None:
    assessment, school = make.an_assessment(), a_school()
    is_kept("supervision_assessment_year_key", make.an_assessment)
    is_kept("assessmentindicator_code_once", twice(make.an_indicator, assessment=assessment))
    is_kept("unitassessment_once_a_unit", twice(make.a_sheet, assessment=assessment, unit=school))
    sheet, indicator = make.a_sheet(assessment), make.an_indicator(assessment)
    is_kept("indicatormark_once_a_sheet", twice(make.a_mark, sheet=sheet, indicator=indicator))


def test_no_weight_is_less_than_nothing() -> None:
    assessment = make.an_assessment()
    is_kept("assessmentindicator_weighs_not_less_than_nothing", lambda: make.an_indicator(assessment, weight=Decimal("-1")))


def test_who_has_no_total_has_no_rank() -> None:
    is_kept("unitassessment_ranks_who_has_a_total", lambda: make.a_sheet(make.an_assessment(), rank=1))


@pytest.mark.parametrize(
    ("name", "facts"),
    [
        ("indicatormark_counted_by_both_numbers", {"denominator": None}),
        ("indicatormark_adjusted_by_somebody", {"points": Decimal(1), "adjusted_at": timezone.now(), "reason": "理由"}),
        ("indicatormark_adjusted_at_a_time", {"points": Decimal(1), "reason": "理由"}),
        ("indicatormark_adjusted_with_a_reason", {"reason": "没有调整"}),
        ("indicatormark_stays_within_its_weight", {"computed": Decimal(11)}),
    ],
)
def test_a_mark_says_how_it_came_about(name: str, facts: dict) -> None:
    assessment = make.an_assessment()
    sheet, indicator = make.a_sheet(assessment), make.an_indicator(assessment)
    if name == "indicatormark_adjusted_at_a_time":
        facts = {**facts, "adjusted_by": a_user()}
    is_kept(name, lambda: make.a_mark(sheet, indicator, **facts))


@pytest.mark.parametrize("points", ["2.01", "-8.01"])
def test_nobody_gives_more_than_the_weight_or_takes_more_than_there_is(points: str) -> None:
    assessment = make.an_assessment()
    sheet, indicator, by = make.a_sheet(assessment), make.an_indicator(assessment), a_user()
    is_kept("indicatormark_stays_within_its_weight", lambda: make.a_mark(sheet, indicator, **make.put_right(by, points)))


def test_what_was_published_is_frozen() -> None:
    assessment = make.an_assessment()
    sheet, indicator = make.a_sheet(assessment), make.an_indicator(assessment)
    mark = make.a_mark(sheet, indicator)
    for name, value in make.made_public(a_user(), a_user()).items():
        setattr(assessment, name, value)
    assessment.save()
    refused("assessment_is_final_once_published", changed(assessment, title="别的名称"))
    refused("assessment_is_frozen_once_published", changed(sheet, total=Decimal(99)))
    refused("assessment_is_frozen_once_published", changed(indicator, weight=Decimal(20)))
    refused("assessment_is_frozen_once_published", changed(mark, computed=Decimal(9)))
    refused("assessment_is_frozen_once_published", mark.delete)
    refused("assessment_is_frozen_once_published", lambda: make.a_sheet(assessment))
