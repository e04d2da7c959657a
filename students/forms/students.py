"""Looking for one child by a whole number."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from aid_portal.identifiers import normalise, registry_number_fault, resident_id_fault


class FindForm(forms.Form):
    """Posted, never put into an address; what is wrong is said without repeating the number."""

    number = forms.CharField(
        label=_("按完整的证件号或学籍号查找"),
        required=False,  # no mark beside a box that few people need; empty is answered in words
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "latin", "spellcheck": "false"}),
    )

    def clean_number(self) -> str:
        number = normalise(self.cleaned_data["number"]).upper()
        if not number:
            raise forms.ValidationError(_("请输入完整的证件号或学籍号。"))
        if registry_number_fault(number) and resident_id_fault(number, timezone.localdate()):
            raise forms.ValidationError(_("这不是完整的号码：证件号18位且校验码相符，学籍号是 G、J 或 L 加18位。请核对后再查。"))
        return number
