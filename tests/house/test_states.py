"""The life of a thing is one table, and each promise of the database has a test that names it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps

from aid_portal.workflow import Stateful
from tests.house.test_floor_plan import FLOORS, ROOT


def stateful_models() -> list[type]:
    models = (model for app in FLOORS for model in apps.get_app_config(app).get_models())
    return [model for model in models if issubclass(model, Stateful)]


@pytest.mark.parametrize("model", stateful_models(), ids=lambda model: model.__name__)
def test_every_status_can_be_reached_and_every_move_leads_to_a_status(model: type) -> None:
    field = model._meta.get_field("status")
    known, first = {value for value, _label in field.flatchoices}, field.default
    reached = {first} | {target for targets in model.MOVES.values() for target in targets}
    starts = getattr(model, "STARTS", set())  # further statuses that a row may begin with
    assert {*model.MOVES, *reached} <= known
    assert known <= reached | set(starts)


def promises() -> Iterator[str]:
    for app in FLOORS:
        for model in apps.get_app_config(app).get_models():
            yield from (constraint.name for constraint in model._meta.constraints)


def test_every_constraint_is_named_by_a_test_that_breaks_it() -> None:
    here = Path(__file__).name
    written = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("*.py") if path.name != here)
    assert sorted(name for name in promises() if name not in written) == []
