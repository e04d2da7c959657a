"""What whoever holds the code sees: the number, how far it is, the answers; nothing that says who wrote or about whom."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from aid_portal import figures
from aid_portal.identifiers import mask_text
from supervision.forms.public_grievances import RateForm, ReopenForm
from supervision.grievance_choices import SHOWN_OUTSIDE, GrievanceStatus
from supervision.models import Grievance
from supervision.rules.grievances import last_day_to_reopen, may_reopen
from supervision.sealing import open_step

# Inside there are more states than concern whoever waits.
OUTSIDE = {
    GrievanceStatus.RECEIVED: ("received", gettext_lazy("已收到，等待受理")),
    GrievanceStatus.HANDLING: ("handling", gettext_lazy("正在办理")),
    GrievanceStatus.REPORTED: ("handling", gettext_lazy("正在办理")),
    GrievanceStatus.ANSWERED: ("answered", gettext_lazy("已答复")),
    GrievanceStatus.DECLINED: ("declined", gettext_lazy("不予受理")),
}


def followed(grievance: Grievance, code: str, **forms: Any) -> dict[str, Any]:
    """`forms`: those that came back with errors."""
    ended = grievance.ended_on
    state, word = OUTSIDE[GrievanceStatus(grievance.status)]
    answers = grievance.steps.filter(kind__in=SHOWN_OUTSIDE).order_by("pk")
    rating = grievance.satisfaction is None and ended
    again = ended and may_reopen(ended, timezone.localdate())
    return {
        "number": str(grievance),
        "state": state,
        "word": word,
        "facts": [
            (_("收到日期"), figures.long_day(grievance.received_at)),
            *([(_("办理期限"), figures.long_day(grievance.due_on))] if grievance.due_on and not ended else []),
            *([(_("办结日期"), figures.long_day(ended))] if ended else []),
        ],
        "answers": [(figures.long_day(step.at), mask_text(open_step(step))) for step in answers],
        "rate_form": (forms.get("rate_form") or RateForm(initial={"code": code})) if rating else None,
        "reopen_form": (forms.get("reopen_form") or ReopenForm(initial={"code": code})) if again else None,
        "until": figures.long_day(last_day_to_reopen(ended)) if ended else "",
    }
