"""The reference data that migrations bring, also where a test that truncates all tables ran before."""

from importlib import import_module

import pytest
from django.apps import apps

from students.models import TermSetting
from subsidies.models import PolicyVersion


@pytest.fixture
def reference_data(transactional_db) -> None:
    """The statements of the imports and the check make tables ON COMMIT DROP: they want commits, not one open transaction."""
    if not TermSetting.objects.exists():
        import_module("students.migrations.0002_terms").add_terms(apps, None)
    if not PolicyVersion.objects.exists():
        import_module("subsidies.migrations.0002_shipped_policy").add_policy(apps, None)
