"""Fields that many forms ask for: a line, a text, a whole number, a day, a day that has come."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as now

from aid_portal.widgets import day_input


def line(label: Any, length: int, **options: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=length, widget=forms.TextInput(attrs={"autocomplete": "off"}), **options)


def text(label: Any, rows: int, length: int, **options: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=length, widget=forms.Textarea(attrs={"rows": rows}), **options)


def whole(label: Any, least: int, most: int, **options: Any) -> forms.IntegerField:
    """Typed, not stepped: a phone shows its figures."""
    box = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
    return forms.IntegerField(label=label, min_value=least, max_value=most, widget=box, **options)


class DayField(forms.DateField):
    def __init__(self, **options: Any) -> None:
        super().__init__(widget=day_input(), **options)


class DoneField(DayField):
    def clean(self, value: Any) -> Any:
        day = super().clean(value)
        if day and day > timezone.localdate():
            raise forms.ValidationError(now("日期不能晚于今天。"))
        return day
