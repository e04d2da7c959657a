"""Taking a school's archive of a round: why, and whether with whole numbers and scans."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from aid_portal.forms.once import OnceForm
from aid_portal.models import User
from aid_portal.permissions import Permission

MASKED = [("yes", _("脱敏，不含扫描件")), ("no", _("完整，含签字申请表和会议记录的扫描件"))]


class ArchiveForm(OnceForm):
    masked = forms.TypedChoiceField(
        label=_("证件号"), choices=MASKED, required=False, empty_value=True, coerce=lambda word: word == "yes",
        widget=forms.RadioSelect, help_text=_("扫描件上的号码无法遮盖，只装入完整的资料包。"),
    )  # fmt: skip
    reason = forms.CharField(
        label=_("事由"), min_length=4, max_length=200, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("办什么事，为什么需要，如“县级建档备案检查”。记入审计。"),
    )  # fmt: skip

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not user.has(Permission.EXPORT_UNMASKED):
            del self.fields["masked"]
