"""What changed between two releases of a department's list."""

from dataclasses import replace

import pytest

from students.rules.differences import FOLLOW_UPS, ListedPerson, compare

LI = ListedPerson("P1", "id-1", "李小雨", "H1", frozenset({"MON_EDGE"}), schooling="小学")


def kinds(before, after):
    return [change.kind for change in compare(before, after).changes]


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ({"categories": frozenset({"MON_SUDDEN"})}, "category_changed"),
        ({"risk_removed": True}, "risk_removed"),
        ({"household": "H2"}, "household_moved"),
        ({"name": "李晓雨"}, "name_corrected"),
        ({"identity": "id-2"}, "identity_corrected"),
        ({"schooling": "七年级"}, "schooling_changed"),
    ],
)
def test_each_change_is_told_apart(change, kind):
    assert kinds([LI], [replace(LI, **change)]) == [kind]


def test_a_risk_that_comes_back_is_not_one_that_went():
    assert kinds([replace(LI, risk_removed=True)], [LI]) == ["risk_back"]


def test_nothing_changed_is_no_change():
    assert compare([LI], [LI]).changes == ()


def test_one_person_may_change_in_two_ways():
    assert kinds([LI], [replace(LI, name="李晓雨", household="H2")]) == ["household_moved", "name_corrected"]


def test_who_came_and_who_went():
    wang = replace(LI, key="P2", identity="id-2")
    difference = compare([LI], [wang])
    assert [(change.before, change.after) for change in difference.of("entered")] == [(None, wang)]
    assert [(change.before, change.after) for change in difference.of("left")] == [(LI, None)]


def test_a_person_with_a_new_number_in_another_household_is_the_same_person():
    assert kinds([LI], [replace(LI, key="P9", household="H2")]) == ["household_moved"]


def test_two_persons_without_an_id_are_not_one():
    assert sorted(kinds([replace(LI, identity="")], [replace(LI, key="P9", identity="")])) == ["entered", "left"]


def test_the_number_decides_before_the_identity():
    swapped = [replace(LI, key="P1", identity="id-2"), replace(LI, key="P2", identity="id-1")]
    assert kinds([LI, replace(LI, key="P2", identity="id-2")], swapped) == ["identity_corrected"] * 2


def test_an_identity_on_two_new_rows_explains_only_one():
    come = [replace(LI, key="P8"), replace(LI, key="P9")]
    assert sorted(kinds([LI], come)) == ["entered"]


def test_a_person_on_two_rows_holds_the_categories_of_both():
    tekun = replace(LI, categories=frozenset({"TEKUN"}))
    assert compare([LI, tekun], [tekun, LI]).changes == ()
    assert kinds([LI, tekun], [LI]) == ["category_changed"]
    assert compare([LI, tekun], [LI]).adds_up


def test_a_move_asks_for_no_work_and_a_departure_for_a_review():
    assert "household_moved" not in FOLLOW_UPS
    assert len(compare([LI], []).asking_for("review")) == 1
