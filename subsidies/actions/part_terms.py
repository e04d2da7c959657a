"""prorate: what is proposed for a child who came or left within the term is the part that its programme counts by."""

from django.db.models import Q

from students.models import TermSetting
from subsidies.choices import ListStatus, Proration
from subsidies.models import Entitlement
from subsidies.models.entitlements import EntitlementQuerySet
from subsidies.reports.proposals import UNDECIDED
from subsidies.reports.stays import part_stays
from subsidies.rules.stays import Stay, due_for

LONGEST_TRACE = 200


def prorate(rows: EntitlementQuerySet, term: TermSetting) -> int:
    """Of these rows those on lists that are still with the school; worked out anew each time. Answers how many changed."""
    counted = rows.filter(term=term, list__status=ListStatus.DRAFT, status__in=UNDECIDED).exclude(proration=Proration.NONE)
    if not counted.exists():
        return 0
    stays = part_stays(term.term)
    named = counted.filter(Q(student__in=list(stays)) | ~Q(trace="")).order_by("pk").locked()
    changed = [row for row in named if _reckoned(row, stays.get(row.student_id), term)]
    return Entitlement.objects.bulk_update(changed, ["amount", "trace"], batch_size=2000)


def _reckoned(row: Entitlement, stay: Stay | None, term: TermSetting) -> bool:
    """Whether it is another sum than before."""
    before = row.amount, row.trace
    row.amount, row.trace = row.full_amount, ""
    if stay:
        due = due_for(row.proration, row.full_amount, stay, term.term)
        row.amount, row.trace = due.amount, "；".join(due.parts)[:LONGEST_TRACE]
    return before != (row.amount, row.trace)
