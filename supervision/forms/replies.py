"""What is sent of one problem: the unit's reply with photos, the second look."""

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from aid_portal import photos
from aid_portal.forms.fields import DoneField
from subsidies.forms.once import OnceForm
from supervision.forms.notices import line, text

ACCEPT = f"{photos.ACCEPT},application/pdf"


class ManyFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Photos straight from a phone, or papers."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, widget=ManyFilesInput(attrs={"multiple": True, "accept": ACCEPT}), **options)

    def clean(self, data: Any, initial: Any = None) -> Sequence[Any]:
        files = data if isinstance(data, (list, tuple)) else [data] if data else []
        return [super(FilesField, self).clean(file, initial) for file in files]


class ReplyForm(forms.Form):
    """`key` makes a reply that is sent twice one reply; it stays when the form comes back with errors."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    measure = text(_("整改措施"), 3, 2000, help_text=_("做了什么，由谁做。"))
    result = text(_("整改结果"), 3, 2000, help_text=_("现在是什么情况，是否已达到要求。"))
    person = line(_("责任人"), 40)
    done_on = DoneField(label=_("完成日期"))
    files = FilesField(
        label=_("照片和材料"), help_text=_("可以直接拍照，一次最多9个；照片里的拍摄地点和设备信息会自动去掉。也可以上传 pdf。")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["done_on"].initial = timezone.localdate


class ReinspectionForm(OnceForm):
    passed = forms.TypedChoiceField(
        label=_("复查结论"), choices=[("yes", _("通过，销号")), ("no", _("未通过，退回重改"))], widget=forms.RadioSelect,
        coerce=lambda word: word == "yes",
    )  # fmt: skip
    note = text(_("复查情况"), 3, 300)
    inspected_on = DoneField(label=_("复查日期"))
    files = FilesField(label=_("照片"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["inspected_on"].initial = timezone.localdate


class AcceptForm(OnceForm):
    note = line(_("审核意见"), 200, required=False)
