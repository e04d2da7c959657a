"""One activity as it is told, with the numbers of its kind; which parents a message is for."""

from collections.abc import Iterable
from typing import Any
from uuid import uuid4

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from aid_portal import photos
from aid_portal.forms.units import UnitField
from aid_portal.models import OrgUnit
from subsidies.forms.once import OnceForm
from supervision.forms.notices import line, text
from supervision.forms.replies import DoneField, FilesField
from supervision.outreach_choices import COUNTS, DEFINITIONS, Channel, Figure, Occasion, OutreachKind, OutreachTheme
from supervision.rules import outreach as rules

FACTS = ("held_on", "occasion", "theme", "title", "place", "people", "note")
HELP = {
    "visits": DEFINITIONS[Figure.VISITS],
    "copies": DEFINITIONS[Figure.COPIES],
    "delivered": _("平台没有显示的空着，以后可以补。"),
    "read": _("平台没有显示的空着，以后可以补。"),
}
LABELS = {
    "visits": _("入户人次"), "copies": _("资料份数"), "audience": _("参加人数"), "sent": _("发送人数"),
    "delivered": _("送达人数"), "read": _("已读人数"),
}  # fmt: skip
KNOWN_AS_NOUGHT = ("visits", "copies", "audience", "sent")  # the other two may be unknown


def _number(name: str, *, required: bool) -> forms.IntegerField:
    box = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
    return forms.IntegerField(
        label=LABELS[name], min_value=0, max_value=1_000_000, required=required, widget=box, help_text=HELP.get(name, "")
    )


class OutreachForm(forms.Form):
    """`key` makes an activity that is sent twice one activity; it stays when the form comes back with errors."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    held_on = DoneField(label=_("活动日期"))
    title = line(_("内容"), 80, help_text=_("如“资助政策入户宣讲”“致家长一封信”。不写学生和家长姓名。"))
    occasion = forms.ChoiceField(label=_("活动安排"), choices=Occasion.choices)
    theme = forms.ChoiceField(label=_("主题"), choices=OutreachTheme.choices)

    def __init__(self, *args: Any, kind: str, units: QuerySet[OrgUnit] | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        self.fields["held_on"].initial = timezone.localdate
        if units is not None:
            self._ask_unit(units)
        asked = COUNTS[OutreachKind(kind)]
        for place, name in enumerate(asked):
            self.fields[name] = _number(name, required=not place)
        if kind == OutreachKind.PUSH:
            self.fields["channel"] = forms.ChoiceField(label=_("推送渠道"), choices=Channel.choices)
            self.fields["link"] = forms.URLField(
                label=_("网页链接"), max_length=300, required=False, assume_scheme="https", help_text=_("推送文章的地址。")
            )
        else:
            self.fields["place"] = line(_("地点"), 80, required=False, help_text=_("到村或学校即可。"))
            self.fields["people"] = line(_("宣讲人员"), 120, required=False)
        self.fields["note"] = text(_("备注"), 2, 300, required=False)
        self.fields["photos"] = FilesField(
            label=_("照片"), help_text=_("可以直接拍照，一次最多9个；照片里的拍摄地点和设备信息会自动去掉。")
        )
        self.fields["photos"].widget.attrs["accept"] = photos.ACCEPT

    def _ask_unit(self, units: QuerySet[OrgUnit]) -> None:
        """First, where there is a choice; a school has none."""
        self.fields["unit"] = UnitField(label=_("单位"), queryset=units, empty_label=_("请选择"))
        self.order_fields(["key", "unit"])
        self.fields["unit"].offer(units)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for name, sentence in rules.faults(self.kind, cleaned).items():
            if name in self.fields and not self.has_error(name):
                self.add_error(name, sentence)
        return cleaned

    @property
    def facts(self) -> dict[str, Any]:
        said = {name: self.cleaned_data[name] for name in (*FACTS, "channel", "link") if name in self.cleaned_data}
        for name in COUNTS[OutreachKind(self.kind)]:
            number = self.cleaned_data[name]
            said[name] = number or 0 if name in KNOWN_AS_NOUGHT else number
        return said


class ChangeOutreachForm(OutreachForm):
    """Everything but unit and kind, and why."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, units=None, **kwargs)
        del self.fields["key"]
        self.fields["idempotency_key"] = OnceForm.base_fields["idempotency_key"]
        self.fields["reason"] = line(_("修改原因"), 200, min_length=2)
        self.order_fields(["idempotency_key", "reason"])


class ContactsForm(forms.Form):
    """Whose parents; a class is chosen by its name, with or without a grade."""

    school = UnitField(label=_("学校"), queryset=OrgUnit.objects.none(), empty_label=_("请选择"))
    grade = forms.ChoiceField(label=_("年级"), required=False)
    class_name = line(_("班级"), 40, required=False, help_text=_("照花名册写，如“1班”；不填是全年级。"))
    purpose = text(_("推送内容和用途"), 2, 200, min_length=4, help_text=_("记入审计记录。"))

    def __init__(self, *args: Any, schools: QuerySet[OrgUnit], grades: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["school"].queryset = schools
        self.fields["grade"].choices = [("", _("全校")), *grades]
        if len(known := schools[:2]) == 1:
            self.fields["school"].initial = known[0].pk
            self.fields["school"].widget = forms.HiddenInput()
