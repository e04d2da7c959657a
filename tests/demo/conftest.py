"""One small and one tiny county, made once for all tests of this room."""

import pytest

from aid_portal.demo import make_county


@pytest.fixture(scope="session")
def small(tmp_path_factory):
    return make_county(tmp_path_factory.mktemp("demo") / "small", "small")


@pytest.fixture(scope="session")
def tiny(tmp_path_factory):
    return make_county(tmp_path_factory.mktemp("demo") / "tiny", "tiny")
