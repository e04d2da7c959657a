"""What is left of a programme, carried into a later year."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from subsidies.forms.gifts import AgreementField
from subsidies.forms.lines import line, scan
from subsidies.forms.once import OnceForm
from subsidies.forms.policy_rates import YuanField
from subsidies.models import DonationAgreement


class CarryOverForm(OnceForm):
    target = AgreementField(
        label=_("转入项目"),
        queryset=DonationAgreement.objects.none(),
        empty_label=_("请选择"),
        help_text=_("以后年度、同一捐赠人的项目；还没有的先登记资助项目，批准后再结转。"),
    )
    amount = YuanField(label=_("结转金额（元）"), min_value=0, max_digits=14, decimal_places=2)
    paper = line(_("依据"), 120, help_text=_("捐赠人同意结转的函，或协议的有关条款。"))
    file = scan(_("扫描件"))

    def __init__(self, *args: Any, leaving: DonationAgreement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        later = DonationAgreement.objects.in_force().for_list().filter(year__gt=leaving.year)
        self.fields["target"].queryset = later.order_by("year", "programme__position", "pk")
