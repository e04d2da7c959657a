"""Words of asking payees whether the money came (到账回访)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from aid_portal.looks import Look, register_looks


class ArrivalAnswer(TextChoices):
    ARRIVED = "arrived", _("已收到，金额一致")
    OTHER_AMOUNT = "other_amount", _("收到的金额不同")
    NOT_ARRIVED = "not_arrived", _("没有收到")
    UNREACHABLE = "unreachable", _("没有联系上")


OPEN = ("", ArrivalAnswer.UNREACHABLE)  # still to be asked, or asked in vain
MISMATCHES = (ArrivalAnswer.OTHER_AMOUNT, ArrivalAnswer.NOT_ARRIVED)


class CallSheetStatus(TextChoices):
    CHECKED = "checked", _("待登记")
    REFUSED = "refused", _("有错误，没有登记")
    BOOKED = "booked", _("已登记")
    SUPERSEDED = "superseded", _("被后来上传的取代")


CALL_SHEET_MOVES = {CallSheetStatus.CHECKED: {CallSheetStatus.BOOKED, CallSheetStatus.SUPERSEDED}}

register_looks(
    {
        ArrivalAnswer.ARRIVED.value: Look("success", "check-circle"),
        ArrivalAnswer.OTHER_AMOUNT.value: Look("danger", "x-circle"),
        ArrivalAnswer.NOT_ARRIVED.value: Look("danger", "x-circle"),
        ArrivalAnswer.UNREACHABLE.value: Look("neutral", "clock"),
    }
)
