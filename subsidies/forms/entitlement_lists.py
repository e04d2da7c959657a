"""The second look before many lists are moved."""

from django import forms
from django.utils.translation import gettext_lazy as _

from subsidies.forms.once import OnceForm, OnceNoteForm


class ListsForm(OnceForm):
    """`sure` tells the confirmation from the first question; `lists` are those that were shown."""

    sure = forms.CharField(widget=forms.HiddenInput, initial="yes")
    lists = forms.CharField(widget=forms.HiddenInput)

    def clean_lists(self) -> list[int]:
        numbers = self.cleaned_data["lists"].split()
        if not all(number.isdecimal() for number in numbers):
            raise forms.ValidationError(_("请回到名单重新选择。"))
        return [int(number) for number in numbers]


class SeenListsForm(ListsForm):
    """The sum that the approver had before his eyes."""

    seen = forms.DecimalField(max_digits=14, decimal_places=2, widget=forms.HiddenInput)


class ReturnedListsForm(ListsForm, OnceNoteForm):
    """With the reason that the school will read."""
