"""Uploading a roster as a file or a paste; asking for a template; mending cells in the page."""

from collections.abc import Iterable, Mapping

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from aid_portal.choices import OrgKind
from aid_portal.models import OrgUnit
from aid_portal.permissions import Permission
from students.models import TermSetting
from students.rules.roster_columns import HEADINGS
from students.sheets.roster_paste import MOST_ROWS


class TermField(forms.ModelChoiceField):
    def __init__(self, **kwargs: object) -> None:
        terms = TermSetting.objects.order_by("-position")
        super().__init__(label=_("学期"), queryset=terms, empty_label=None, **kwargs)

    def label_from_instance(self, term: TermSetting) -> str:
        return _("%(term)s（已锁定）") % {"term": term} if term.is_locked else str(term)


class RosterForm(forms.Form):
    """The file or the rows; which term, which unit: a county-wide file belongs to the bureau."""

    term = TermField()
    unit = forms.ModelChoiceField(
        label=_("上传单位"),
        queryset=OrgUnit.objects.none(),
        empty_label=None,
        help_text=_("学校的花名册只收本校和本校教学点的学生；全县的花名册选县局。"),
    )
    file = forms.FileField(label=_("花名册文件"), required=False, allow_empty_file=True)
    pasted = forms.CharField(
        label=_("或者粘贴表格行"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false", "autocomplete": "off", "wrap": "off"}),
        help_text=_("在 Excel 或 WPS 里选中行，复制后粘贴到这里，最多 %(most)s 行。第一行是表头；没有表头时按模板的列顺序。")
        % {"most": MOST_ROWS},
    )

    def __init__(self, *args: object, units: QuerySet[OrgUnit], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units

    def clean(self) -> dict:
        file, pasted = self.cleaned_data.get("file"), (self.cleaned_data.get("pasted") or "").strip()
        if not file and not pasted:
            self.add_error("file", _("请选择要上传的文件，或粘贴表格行。"))
        if file and pasted:
            self.add_error("pasted", _("选了文件又粘贴了行，不知道以哪一个为准。请只留一个。"))
        return self.cleaned_data


class TemplateForm(forms.Form):
    term = TermField()
    school = forms.ModelChoiceField(label=_("学校"), queryset=OrgUnit.objects.none(), empty_label=None)

    def __init__(self, *args: object, schools: QuerySet[OrgUnit], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["school"].queryset = schools


def units_for(user) -> QuerySet[OrgUnit]:
    """Whose rosters this person may send."""
    units = OrgUnit.objects.visible_to(user).open().order_by("path")
    return units if user.has(Permission.ROSTER_UPLOAD_COUNTY) else units.exclude(kind=OrgKind.BUREAU)


def schools_for(user) -> QuerySet[OrgUnit]:
    return OrgUnit.objects.visible_to(user).open().schools().order_by("path")


def mended_cells(post: Mapping[str, str]) -> dict[tuple[int, str], str]:
    """The boxes that were filled in, and the cells to be emptied: cell-12-班级, clear-12-联系电话."""
    filled = {place: value.strip() for place, value in _places(post, "cell-") if value.strip()}
    return {**{place: "" for place, _ticked in _places(post, "clear-")}, **filled}


def _places(post: Mapping[str, str], prefix: str) -> Iterable[tuple[tuple[int, str], str]]:
    for name, value in post.items():
        row, _dash, column = name.removeprefix(prefix).partition("-")
        if name.startswith(prefix) and row.isdecimal() and len(row) < 9 and column in HEADINGS:
            yield (int(row), column), value
