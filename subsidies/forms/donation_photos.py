"""A photo of a child for the donors of one of its programmes."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from aid_portal import photos
from subsidies.forms.once import OnceForm
from subsidies.models import Programme


class PhotoForm(OnceForm):
    programme = forms.ModelChoiceField(label=_("资助项目"), queryset=Programme.objects.none(), empty_label=None)
    file = forms.FileField(
        label=_("照片"), widget=forms.FileInput(attrs={"accept": photos.ACCEPT}),
        help_text=_("JPG、PNG 或 WebP。只保留缩小后的照片，拍摄地点、时间和设备信息自动去掉。"),
    )  # fmt: skip

    def __init__(self, *args: Any, programmes: QuerySet[Programme], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["programme"].queryset = programmes
