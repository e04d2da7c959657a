"""Migrations follow the models, carry names and can be taken back."""

import re
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import migrations
from django.db.migrations.loader import MigrationLoader

from tests.house.test_floor_plan import FLOORS

AUTOMATIC = re.compile(r"_auto_|\d{8}_\d{4}")


def own() -> dict[tuple[str, str], migrations.Migration]:
    loader = MigrationLoader(None)
    return {key: migration for key, migration in loader.disk_migrations.items() if key[0] in FLOORS}


@pytest.mark.django_db
def test_no_model_has_moved_on_without_a_migration() -> None:
    out = StringIO()
    try:
        call_command("makemigrations", *FLOORS, check=True, dry_run=True, stdout=out)
    except SystemExit:
        pytest.fail(out.getvalue())


def test_migrations_are_named_for_what_they_change() -> None:
    assert [key for key in own() if AUTOMATIC.search(key[1])] == []


def test_what_a_data_migration_does_can_be_undone() -> None:
    one_way = [
        (key, operation.code.__name__)
        for key, migration in own().items()
        for operation in migration.operations
        if isinstance(operation, migrations.RunPython) and operation.reverse_code is None
    ]
    assert one_way == []
