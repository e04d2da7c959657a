"""From which sum on how many further persons sign; a signature on a batch as it was looked at."""

from django import forms
from django.utils.translation import gettext_lazy as _

from aid_portal.forms.fields import DayField
from subsidies.choices import SignedThing
from subsidies.forms.lines import line, number
from subsidies.forms.once import OnceForm
from subsidies.forms.policy_rates import YuanField
from subsidies.models.countersignatures import MOST_SIGNERS


class BandForm(OnceForm):
    subject = forms.ChoiceField(label=_("对象"), choices=[("", _("请选择")), *SignedThing.choices])
    above = YuanField(
        label=_("金额达到（元）"), min_value=1, max_digits=14, decimal_places=2,
        help_text=_("一份名单或一个批次的合计金额，含本数。"),
    )  # fmt: skip
    signers = number(_("会签人数"), 0, MOST_SIGNERS, help_text=_("审核以后另外几人会签；0人就是从那天起取消这一档。"))
    starts_on = DayField(label=_("执行日期"), help_text=_("这一天起审核的名单、批次按这个标准。"))
    source = line(_("依据"), 120, min_length=2, help_text=_("内控制度、会议纪要的文号或名称。"))


class SeenForm(OnceForm):
    """The digest of the batch that the signer has looked at."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def clean_seen(self) -> bytes:
        try:
            return bytes.fromhex(self.cleaned_data["seen"])
        except ValueError:
            raise forms.ValidationError(_("请刷新页面后重新核对。")) from None
