"""Two joinings of one file at once, and a roster accepted beside one; each with its control, the locks taken away."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from aid_portal.errors import Refused
from students.actions import merges, rosters
from students.models import Enrolment, Student, StudentMerge
from students.models.students import StudentMergeQuerySet, StudentQuerySet
from students.models.terms import TermSettingQuerySet
from tests.factories.students import a_merge, a_student, an_enrolment, an_index

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
Deed = Callable[[], object]


def at_once(*deeds: Deed) -> list[str]:
    def done(deed: Deed) -> str:
        try:
            deed()
        except Refused:
            return "refused"
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(deeds)) as pool:
        return sorted(pool.map(done, deeds))


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Between looking and writing each waits long enough for the other to look."""
    original = merges._demand_one_child

    def paused(kept: Student, merged: Student) -> None:
        original(kept, merged)
        time.sleep(0.4)

    monkeypatch.setattr(merges, "_demand_one_child", paused)


def without_locks(monkeypatch: pytest.MonkeyPatch) -> None:
    for queries in (StudentQuerySet, StudentMergeQuerySet, TermSettingQuerySet):
        monkeypatch.setattr(queries, "locked", lambda self: self.all())
    monkeypatch.setattr(merges, "one_at_a_time", lambda term: None)


@pytest.fixture
def two_ways() -> list[StudentMerge]:
    """One file without an id, proposed for two children with one."""
    without = a_student(id_index=None, registry_index=an_index())
    an_enrolment(student=without, registry_index=without.registry_index, id_index=None)
    found = [a_merge(kept=a_student(), merged=without) for _each in range(2)]
    for merge in found:
        an_enrolment(student=merge.kept, id_index=merge.kept.id_index)
    return found


@pytest.mark.usefixtures("slow")
def test_one_file_joins_one_child(two_ways, chen) -> None:
    assert at_once(*(lambda merge=merge: merges.merge(merge=merge, by=chen) for merge in two_ways)) == ["done", "refused"]
    assert StudentMerge.objects.filter(status="merged").count() == 1


@pytest.mark.usefixtures("slow")
def test_control_without_locks_it_joins_two(monkeypatch, two_ways, chen) -> None:
    without_locks(monkeypatch)
    assert at_once(*(lambda merge=merge: merges.merge(merge=merge, by=chen) for merge in two_ways)) == ["done", "done"]


def accepted_beside(merge: StudentMerge, number: bytes) -> Deed:
    """A roster that has found the file by its number and is about to write its row."""

    @transaction.atomic
    def accept() -> None:
        rosters.one_at_a_time("2022A")
        found = Student.objects.get(registry_index=number)
        time.sleep(0.4)
        an_enrolment(student=Student.objects.get(pk=found.merged_into_id or found.pk), registry_index=number, id_index=None)

    return accept


def joined_a_little_later(merge: StudentMerge, by: object) -> Deed:
    def join() -> None:
        time.sleep(0.1)
        merges.merge(merge=merge, by=by)

    return join


def rows_left_behind(merge: StudentMerge, by: object) -> int:
    assert at_once(accepted_beside(merge, merge.merged.registry_index), joined_a_little_later(merge, by)) == ["done", "done"]
    return Enrolment.objects.filter(student=merge.merged_id).count()


def test_a_row_accepted_meanwhile_goes_along(two_ways, chen) -> None:
    assert rows_left_behind(two_ways[0], chen) == 0


def test_control_without_locks_it_stays_behind(monkeypatch, two_ways, chen) -> None:
    without_locks(monkeypatch)
    assert rows_left_behind(two_ways[0], chen) == 1


def test_a_proposal_taken_away_with_its_roster_is_refused_in_words(two_ways, chen) -> None:
    """The undo holds the rosters' lock and deletes the proposal; the joining waits for it and holds nothing the undo needs."""

    @transaction.atomic
    def undone() -> None:
        rosters.one_at_a_time("2022A")
        time.sleep(0.4)
        StudentMerge.objects.filter(pk=two_ways[0].pk).delete()

    assert at_once(undone, joined_a_little_later(two_ways[0], chen)) == ["done", "refused"]
