"""What a school or a town says of a sudden hardship."""

from django import forms
from django.utils.translation import gettext_lazy as _

from students.forms.proofs import check_scan
from subsidies.forms.once import OnceForm
from supervision.forms.notices import text
from supervision.forms.replies import DoneField
from supervision.forms.warnings import SCAN_HELP
from supervision.warning_choices import HardshipEvent


class HardshipReportForm(OnceForm):
    event = forms.ChoiceField(label=_("突发情况"), choices=[("", _("请选择")), *HardshipEvent.choices])
    happened_on = DoneField(label=_("发生日期"))
    account = text(_("情况说明"), 4, 1000, help_text=_("发生了什么、对家庭收支的影响、已得到的救助；不写证件号和银行账号。"))
    scan = forms.FileField(label=_("证明材料"), required=False, validators=[check_scan], help_text=SCAN_HELP)
