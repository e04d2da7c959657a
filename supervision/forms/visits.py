"""A visit as it is written down at the school: the items of the checklists, other problems, people, signature."""

import binascii
from base64 import b64decode
from collections.abc import Iterator, Sequence
from typing import Any
from uuid import uuid4

from django import forms
from django.core.files.base import ContentFile
from django.utils import timezone
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from supervision.choices import Answer, Severity, Theme
from supervision.forms.notices import line
from supervision.forms.replies import DoneField, FilesField
from supervision.models import ChecklistItem

OTHERS = (1, 2)  # problems that no item asks for
PNG_URL = "data:image/png;base64,"
MOST_SIGNATURE = 400_000
FACTS = ("visited_on", "inspectors", "people_met", "summary", "signed_by")


class VisitForm(forms.Form):
    """`key` makes a visit that is sent twice one visit; it stays when the form comes back with errors."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    visited_on = DoneField(label=_("督查日期"))
    inspectors = line(_("督查人员"), 200)
    people_met = line(_("接待人员"), 200, required=False)
    summary = forms.CharField(label=_("总体情况"), required=False, widget=forms.Textarea(attrs={"rows": 3}), max_length=2000)
    photos = FilesField(label=_("现场照片"), help_text=_("照片里的拍摄地点和设备信息会自动去掉。"))
    signed_by = line(_("单位签字人"), 40)
    signature = forms.CharField(required=False, widget=forms.HiddenInput, max_length=MOST_SIGNATURE)

    def __init__(self, *args: Any, items: Sequence[ChecklistItem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items = items
        self.fields["visited_on"].initial = timezone.localdate
        for item in items:
            choices = forms.RadioSelect(attrs={"class": "form-check-input"})
            self.fields[f"answer_{item.pk}"] = forms.ChoiceField(
                label=item.text, choices=Answer.choices, required=False, widget=choices
            )
            self._problem(str(item.pk))
        for number in OTHERS:
            self._problem(f"other{number}")
            self.fields[f"theme_other{number}"] = forms.ChoiceField(label=_("事项"), choices=Theme.choices, required=False)
            self.fields[f"severity_other{number}"] = forms.ChoiceField(label=_("程度"), choices=Severity.choices, required=False)
            self.fields[f"basis_other{number}"] = line(_("依据"), 200, required=False)

    def _problem(self, name: str) -> None:
        fact = forms.Textarea(attrs={"rows": 2, "class": "form-control"})
        self.fields[f"fact_{name}"] = forms.CharField(label=_("事实"), required=False, max_length=1000, widget=fact)
        self.fields[f"photos_{name}"] = FilesField(label=_("照片"))

    @property
    def sections(self) -> list[tuple[str, list[dict[str, Any]]]]:
        """The items below their checklist and section, each with its fields."""
        found: dict[str, list[dict[str, Any]]] = {}
        for item in self.items:
            name = f"{item.checklist.title} · {item.section}" if item.section else item.checklist.title
            fields = {"answer": self[f"answer_{item.pk}"], "fact": self[f"fact_{item.pk}"], "photos": self[f"photos_{item.pk}"]}
            found.setdefault(name, []).append({"item": item, **fields})
        return list(found.items())

    @property
    def others(self) -> Iterator[list[forms.BoundField]]:
        for number in OTHERS:
            yield [self[f"{name}_other{number}"] for name in ("fact", "theme", "severity", "basis", "photos")]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for item in self.items:
            bad = cleaned.get(f"answer_{item.pk}") == Answer.PROBLEM
            if bad and not cleaned.get(f"fact_{item.pk}", "").strip():
                self.add_error(f"fact_{item.pk}", now("“%(item)s”记为有问题，请写明事实。") % {"item": item})
        return cleaned

    def clean_signature(self) -> ContentFile | None:
        """The drawing as the browser sends it; what is none is not taken for one."""
        drawn = self.cleaned_data["signature"]
        if not drawn.startswith(PNG_URL):
            return None
        try:
            return ContentFile(b64decode(drawn[len(PNG_URL) :], validate=True), name="signature.png")
        except binascii.Error:
            raise forms.ValidationError(now("签字没有传完，请重签。")) from None

    @property
    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in FACTS}

    @property
    def answers(self) -> list[tuple[ChecklistItem, str]]:
        given = ((item, self.cleaned_data[f"answer_{item.pk}"]) for item in self.items)
        return [(item, answer) for item, answer in given if answer]

    @property
    def problems(self) -> list[dict[str, Any]]:
        """Item by item, then the others: the words of `supervision.actions.visits.Found`."""
        said = self.cleaned_data
        found = [
            {"item": item, "fact": said[f"fact_{item.pk}"], "photos": said[f"photos_{item.pk}"]}
            for item, answer in self.answers
            if answer == Answer.PROBLEM
        ]
        for name in (f"other{number}" for number in OTHERS):
            if said[f"fact_{name}"].strip():
                found.append({part: said[f"{part}_{name}"] for part in ("fact", "theme", "severity", "basis", "photos")})
        return found
