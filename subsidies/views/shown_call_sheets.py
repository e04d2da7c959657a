"""A call sheet that came back as its page shows it: what is wrong, or what it would write down, and what may be done."""

from collections import Counter
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from aid_portal import figures
from aid_portal.links import rows
from aid_portal.models import User
from aid_portal.permissions import Permission
from subsidies.actions.arrivals import paid_by
from subsidies.arrival_choices import ArrivalAnswer, CallSheetStatus
from subsidies.forms.once import OnceForm
from subsidies.models import FilledCallSheet

STEPS = {CallSheetStatus.CHECKED: 3, CallSheetStatus.BOOKED: 4}


def sheet_page(sheet: FilledCallSheet, user: User) -> dict[str, Any]:
    sample = sheet.sample
    asks = user.has(Permission.ARRIVAL_ASK) and not paid_by(sample.batch, user)
    return {
        "sheet": sheet,
        "sample": sample,
        "batch": sample.batch,
        "facts": _facts(sheet),
        "cards": [] if sheet.mistakes else _cards(sheet),
        "answers": [] if sheet.mistakes else _answers(sheet),
        "step": STEPS.get(sheet.status, 0),
        "book_form": OnceForm() if asks and sheet.status == CallSheetStatus.CHECKED else None,
        "mark_url": rows("subsidies:call-sheet-mark", sheet.pk) if asks and sheet.mistakes and sheet.file else "",
        "again_url": rows("subsidies:call-sheet-upload", sample.pk) if asks else "",
    }


def _facts(sheet: FilledCallSheet) -> list[tuple]:
    hands = ((_("上传"), sheet.uploaded_by, sheet.uploaded_at), (_("登记"), sheet.booked_by, sheet.booked_at))
    return [
        (_("回访"), sheet.sample, sheet.sample.get_absolute_url()),
        *((word, f"{who.name} {figures.minute(at)}") for word, who, at in hands if who),
        (_("原文件"), _("保留到%(at)s") % {"at": figures.minute(sheet.file.expires_at)} if sheet.file else _("已删除")),
    ]


def _cards(sheet: FilledCallSheet) -> list[dict[str, str]]:
    said = Counter(row["answer"] for row in sheet.rows)
    told = [(str(label), said[value], _("笔")) for value, label in ArrivalAnswer.choices]
    return [
        {"label": label, "value": figures.count(number), "unit": unit}
        for label, number, unit in [*told, (_("没有填写"), sheet.empty, _("行"))]
    ]


def _answers(sheet: FilledCallSheet) -> list[dict[str, Any]]:
    """Beside what the bank has paid; as many as a draw has at most."""
    drawn = {each.position: each for each in sheet.sample.questions.for_list()}
    return [
        {
            **row,
            "name": drawn[row["position"]].payment.entitlement.enrolment.name,
            "amount": drawn[row["position"]].payment.amount,
            "label": ArrivalAnswer(row["answer"]).label,
            "told": figures.yuan(Decimal(row["told_amount"])) if row["told_amount"] else "",
        }
        for row in sheet.rows
    ]
