"""Sending a return: the numbers are counted, the person looks at them and says what they do not tell."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from aid_portal.forms.units import UnitField
from aid_portal.models import OrgUnit
from subsidies.forms.once import OnceForm
from supervision.forms.notices import text


class SendForm(OnceForm):
    note = text(_("说明"), 3, 500, required=False, help_text=_("劝返措施、需要协调的事项；没有的空着。没有失学的也要报送。"))


class CorrectForm(SendForm):
    reason = text(_("更正原因"), 2, 200, min_length=3, help_text=_("如“10月漏登一名学生的缺勤，11月8日补登”。"))

    field_order = ("reason", "note")


class MonthForm(forms.Form):
    """Whose month is to be looked at and sent."""

    school = UnitField(label=_("学校"), queryset=OrgUnit.objects.none(), empty_label=_("请选择"))

    def __init__(self, *args: Any, schools: QuerySet[OrgUnit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["school"].queryset = schools
