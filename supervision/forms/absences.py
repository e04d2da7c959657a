"""A child who does not come: who, since when and why; what the family said; when it was back; the county's days."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from students.models import Enrolment
from students.sheets import enrolment_words
from subsidies.forms.once import OnceForm
from supervision.dropout_choices import AbsenceCause
from supervision.forms.dropouts import DatedForm
from supervision.forms.notices import line
from supervision.forms.replies import DoneField


class SeatField(forms.ModelChoiceField):
    """One of several children of the same name, told apart by school and class."""

    def label_from_instance(self, enrolment: Enrolment) -> str:
        return f"{enrolment.name} {enrolment.school} {enrolment_words.place(enrolment)}"


class AbsenceForm(DatedForm):
    """`seats` are the children this person may speak for; a name that several bear asks which one."""

    dated = "first_day"

    child = line(_("学生姓名"), 80)
    seat = SeatField(label=_("哪一名学生"), queryset=Enrolment.objects.none(), required=False, empty_label=_("请选择"))
    first_day = DoneField(label=_("未到校第一天"), help_text=_("从这一天起按上学日计算，直到登记返校。"))
    cause = forms.ChoiceField(label=_("原因"), choices=[("", _("请选择")), *AbsenceCause.choices])
    note = line(_("说明"), 200, required=False)

    def __init__(self, *args: Any, seats: QuerySet[Enrolment], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.seats = seats
        name = self.data.get("child", "").strip() if self.is_bound else self.initial.get("child", "")
        same = seats.filter(name=name) if name else seats.none()
        self.fields["seat"].queryset = same
        if len(same) < 2:
            del self.fields["seat"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if name := cleaned.get("child"):
            cleaned["seat"] = self._seat(name, cleaned.get("seat"))
        return cleaned

    def _seat(self, name: str, chosen: Enrolment | None) -> Enrolment | None:
        found = list(self.seats.filter(name=name))
        if not found:
            self.add_error("child", now("花名册上没有这名在读学生，请核对姓名和学期。"))
        elif len(found) > 1 and chosen is None:
            self.add_error("seat", now("有%(count)s名同名学生，请选择是哪一名。") % {"count": len(found)})
        return found[0] if len(found) == 1 else chosen

    @property
    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("first_day", "cause", "note")}


class ContactForm(OnceForm):
    on = DoneField(label=_("联系日期"))
    note = line(_("联系情况"), 200, min_length=2, help_text=_("和谁说的、怎么说。"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = timezone.localdate


class BackForm(OnceForm):
    back_on = DoneField(label=_("返校日期"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["back_on"].initial = timezone.localdate


class DaysForm(OnceForm):
    days = forms.IntegerField(
        label=_("天数"), min_value=1, max_value=200, widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
    )
    source = line(_("依据文件"), 120, required=False, help_text=_("文号或文件名；空着的标作待核定。"))
