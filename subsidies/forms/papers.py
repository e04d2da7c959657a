"""What is asked before a paper is made: of which batch and school, and how long a public list hangs."""

from collections.abc import Iterable

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from aid_portal.models import OrgUnit
from aid_portal.widgets import day_input
from subsidies.models import Batch

LONGEST = 60


def roster_key(batch: Batch, school: str) -> str:
    return f"{batch.pk}|{school}"


class RosterForm(forms.Form):
    """One roster out of those that the page offers."""

    roster = forms.ChoiceField(choices=())

    def __init__(self, label: str, offered: Iterable[tuple[str, str]]) -> None:
        super().__init__()
        self.fields["roster"].label, self.fields["roster"].choices = label, list(offered)

    @classmethod
    def of_batches(cls, found: Iterable[tuple[Batch, OrgUnit]]) -> "RosterForm":
        """Who has but one school needs not read its name."""
        pairs = list(found)
        one = len({school.pk for _batch, school in pairs}) == 1
        offered = [(roster_key(batch, each.code), str(batch if one else f"{each} · {batch}")) for batch, each in pairs]
        return cls(_("批次") if one else _("学校和批次"), offered)

    @classmethod
    def of_schools(cls, batch: Batch, schools: Iterable[tuple[str, str]]) -> "RosterForm":
        """Within the page of one batch only the school is asked."""
        return cls(_("学校"), [(roster_key(batch, code), label) for code, label in schools])


class PublicListForm(forms.Form):
    first_on = forms.DateField(label=_("张贴日期"), widget=day_input(), initial=timezone.localdate)
    working_days = forms.IntegerField(
        label=_("公示工作日"), min_value=1, max_value=LONGEST, initial=5,
        help_text=_("张贴当天不计；截止日按节假日安排推算。"),
    )  # fmt: skip
    phone = forms.RegexField(
        label=_("监督电话"), regex=r"^[0-9０-９\-－—()（）、，, ]{5,40}$",
        error_messages={"invalid": _("请填写电话号码，可以写两个，用顿号分开。")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "tel"}),
    )  # fmt: skip


class PostListForm(PublicListForm):
    """It begins today and runs its legal days: neither can be chosen shorter."""

    first_on = None
    working_days = forms.IntegerField(label=_("公示工作日"), min_value=5, max_value=LONGEST, initial=5)
    place = forms.CharField(label=_("张贴地点"), max_length=120)
