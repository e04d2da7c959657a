"""The text of a year's letters, and what was signed on paper."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from aid_portal.forms.fields import DayField
from students.forms.proofs import check_scan
from subsidies.forms.documents import YEARS
from subsidies.forms.once import OnceForm
from supervision.choices import LetterLevel, Theme
from supervision.models import LetterTemplate, ResponsibilityLetter
from supervision.rules.signings import Parties

ALL = "all"
MOST_POSTS, POST_LENGTH, DUTY_LENGTH = 20, 20, 300


def _line(label: Any, length: int, **options: Any) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=length, widget=forms.TextInput(attrs={"autocomplete": "off", "class": "form-control"}), **options
    )


class LinesField(forms.CharField):
    """A text of one entry a line, read as a list."""

    def __init__(self, *, longest: int, most: int = 50, **options: Any) -> None:
        rows = {"rows": options.pop("rows", 4)}
        super().__init__(required=False, widget=forms.Textarea(attrs=rows), **options)
        self.longest, self.most = longest, most

    def clean(self, value: Any) -> list[str]:
        found = list(dict.fromkeys(filter(None, (line.strip() for line in super().clean(value).splitlines()))))
        if len(found) > self.most:
            raise forms.ValidationError(now("最多%(most)s条，现在有%(count)s条。") % {"most": self.most, "count": len(found)})
        if long := next((line for line in found if len(line) > self.longest), None):
            words = {"start": long[:10], "most": self.longest}
            raise forms.ValidationError(now("“%(start)s……”这一条太长，每条不超过%(most)s个字。") % words)
        return found

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value


class LetterTemplateForm(OnceForm):
    """Duties that everybody takes on, and those of each level besides."""

    year = forms.IntegerField(
        label=_("年度"), min_value=YEARS[0], max_value=YEARS[1], widget=forms.TextInput(attrs={"inputmode": "numeric"})
    )
    subject = forms.ChoiceField(label=_("事项"), choices=Theme.choices)
    title = _line(_("责任书名称"), 80, help_text=_("如“食品安全目标责任书”，年度不用写。"))
    levels = forms.MultipleChoiceField(
        label=_("签订层级"),
        choices=LetterLevel.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("逐级签订，从县局开始。"),
    )
    posts = LinesField(
        label=_("签订岗位"), longest=POST_LENGTH, most=MOST_POSTS, rows=3, help_text=_("每行一个岗位，如“食堂管理员”。")
    )
    duties_all = LinesField(label=_("共同责任"), longest=DUTY_LENGTH, rows=6, help_text=_("每行一条，各层级的责任书都有。"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for level in LetterLevel:
            label = now("“%(level)s”另有的责任") % {"level": level.label}
            self.fields[f"duties_{level}"] = LinesField(label=label, longest=DUTY_LENGTH)

    @classmethod
    def of(cls, data: Any, template: LetterTemplate | None, year: int) -> "LetterTemplateForm":
        """Filled with what the template says, or with what begins a new one."""
        if template is None:
            return cls(data, initial={"year": year, "levels": list(LetterLevel.values[:3])})
        known = {name: getattr(template, name) for name in ("year", "subject", "title", "levels", "posts")}
        return cls(data, initial=known | {f"duties_{key}": lines for key, lines in template.duties.items()})

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        levels = cleaned.get("levels", [])
        if levels and LetterLevel.UNIT not in levels:
            self.add_error("levels", now("责任书从县局签起，请勾选“县局—单位”。"))
        if LetterLevel.POST in levels and not cleaned.get("posts"):
            self.add_error("posts", now("按岗位签订的，请写出岗位。"))
        if LetterLevel.POST not in levels and cleaned.get("posts"):
            self.add_error("levels", now("写了岗位，请同时勾选“单位—岗位”。"))
        if not any(cleaned.get(f"duties_{key}") for key in (ALL, *LetterLevel.values)):
            self.add_error("duties_all", now("请至少写一条责任。"))
        return cleaned

    @property
    def facts(self) -> dict[str, Any]:
        said = {name: self.cleaned_data[name] for name in ("year", "subject", "title", "levels", "posts")}
        duties = {key: self.cleaned_data[f"duties_{key}"] for key in (ALL, *LetterLevel.values)}
        return said | {"duties": {key: lines for key, lines in duties.items() if lines}}


class ScanForm(OnceForm):
    scan = forms.FileField(
        label=_("扫描件或照片"), validators=[check_scan], allow_empty_file=True, error_messages={"required": _("请选择扫描件。")}
    )


class SignForm(OnceForm):
    """One day and one party A for all letters of the page, and a party B for each."""

    signed_on = DayField(label=_("签订日期"))
    party_a = _line(_("甲方签字人"), 40)
    party_a_post = _line(_("甲方职务"), 40, required=False)
    scan = forms.FileField(
        label=_("扫描件或照片"), validators=[check_scan], allow_empty_file=True, required=False,
    )  # fmt: skip

    def __init__(self, *args: Any, letters: Sequence[ResponsibilityLetter], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.letters = letters
        self.fields["signed_on"].initial = timezone.localdate
        for letter in letters:
            self.fields[f"b_{letter.pk}"] = _line(now("%(letter)s乙方签字人") % {"letter": letter}, 40)
            self.fields[f"p_{letter.pk}"] = _line(now("%(letter)s乙方职务") % {"letter": letter}, 40, required=False)
            for field in (self.fields[f"b_{letter.pk}"], self.fields[f"p_{letter.pk}"]):
                field.widget.attrs["aria-label"] = field.label

    @property
    def rows(self) -> list[tuple[ResponsibilityLetter, forms.BoundField, forms.BoundField]]:
        return [(each, self[f"b_{each.pk}"], self[f"p_{each.pk}"]) for each in self.letters]

    def clean_signed_on(self) -> Any:
        day = self.cleaned_data["signed_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(now("签订日期不能晚于今天。"))
        return day

    @property
    def parties(self) -> dict[int, Parties]:
        said = self.cleaned_data
        return {
            each.pk: Parties(
                party_a=said["party_a"], party_a_post=said["party_a_post"], signed_on=said["signed_on"],
                party_b=said[f"b_{each.pk}"], party_b_post=said[f"p_{each.pk}"],
            )
            for each in self.letters
        }  # fmt: skip


class AddLetterForm(OnceForm):
    """A class or a post that the rosters do not know."""

    level = forms.ChoiceField(label=_("层级"), choices=())
    label = _line(_("班级、年级或岗位"), 80, min_length=2)
    note = _line(_("原因"), 200, min_length=2)

    def __init__(self, *args: Any, levels: Sequence[LetterLevel], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["level"].choices = [(level.value, level.label) for level in levels]
