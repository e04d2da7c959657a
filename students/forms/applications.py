"""The form of an application (domain.md 3.6), on paper typed by the school and on a phone filled by the family alike."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from aid_portal.forms.fields import DoneField, line, text, whole
from aid_portal.forms.once import OnceForm
from students.determination_choices import Circumstance, SpecialGroup
from students.forms.proofs import check_scan

MEMBERS = "members"
MOST_MEMBERS, EMPTY_MEMBERS = 12, 2
MEMBER_FACTS = ("name", "age", "relation", "work", "occupation", "income", "health")
FACTS = (
    "family_size", "phone", "address", "postcode", "yearly_income", "special", "circumstances", "circumstance_words", "reason",
)  # fmt: skip


def yuan_line(label: Any, **options: Any) -> forms.DecimalField:
    box = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
    return forms.DecimalField(label=label, min_value=0, max_digits=9, decimal_places=2, widget=box, **options)


def boxes(label: Any, choices: Any, **options: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(label=label, choices=choices, widget=forms.CheckboxSelectMultiple, required=False, **options)


class ApplicationForm(forms.Form):
    """What lies sealed at the application; `complete=False` takes a draft as far as it is filled."""

    family_size = whole(_("家庭人口"), 1, 30)
    phone = forms.CharField(
        label=_("家长手机"),
        max_length=20,
        validators=[RegexValidator(r"^[0-9+\- ]{7,20}$", _("请填写手机或固定电话号码。"))],
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )
    address = line(_("家庭住址"), 120)
    postcode = line(_("邮编"), 6, required=False, validators=[RegexValidator(r"^\d{6}$", _("邮编是6位数字。"))])
    yearly_income = yuan_line(_("家庭人均年收入（元）"), help_text=_("全家一年的收入除以人口。"))
    special = boxes(_("属于哪些特殊群体"), SpecialGroup.choices, help_text=_("不用开证明，由部门数据核对。没有的不选。"))
    circumstances = boxes(_("影响家庭经济状况的情况"), Circumstance.choices)
    circumstance_words = text(_("情况说明"), 2, 500, required=False, help_text=_("如何时发生、损失或欠债多少。"))
    reason = text(_("申请理由"), 3, 500)

    def __init__(self, *args: Any, complete: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not complete:
            for field in self.fields.values():
                field.required = False

    @property
    def said(self) -> dict[str, Any]:
        """As it is sealed: money as text, so that no cent is lost."""
        return {name: _plain(self.cleaned_data.get(name)) for name in FACTS}


class HandInForm(forms.Form):
    """What goes with an application on paper when it is handed in."""

    committed_on = DoneField(label=_("承诺日期"), help_text=_("家长在“个人承诺”处签字的日期。"))
    scan = forms.FileField(
        label=_("签字申请表"),
        required=False,
        validators=[check_scan],
        help_text=_("签好字的申请表拍照或扫描，jpg、png 或 pdf。"),
    )


class PaperForm(HandInForm, ApplicationForm, OnceForm):
    """Typed by the school from the signed paper; the scan may follow as long as it is a draft."""


class MemberForm(forms.Form):
    """One of the household besides the child."""

    name = line(_("姓名"), 40)
    age = whole(_("年龄"), 0, 120, required=False)
    relation = line(_("与学生关系"), 20)
    work = line(_("工作（学习）单位"), 80, required=False)
    occupation = line(_("职业"), 40, required=False)
    income = yuan_line(_("年收入（元）"), required=False)
    health = line(_("健康状况"), 40, required=False)


MemberFormSet = forms.formset_factory(MemberForm, extra=0, max_num=MOST_MEMBERS, absolute_max=MOST_MEMBERS, validate_max=True)


def shown_members(form: Mapping[str, Any]) -> forms.BaseFormSet:
    """Those already named, and some empty lines below them."""
    named = list(form.get(MEMBERS, ()))
    return MemberFormSet(prefix=MEMBERS, initial=[*named, *({} for _line in range(EMPTY_MEMBERS))][:MOST_MEMBERS])


def with_one_more(data: Mapping[str, Any]) -> forms.BaseFormSet:
    """What was typed so far and an empty line below it; nothing is found fault with yet."""
    asked = str(data.get(f"{MEMBERS}-TOTAL_FORMS") or "0")
    count = min(int(asked) if asked.isdecimal() and len(asked) < 4 else 0, MOST_MEMBERS - 1)
    typed = [{name: data.get(f"{MEMBERS}-{number}-{name}", "") for name in MEMBER_FACTS} for number in range(count)]
    return MemberFormSet(prefix=MEMBERS, initial=[*typed, {}])


def sent_members(data: Any) -> forms.BaseFormSet:
    """Lines left empty are nobody."""
    data = data.copy()
    data[f"{MEMBERS}-INITIAL_FORMS"] = "0"
    return MemberFormSet(data, prefix=MEMBERS)


def named_members(formset: forms.BaseFormSet) -> list[dict[str, Any]]:
    return [plain_member(form.cleaned_data) for form in formset if form.cleaned_data]


def plain_member(said: Mapping[str, Any]) -> dict[str, Any]:
    """As it is sealed."""
    return {name: _plain(said.get(name)) for name in MEMBER_FACTS}


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, Decimal) else "" if value is None else value
