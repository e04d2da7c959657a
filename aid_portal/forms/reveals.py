"""Why somebody looks at a full number."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ReasonForm(forms.Form):
    """The fields of components/masked.html."""

    reason = forms.CharField(
        label=_("查看事由"), min_length=2, max_length=100, error_messages={"required": _("请写明查看的事由。")}
    )
