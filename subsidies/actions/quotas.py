"""propose, decide: how many places of a programme a school has in a term."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from aid_portal import audit
from aid_portal.errors import Refused, refuse_empty
from aid_portal.models import OrgUnit, User
from students.models import TermSetting
from subsidies.actions.papers import DECIDED
from subsidies.actions.papers import decide as stamp
from subsidies.choices import PaperStatus
from subsidies.models import Programme, Quota


@transaction.atomic
def propose(
    *, term: TermSetting, programme: Programme, places: Sequence[tuple[OrgUnit, int]], source: str, by: User
) -> list[Quota]:
    """Places by school, by a document; one that still waits for approval is replaced by the new proposal."""
    refuse_empty(source, _("请填写名额的依据文号。"), code="no_source")
    waiting = Quota.objects.filter(term=term, programme=programme, status=PaperStatus.PROPOSED)
    waiting.filter(school__in=[school.pk for school, _places in places]).delete()
    made = Quota.objects.bulk_create(
        Quota(term=term, programme=programme, school=school, places=count, source=source.strip(), made_by=by)
        for school, count in places
    )
    audit.record("subsidies.quota.proposed", by=by, target=programme, note=source, after={"schools": len(made)})
    return made


@transaction.atomic
def decide(*, quotas: Sequence[int], approved: bool, note: str = "", by: User) -> list[Quota]:
    """Approved ones replace those in force."""
    found = list(Quota.objects.locked().filter(pk__in=quotas).order_by("pk").select_related("programme"))
    if not found:
        raise Refused(_("请至少选择一项名额。"))
    for each in found:
        stamp(each, approved=approved, note=note, by=by)
        former = Quota.objects.in_force().filter(school=each.school_id, programme=each.programme_id, term=each.term_id)
        if approved:
            former.update(replaced_by=each)
        each.save(update_fields=DECIDED)
    event = "subsidies.quota.approved" if approved else "subsidies.quota.refused"
    audit.record(event, by=by, target=found[0].programme, note=note, after={"quotas": [each.pk for each in found]})
    return found
