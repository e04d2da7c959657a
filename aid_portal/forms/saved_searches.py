"""Under which name a search is kept, and for whom."""

from django import forms
from django.utils.translation import gettext_lazy as _


class SavedSearchForm(forms.Form):
    name = forms.CharField(label=_("名称"), max_length=20, help_text=_("请勿写学生姓名。同名的会被替换。"))
    shared = forms.BooleanField(label=_("本单位同事也能使用"), required=False)
    page = forms.CharField(max_length=120, widget=forms.HiddenInput)
    query = forms.CharField(max_length=2000, required=False, widget=forms.HiddenInput)
