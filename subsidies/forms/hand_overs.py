"""A hand-over list: first for whom at which school, then how much for each, when, who signed, and the signed list itself."""

from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from aid_portal.forms.units import UnitField
from aid_portal.models import OrgUnit
from students.models import TermSetting
from subsidies.forms.gifts import PastDayField
from subsidies.forms.lines import line, number, scan
from subsidies.forms.once import OnceForm
from subsidies.forms.policy_rates import YuanField
from subsidies.models import Gift
from subsidies.reports.hand_overs import Recipient, Way

MOST = 99_999_999


class RecipientsForm(forms.Form):
    """The first question; `each` stands in every row then, to be put right where it differs."""

    school = UnitField(label=_("学校"), queryset=OrgUnit.objects.none(), empty_label=_("请选择"))
    by = forms.ChoiceField(label=_("怎样发放"), choices=Way.choices)
    term = forms.ModelChoiceField(label=_("花名册学期"), queryset=TermSetting.objects.none(), empty_label=None)
    class_name = line(_("班级"), 40, required=False, help_text=_("按学生发放时可以只列一个班，空着就是全校。"))

    def __init__(self, *args: Any, gift: Gift, schools: QuerySet[OrgUnit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["school"].queryset = schools
        self.fields["term"].queryset = TermSetting.objects.filter(pk__startswith=str(gift.year)).order_by("-position")
        if gift.is_cash:
            label, bounds = _("每份金额（元）"), {"min_value": 0, "max_digits": 12, "decimal_places": 2}
            self.fields["each"] = YuanField(label=label, required=False, **bounds)
        else:
            label = now("每份数量（%(unit)s）") % {"unit": gift.unit}
            self.fields["each"] = number(label, 1, MOST, required=False)


class HandOverForm(OnceForm):
    """A field for each recipient; an empty one gets nothing and is left out of the list."""

    handed_on = PastDayField(label=_("发放日期"))
    signed_by = line(_("签收人"), 40, help_text=_("学校在签收表上签字的人。"))
    evidence = scan(_("签收表"))

    def __init__(self, *args: Any, gift: Gift, recipients: list[Recipient], each: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.gift, self.recipients = gift, recipients
        for recipient in recipients:
            self.fields[recipient.key] = self._portion(recipient, each)

    def _portion(self, recipient: Recipient, each: Any) -> forms.Field:
        if self.gift.is_cash:
            options = {"min_value": 0, "max_digits": 12, "decimal_places": 2}
            field: forms.Field = YuanField(label=recipient.label, required=False, initial=each, **options)
        else:
            field = number(recipient.label, 0, MOST, required=False, initial=each)
        field.widget.attrs.update({"class": "form-control form-control-sm num", "size": 10})
        return field

    @property
    def head(self) -> list[forms.BoundField]:
        return [self["handed_on"], self["signed_by"], self["evidence"]]

    @property
    def table(self) -> list[tuple[Recipient, forms.BoundField]]:
        return [(recipient, self[recipient.key]) for recipient in self.recipients]

    @property
    def portions(self) -> list[tuple[Recipient, int | Decimal]]:
        given = ((recipient, self.cleaned_data.get(recipient.key)) for recipient in self.recipients)
        return [(recipient, portion) for recipient, portion in given if portion]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not self.portions:
            raise forms.ValidationError(now("请至少给一处填写发了多少。"))
        return cleaned


class ScanForm(OnceForm):
    evidence = scan(_("签收表"), required=True)
