"""A line of the three lists, and what a unit says of it."""

from typing import Any

from django import forms
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from aid_portal.forms.fields import DayField
from students.forms.proofs import check_scan
from subsidies.forms.once import OnceForm
from supervision.choices import WorkKind, WorkStatus
from supervision.models import WorkItem

FACTS = ("kind", "text", "standard", "owner", "due_on")


class WorkItemForm(OnceForm):
    kind = forms.ChoiceField(label=_("清单"), choices=WorkKind.choices)
    text = forms.CharField(
        label=_("内容"), max_length=200, help_text=_("责任清单写谁负责什么，资料清单写要有什么资料，任务清单写做什么。")
    )
    standard = forms.CharField(label=_("要求"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2}))
    owner = forms.CharField(label=_("责任人（岗位）"), max_length=60, required=False)
    due_on = DayField(label=_("完成期限"), required=False)

    def __init__(self, *args: Any, item: WorkItem | None = None, **kwargs: Any) -> None:
        if item is not None:
            kwargs["initial"] = {name: getattr(item, name) for name in FACTS}
        super().__init__(*args, **kwargs)
        if item is not None:
            self.fields["kind"].disabled = True  # its place is in that list


class EntryForm(OnceForm):
    status = forms.ChoiceField(
        label=_("落实情况"),
        choices=[(WorkStatus.DONE, WorkStatus.DONE.label), (WorkStatus.WAIVED, WorkStatus.WAIVED.label)],
        widget=forms.RadioSelect,
    )
    owner = forms.CharField(label=_("责任人"), max_length=40, required=False)
    note = forms.CharField(label=_("说明"), max_length=200, required=False, help_text=_("不适用的必须写明原因。"))
    file = forms.FileField(
        label=_("佐证材料"), required=False, validators=[check_scan], help_text=_("jpg、png 照片或 pdf 扫描件，不超过10 MB。")
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("status") == WorkStatus.WAIVED and not cleaned.get("note", "").strip():
            self.add_error("note", now("不适用的，请写明原因。"))
        return cleaned
