"""Say why a hit is no fault."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ExplainForm(forms.Form):
    """`seen`: the hash of the facts that stood on the page."""

    text = forms.CharField(
        label=_("情况和依据"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("写明为什么不是问题、凭什么材料认定。事实有变化时，这份说明自动失效，需重新说明。"),
    )
    seen = forms.CharField(widget=forms.HiddenInput)
