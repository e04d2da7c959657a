"""What surveys came to: one kitchen's over time, for staff while they run and for everybody when they are over."""

from datetime import date
from decimal import Decimal

from django.db.models import Count, Q, QuerySet, Sum

from aid_portal.models import OrgUnit
from subsidies.models import MealSurvey
from subsidies.rules.meal_surveys import SurveyResult, result_of
from subsidies.survey_choices import CONTENT, SurveyTopic


def with_numbers(surveys: QuerySet[MealSurvey]) -> QuerySet[MealSurvey]:
    """What `result` adds up, in the query that finds them."""
    numbers = {}
    for topic in SurveyTopic.values:
        numbers[f"{topic}_sum"] = Sum(f"answers__{topic}")
        numbers[f"{topic}_content"] = Count("answers", filter=Q(**{f"answers__{topic}__gte": CONTENT}))
    return surveys.annotate(number=Count("answers"), **numbers)


def result(survey: MealSurvey) -> SurveyResult:
    """Of one that `with_numbers` has found."""
    sums = {topic: (getattr(survey, f"{topic}_sum") or 0, getattr(survey, f"{topic}_content")) for topic in SurveyTopic.values}
    return result_of(survey.number, survey.minimum, sums)


def with_results(surveys: QuerySet[MealSurvey]) -> list[tuple[MealSurvey, SurveyResult]]:
    """In the order of `surveys`; one query."""
    return [(each, result(each)) for each in with_numbers(surveys)]


def published(school: OrgUnit, today: date) -> list[tuple[MealSurvey, SurveyResult]]:
    """Of the kitchen that feeds the school: surveys that are over, as long as one runs a single answer could be told."""
    over = MealSurvey.objects.filter(canteen__places__school=school, closes_on__lt=today)
    return with_results(over.order_by("-opens_on", "-pk"))


def satisfaction_of(school: OrgUnit, month: date) -> Decimal | None:
    """Who is content on the whole, in percent: of the newest survey that ended in the month and that enough have answered."""
    ended = MealSurvey.objects.filter(canteen__places__school=school, closes_on__year=month.year, closes_on__month=month.month)
    results = (found for _survey, found in with_results(ended.order_by("-closes_on", "-pk")) if found.topics)
    return next((found.topics[0].content for found in results), None)


def survey_of(code: str) -> MealSurvey | None:
    """Whoever has read the code may look, without a login."""
    return MealSurvey.objects.select_related("canteen__school").filter(code=code).first()
