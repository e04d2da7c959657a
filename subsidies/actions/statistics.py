"""freeze: a table as it stands is kept, closed and with the rows behind it."""

import json

from django.db import transaction
from django.utils.translation import gettext as _

from aid_portal import audit
from aid_portal.errors import Refused
from aid_portal.models import User
from aid_portal.sql import execute
from subsidies.models import MoneyFlow, StatisticsReport
from subsidies.models.flows import primaries
from subsidies.reports import frozen
from subsidies.reports.report_layouts import LAYOUTS
from subsidies.reports.statistics import table
from subsidies.reports.statistics_rows import paid_out
from subsidies.reports.statistics_words import left_out
from subsidies.rules.statistics import PAID, Span
from subsidies.statistics_choices import StatisticsKind


@transaction.atomic
def freeze(*, kind: str, span: Span, note: str = "", by: User) -> StatisticsReport:
    """Of the whole county. Refused where it is empty or does not close, also when a row came between table and rows.

    Only tables of money are kept with their rows; one of children is made anew from the check of its term.
    """
    if not LAYOUTS[kind].may_be_frozen:
        raise Refused(_("“%(kind)s”不是到账统计，不能固定。") % {"kind": StatisticsKind(kind).label}, code="not_money")
    found = table(kind, span, MoneyFlow.objects.within(span), paid_out(span)).closed()
    if not found.lines:
        raise Refused(_("%(span)s没有到账的资助，没有可以固定的内容。") % {"span": span.label}, code="nothing")
    rows, totals = frozen.rows_of(found), frozen.totals_of(found)
    flows = frozen.flow_rows(MoneyFlow.objects.within(span), "id")
    report = StatisticsReport.objects.create(
        title=_("%(span)s · %(kind)s") % {"span": span.label, "kind": StatisticsKind(kind).label},
        kind=kind, parameters={"span": str(span), "left_out": left_out()}, rows=rows, totals=totals,
        row_count=MoneyFlow.objects.within(span).count(), digest=frozen.digest(kind, span, rows, totals, flows),
        note=note.strip(), made_by=by,
    )  # fmt: skip
    _keep_rows(report, span)
    if not frozen.unharmed(report):
        raise Refused(_("固定时又有新的到账或收回，请再固定一次。"), code="moved")
    audit.record("subsidies.statistics.frozen", by=by, target=report, note=note, after={"hash": bytes(report.digest).hex()})
    return report


def _keep_rows(report: StatisticsReport, span: Span) -> None:
    params = {
        "report": report.pk,
        "primaries": json.dumps(primaries()),
        "terms": None if span.way == PAID else [str(term) for term in span.terms],
        "first": span.first_day,
        "last": span.last_day,
    }
    execute("subsidies", "freeze_flows", params)
