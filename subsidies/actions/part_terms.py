"""prorate, state_days: what is proposed for a child who came or left within the term is the part that its programme counts by."""

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from aid_portal import audit, figures
from aid_portal.errors import Refused
from aid_portal.models import User
from students.models import TermSetting
from subsidies.choices import ListStatus, Proration
from subsidies.models import Entitlement
from subsidies.models.entitlements import EntitlementQuerySet
from subsidies.reports.part_terms import by_days
from subsidies.reports.proposals import UNDECIDED
from subsidies.reports.stays import part_stays
from subsidies.rules.proration import DAYS_OF_A_TERM
from subsidies.rules.stays import Stay, due_for

LONGEST_TRACE = 200


def prorate(rows: EntitlementQuerySet, term: TermSetting) -> int:
    """Of these rows those on lists that are still with the school, but where the school has stated the days itself.

    Worked out anew each time; answers how many changed.
    """
    counted = rows.filter(boarding_days=None, term=term, list__status=ListStatus.DRAFT, status__in=UNDECIDED).exclude(
        proration=Proration.NONE
    )
    if not counted.exists():
        return 0
    stays = part_stays(term.term)
    named = counted.filter(Q(student__in=list(stays)) | ~Q(trace="")).order_by("pk").locked()
    changed = [row for row in named if _reckoned(row, stays.get(row.student_id), term)]
    return Entitlement.objects.bulk_update(changed, ["amount", "trace"], batch_size=2000)


@transaction.atomic
def state_days(*, entitlement: Entitlement, boarding: int | None, day: int | None, by: User) -> Entitlement:
    """So many days in the dormitory and so many at home (domain.md 13, scenario 13); both empty: reckoned by the roster again."""
    row = with_the_school(entitlement)
    if row.proration != Proration.DAY:
        raise Refused(_("这个项目不按天折算，不必填写住校和走读天数。"), code="not_by_days")
    if (boarding is None) != (day is None):
        raise Refused(_("住校天数和走读天数请都填写，没有的填0。"), code="half_stated")
    row.boarding_days, row.day_days = boarding, day
    if boarding is None or day is None:
        _reckoned(row, part_stays(row.term.term).get(row.student_id), row.term)
    else:
        _by_stated_days(row, boarding, day)
    row.save(update_fields=["boarding_days", "day_days", "amount", "trace"])
    after = {"boarding_days": row.boarding_days, "day_days": row.day_days, "amount": str(row.amount)}
    audit.record("subsidies.entitlement.days_stated", by=by, target=row, unit=row.school, after=after)
    return row


def with_the_school(entitlement: Entitlement) -> Entitlement:
    """Locked, on a list that the school has not yet confirmed."""
    entitlement = Entitlement.objects.locked().select_related("list", "school", "term").get(pk=entitlement.pk)
    if entitlement.list.status != ListStatus.DRAFT:
        words = {"state": entitlement.list.get_status_display()}
        raise Refused(_("这份名单现在是“%(state)s”，学校不能再改；请县级退回后再改。") % words, ids=[entitlement.list_id])
    return entitlement


def _by_stated_days(row: Entitlement, boarding: int, day: int) -> None:
    if boarding + day > DAYS_OF_A_TERM:
        words = {"days": boarding + day, "all": DAYS_OF_A_TERM}
        raise Refused(_("住校和走读合计%(days)s天，超过一学期的%(all)s天。") % words, code="too_many_days")
    part = by_days(row, boarding, day, labels=(_("住校"), _("走读")))
    if part.due > row.full_amount:
        words = {"due": figures.yuan(part.due), "rate": figures.yuan(row.full_amount)}
        raise Refused(
            _("按天折算是%(due)s元，超过这个项目的学期标准%(rate)s元；请核对天数，多出的在批准后用补发调整。") % words,
            code="above_the_rate",
        )
    row.amount, row.trace = part.due, part.trace


def _reckoned(row: Entitlement, stay: Stay | None, term: TermSetting) -> bool:
    """Whether it is another sum than before."""
    before = row.amount, row.trace
    row.amount, row.trace = row.full_amount, ""
    if stay:
        due = due_for(row.proration, row.full_amount, stay, term.term)
        row.amount, row.trace = due.amount, "；".join(due.parts)[:LONGEST_TRACE]
    return before != (row.amount, row.trace)
