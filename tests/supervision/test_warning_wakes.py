"""When the warnings are looked at anew: once for many changes that come together."""

from collections.abc import Iterator

import pytest
from celery.signals import task_prerun

from supervision import warning_wakes

pytestmark = pytest.mark.django_db


@pytest.fixture
def looks() -> Iterator[list[str]]:
    seen: list[str] = []

    def see(task: object, **_said: object) -> None:
        if task.name == warning_wakes.TASK:
            seen.append(task.name)

    task_prerun.connect(see)
    yield seen
    task_prerun.disconnect(see)


def test_many_changes_of_one_piece_of_work_are_one_look_after_it(looks: list[str]) -> None:
    with warning_wakes.gathered():
        for _change in range(3):
            warning_wakes.ask()
        assert looks == []
    assert len(looks) == 1
    warning_wakes.ask()
    assert len(looks) == 2


def fail() -> None:
    with warning_wakes.gathered():
        warning_wakes.ask()
        raise ValueError("power cut")


def test_work_that_failed_keeps_no_later_change_from_being_looked_at(looks: list[str]) -> None:
    with pytest.raises(ValueError, match="power cut"):
        fail()
    assert looks == []
    warning_wakes.ask()
    assert len(looks) == 1
