"""Giving schools to a responsible inspector."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from aid_portal.forms.fields import DoneField
from aid_portal.models import OrgUnit, User
from subsidies.forms.once import OnceForm


class InspectorForm(OnceForm):
    inspector = forms.ModelChoiceField(label=_("责任督学"), queryset=User.objects.none(), empty_label=_("请选择"))
    since = DoneField(label=_("任职自"), help_text=_("这一天起到校的督查记录计入。"))
    units = forms.ModelMultipleChoiceField(label=_("学校"), queryset=OrgUnit.objects.none())

    def __init__(self, *args: Any, people: QuerySet[User], units: QuerySet[OrgUnit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["inspector"].queryset, self.fields["units"].queryset = people, units
        self.fields["inspector"].label_from_instance = lambda user: user.name
        self.fields["units"].error_messages["required"] = now("请至少选择一所学校。")
        self.fields["since"].initial = timezone.localdate
