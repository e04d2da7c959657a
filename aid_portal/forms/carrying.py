"""A form's deed where it may be refused."""

from collections.abc import Callable
from typing import TypeVar

from django.forms import Form

from aid_portal.errors import Refused

T = TypeVar("T")


def carried_out(form: Form, act: Callable[[], T]) -> T | None:
    """None where it was refused, with the reason above the form: what was typed still stands there, files are chosen anew."""
    try:
        return act()
    except Refused as refusal:
        form.add_error(None, refusal.message)
        return None
