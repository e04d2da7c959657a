"""The statements of the imports and the check make tables ON COMMIT DROP: these tests want commits."""

import pytest


@pytest.fixture
def reference_data(transactional_db) -> None:
    """Real transactions; terms and policy are there as in every test."""
