"""Controls written in one string say the same as Django's templates."""

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates, get_default_renderer
from django.test.html import parse_html
from django.utils.safestring import mark_safe

from aid_portal.widgets import WRITERS, FormRenderer

HOSTILE = "\"><script>'&"
CHOICES = [("", "全部"), (HOSTILE, HOSTILE), (1000, 1234), ("safe", mark_safe("&amp;")), ("组<", [("a", "甲"), ("b", "乙")])]
WIDGETS = [
    (forms.Select(choices=CHOICES), HOSTILE),
    (forms.Select(choices=CHOICES, attrs={"class": HOSTILE, "required": True, "disabled": False}), "b"),
    (forms.NullBooleanSelect(), True),
    (forms.TextInput(attrs={"required": True, "data-x": HOSTILE}), HOSTILE),
    (forms.TextInput(), None),
    (forms.NumberInput(attrs={"min": 0}), 1234567),
    (forms.DateInput(), "2026-09-01"),
    (forms.EmailInput(), "a&b@example.com"),
    (forms.PasswordInput(), "never shown"),
    (forms.HiddenInput(), 0),
]


@pytest.mark.parametrize(("widget", "value"), WIDGETS)
def test_a_control_says_what_djangos_template_says(widget, value):
    assert widget.template_name in WRITERS
    ours, theirs = (widget.render(HOSTILE, value, {"id": "x"}, renderer()) for renderer in (FormRenderer, DjangoTemplates))
    assert parse_html(ours) == parse_html(theirs)
    assert "<script>" not in ours


def test_a_control_without_a_writer_goes_through_its_template():
    box = forms.CheckboxInput()
    assert box.render("agreed", True, None, FormRenderer()) == box.render("agreed", True, None, DjangoTemplates())


def test_every_form_of_the_portal_is_written_so():
    assert isinstance(get_default_renderer(), FormRenderer)
