"""When a survey says something: never of few, so that nobody's answer can be read out of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from subsidies.survey_choices import SurveyTopic

TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class TopicResult:
    topic: str
    average: Decimal
    content: Decimal

    @property
    def label(self) -> str:
        return str(SurveyTopic(self.topic).label)


@dataclass(frozen=True, slots=True)
class SurveyResult:
    """`topics` is empty where there are fewer answers than the survey's minimum."""

    answers: int
    minimum: int
    topics: tuple[TopicResult, ...]

    @property
    def missing(self) -> int:
        return max(self.minimum - self.answers, 0)


def result_of(answers: int, minimum: int, sums: Mapping[str, tuple[int, int]]) -> SurveyResult:
    """`sums`: by topic all scores added up and how many of them were content; averages to a tenth, shares in percent."""
    if answers < minimum:
        return SurveyResult(answers, minimum, ())
    topics = tuple(
        TopicResult(topic, _tenth(Decimal(total) / answers), _tenth(Decimal(content * 100) / answers))
        for topic, (total, content) in sums.items()
    )
    return SurveyResult(answers, minimum, topics)


def _tenth(value: Decimal) -> Decimal:
    return value.quantize(TENTH, ROUND_HALF_UP)
