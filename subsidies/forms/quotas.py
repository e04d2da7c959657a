"""Places of many schools at once: typed into a table, or pasted as code and number."""

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from aid_portal.models import OrgUnit
from subsidies.forms.once import OnceForm
from subsidies.reports.quota_rows import SchoolPlaces

MOST_PLACES = 9999


class QuotaForm(OnceForm):
    source = forms.CharField(
        label=gettext_lazy("依据文号"),
        max_length=80,
        min_length=4,
        help_text=gettext_lazy("下达名额的文件，如“扶教体发〔2022〕31号”。"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    pasted = forms.CharField(
        label=gettext_lazy("从表格粘贴"),
        required=False,
        strip=False,
        help_text=gettext_lazy("每行一所学校：学校标识码、空格或制表符、名额。粘贴的以粘贴为准。"),
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, rows: Sequence[SchoolPlaces], schools: dict[str, OrgUnit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._schools, self._rows = schools, rows
        for row in rows:
            number = forms.IntegerField(
                label=str(row.school),
                required=False,
                min_value=0,
                max_value=MOST_PLACES,
                initial=row.places,
                widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 6, "class": "form-control form-control-sm"}),
            )
            self.fields[f"school_{row.school.pk}"] = number

    @property
    def table(self) -> list[tuple[SchoolPlaces, forms.BoundField]]:
        return [(row, self[f"school_{row.school.pk}"]) for row in self._rows]

    @property
    def head(self) -> list[forms.BoundField]:
        return [self["source"], self["pasted"]]

    def clean_pasted(self) -> dict[OrgUnit, int]:
        lines = [line for line in self.cleaned_data["pasted"].splitlines() if line.strip()]
        return dict(self._read(number, line) for number, line in enumerate(lines, start=1))

    def _read(self, number: int, line: str) -> tuple[OrgUnit, int]:
        parts = re.split(r"[\s,，]+", line.strip())
        words = {"line": number, "text": line.strip()[:40]}
        if len(parts) < 2 or not parts[-1].isdecimal() or int(parts[-1]) > MOST_PLACES:
            raise forms.ValidationError(_("第%(line)d行“%(text)s”：最后应是0至9999的名额，前面是学校标识码。") % words)
        if parts[0] not in self._schools:
            raise forms.ValidationError(_("第%(line)d行“%(text)s”：没有这个学校标识码，请核对。") % words)
        return self._schools[parts[0]], int(parts[-1])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.errors and not self.places:
            raise forms.ValidationError(_("请至少给一所学校填写名额。"))
        return cleaned

    @property
    def places(self) -> list[tuple[OrgUnit, int]]:
        """What was typed where it differs from what is in force, and what was pasted."""
        typed = {row.school: self.cleaned_data.get(bound.name) for row, bound in self.table}
        said = {row.school: row.places for row in self._rows}
        changed = {school: number for school, number in typed.items() if number is not None and number != said[school]}
        return list({**changed, **self.cleaned_data.get("pasted", {})}.items())


class QuotasForm(OnceForm):
    """`sure` tells the answer of the second look from the first question."""

    sure = forms.CharField(widget=forms.HiddenInput, initial="yes")
    quotas = forms.CharField(widget=forms.HiddenInput)

    def clean_quotas(self) -> list[int]:
        return [int(number) for number in self.cleaned_data["quotas"].split() if number.isdecimal()]


class RefusedQuotasForm(QuotasForm):
    note = forms.CharField(label=gettext_lazy("不批准的原因"), max_length=200, min_length=2)
