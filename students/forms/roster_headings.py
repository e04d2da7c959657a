"""Which column of the roster each column of a file is."""

from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext_lazy as _

from students.rules.roster_columns import HEADINGS

CHOICES = [("", _("不对应")), *((heading, heading) for heading in HEADINGS)]


class HeadingForm(forms.Form):
    """A box for each column: `names`, those of the file → the roster's as they are known, or ''."""

    def __init__(self, *args: object, names: Mapping[str, str], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.names = {f"column-{place}": name for place, name in enumerate(names)}
        for box, name in self.names.items():
            self.fields[box] = forms.ChoiceField(label=name, choices=CHOICES, required=False, initial=names[name])

    @property
    def said(self) -> dict[str, str]:
        return {name: self.cleaned_data[box] for box, name in self.names.items()}
