"""Choosing a unit."""

from django import forms
from django.db.models import QuerySet

from aid_portal.models import OrgUnit


class UnitField(forms.ModelChoiceField):
    """Units in the order of the tree, each set in below its superior."""

    def label_from_instance(self, unit: OrgUnit) -> str:
        depth = max(0, unit.path.count("/") - 1)
        return f"{chr(0x3000) * depth}{unit.name}（{unit.code}）"

    def offer(self, units: QuerySet[OrgUnit]) -> None:
        """One's own stands first, the others lie below it; who has one alone is not asked."""
        known = units[:2]
        self.queryset, self.initial = units, known[0].pk if known else None
        if len(known) == 1:
            self.widget = forms.HiddenInput()
