"""The fields that most forms are made of: a line of text, a whole number, a scan."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from students.forms.proofs import check_scan


def line(label: Any, length: int, **options: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=length, widget=forms.TextInput(attrs={"autocomplete": "off"}), **options)


def number(label: Any, low: int, high: int, **options: Any) -> forms.IntegerField:
    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
    return forms.IntegerField(label=label, min_value=low, max_value=high, widget=widget, **options)


def scan(label: Any, *, required: bool = False) -> forms.FileField:
    """A photograph or a scan."""
    told = _("照片或扫描件（jpg、png、pdf），不超过10 MB。")
    return forms.FileField(label=label, required=required, validators=[check_scan], allow_empty_file=True, help_text=told)
