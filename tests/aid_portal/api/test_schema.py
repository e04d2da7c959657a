"""The description of the API names each shape once, so that a generated client is right."""

import pytest
from drf_spectacular.drainage import GENERATOR_STATS
from drf_spectacular.generators import SchemaGenerator

pytestmark = pytest.mark.django_db


def test_no_two_shapes_bear_one_name(capsys) -> None:
    with GENERATOR_STATS.silence():
        SchemaGenerator().get_schema(public=True)
        said = [*GENERATOR_STATS._warn_cache, *GENERATOR_STATS._error_cache]
    assert [words for words in said if "identical names" in words] == []
