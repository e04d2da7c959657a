"""The description of the API names each shape once, so that a generated client is right."""

import pytest
from drf_spectacular.drainage import GENERATOR_STATS
from drf_spectacular.generators import SchemaGenerator

from aid_portal.choices import KINDS_BELOW_THE_BUREAU
from subsidies.meal_choices import MealIncomeSource
from supervision.choices import Severity

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def described(django_db_setup, django_db_blocker) -> tuple[dict, list[str]]:
    """The shapes of the description, and what was found wrong when it was written."""
    with django_db_blocker.unblock(), GENERATOR_STATS.silence():
        schema = SchemaGenerator().get_schema(public=True)
        said = [*GENERATOR_STATS._warn_cache, *GENERATOR_STATS._error_cache]
    return schema["components"]["schemas"], said


def test_no_two_shapes_bear_one_name(described) -> None:
    assert [words for words in described[1] if "identical names" in words] == []


def test_every_enum_has_one_name_that_is_no_hash(described) -> None:
    """What is found here is named in aid_portal/api/enums.py, or given a class of choices."""
    assert [words for words in described[1] if "enum naming" in words or "choice set" in words] == []


def test_an_enum_is_called_by_its_class_of_choices(described) -> None:
    shapes, _said = described
    assert shapes["MealIncomeSourceEnum"]["enum"] == MealIncomeSource.values
    assert shapes["SupervisionSeverityEnum"]["enum"] == Severity.values
    assert shapes["KindBelowTheBureauEnum"]["enum"] == [kind for kind, _label in KINDS_BELOW_THE_BUREAU]
