"""Choosing a unit."""

from django import forms

from aid_portal.models import OrgUnit


class UnitField(forms.ModelChoiceField):
    """Units in the order of the tree, each set in below its superior."""

    def label_from_instance(self, unit: OrgUnit) -> str:
        depth = max(0, unit.path.count("/") - 1)
        return f"{chr(0x3000) * depth}{unit.name}（{unit.code}）"
