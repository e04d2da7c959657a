"""A status is shown by colour, icon and word; every status word of the product has its look."""

import inspect

import pytest
from django.db.models import TextChoices

import aid_portal.choices
import students.choices
import subsidies.choices
from aid_portal.columns import badge_html
from aid_portal.looks import LOOKS, UNKNOWN, Look, look_of, register_looks

STATES = [
    member
    for module in (aid_portal.choices, students.choices, subsidies.choices)
    for name, kind in inspect.getmembers(module, inspect.isclass)
    if issubclass(kind, TextChoices)
    and (name.endswith("Status") or name in {"Place", "Severity", "RowOutcome", "Change", "FindingCode"})
    for member in kind
]


@pytest.mark.parametrize("state", STATES, ids=lambda state: f"{type(state).__name__}-{state.value}")
def test_every_status_has_a_look(state):
    assert look_of(state) is not UNKNOWN


def test_a_badge_never_speaks_by_colour_alone():
    html = badge_html("accepted", "已接收")
    assert "tone-success" in html
    assert "#check-circle" in html
    assert "已接收" in html


def test_a_label_is_text():
    assert "&lt;b&gt;" in badge_html("x", "<b>")


def test_a_word_has_one_look(monkeypatch):
    monkeypatch.setattr("aid_portal.looks.LOOKS", dict(LOOKS))
    register_looks({"paid_out": Look("success", "check-circle")})
    with pytest.raises(ValueError, match="failed"):
        register_looks({"failed": Look("success", "star")})
