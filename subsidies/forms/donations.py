"""Donors, and what they agreed with the bureau: for whom the money is, how much each, until when."""

import re
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from aid_portal.choices import SchoolStage
from aid_portal.forms.present import PresentForm
from aid_portal.identifiers import normalise
from aid_portal.models import OrgUnit
from subsidies.donation_choices import DonorKind
from subsidies.forms.documents import YEARS, DayField
from subsidies.forms.lines import line, number, scan
from subsidies.forms.once import OnceForm
from subsidies.forms.policy_rates import YuanField
from subsidies.models import DonationAgreement, Donor
from subsidies.reports.words import policy_words

# The fields of an agreement that are told as they stand; donors and schools are rows of their own.
RULES = (
    *("purpose", "stages", "categories", "home_taught", "amount_each", "places", "first_day", "last_day"),
    *("agreed_on", "paper"),
)


class DonorForm(PresentForm, OnceForm):
    name = line(_("捐赠人"), 80, min_length=2, help_text=_("单位写登记证书上的全称；个人写姓名，愿意匿名的写“爱心人士”。"))
    kind = forms.ChoiceField(label=_("类别"), choices=[("", _("请选择")), *DonorKind.choices])
    credit_code = line(
        _("统一社会信用代码"), 18, required=False, help_text=_("18位，开票据要用；个人不填，也不要填写身份证号。")
    )  # fmt: skip

    def clean_credit_code(self) -> str:
        return normalise(self.cleaned_data["credit_code"])


class DonorsField(forms.ModelMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, donor: Donor) -> str:
        return donor.name


class AgreementForm(OnceForm):
    """A rule that is left open leaves the choice to the bureau."""

    label = line(_("资助项目"), 60, min_length=2, help_text=_("捐赠人起的名称，如“贝壳助学金”。"))
    donors = DonorsField(label=_("捐赠人"), queryset=Donor.objects.none())
    year = number(_("年度"), *YEARS)
    purpose = line(_("用途"), 200, min_length=2, help_text=_("照协议写，如“资助家庭经济困难的普通高中学生”。"))
    stages = forms.MultipleChoiceField(
        label=_("限定学段"), choices=SchoolStage.choices, required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("不选就是不限。"),
    )  # fmt: skip
    categories = forms.MultipleChoiceField(
        label=_("限定困难类型"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("按资格比对查到的类型；选几类的，属于其中一类即可，不选就是不限。"),
    )  # fmt: skip
    schools = forms.CharField(
        label=_("限定学校"), required=False, widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false"}),
        help_text=_("每行一所，写学校全称或标识码；空着就是不限。"),
    )  # fmt: skip
    home_taught = forms.BooleanField(label=_("只限送教上门学生"), required=False)
    amount_each = YuanField(
        label=_("每人金额（元）"), required=False, min_value=0, max_digits=12, decimal_places=2,
        help_text=_("约定了每人多少的填写，安排时不能改；没有约定的空着。"),
    )  # fmt: skip
    places = number(_("名额（人）"), 1, 99_999, required=False, help_text=_("约定了资助多少人的填写。"))
    first_day = DayField(label=_("开始日期"))
    last_day = DayField(label=_("结束日期"))
    agreed_on = DayField(label=_("捐赠人同意日期"))
    paper = line(_("协议或同意书"), 120, min_length=2, help_text=_("文件的名称，如“捐赠协议书”；变更的写捐赠人同意变更的文件。"))
    file = scan(_("扫描件"))

    def __init__(self, *args: Any, schools: QuerySet[OrgUnit], running: DonationAgreement | None = None, **kwargs: Any) -> None:
        """`running`: the agreement that is to be changed; its programme and year stay."""
        super().__init__(*args, **kwargs)
        self._schools = schools
        self.fields["donors"].queryset = Donor.objects.order_by("name")
        self.fields["categories"].choices = list(policy_words().categories.items())
        if running is not None:
            del self.fields["label"], self.fields["year"]

    def clean_schools(self) -> list[OrgUnit]:
        written = [normalise(each) for each in re.split(r"[\n、，,；;]+", self.cleaned_data["schools"]) if each.strip()]
        found = {key: school for school in self._schools for key in (school.code, normalise(school.name))}
        unknown = [each for each in written if each not in found]
        if unknown:
            raise forms.ValidationError(now("没有这所学校：%(names)s。请写全称或标识码。") % {"names": "、".join(unknown[:5])})
        return list(dict.fromkeys(found[each] for each in written))

    def clean_amount_each(self) -> Any:
        """Nothing agreed is not nothing given."""
        return self.cleaned_data["amount_each"] or None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("first_day"), cleaned.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", now("结束日期早于开始日期，请核对。"))
        return cleaned

    @property
    def rules(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in RULES}


def begin_with(agreement: DonationAgreement) -> dict[str, Any]:
    """What a change starts from; the donors' new consent is for the person to enter."""
    kept = {name: getattr(agreement, name) for name in RULES if name not in ("agreed_on", "paper")}
    schools = "\n".join(school.name for school in agreement.schools.all())
    return {**kept, "donors": list(agreement.donors.all()), "schools": schools}
