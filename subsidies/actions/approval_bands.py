"""propose, decide: from which sum on how many further persons sign, written by one person and put in force by another."""

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from aid_portal import audit
from aid_portal.errors import Refused, refuse_empty
from aid_portal.models import User
from subsidies.actions.papers import DECIDED
from subsidies.actions.papers import decide as stamp
from subsidies.choices import PaperStatus
from subsidies.models import ApprovalBand


@transaction.atomic
def propose(*, subject: str, above: Decimal, signers: int, starts_on: date, source: str, by: User) -> ApprovalBand:
    """No signers from a later day on end an earlier band."""
    refuse_empty(source, _("请填写依据，例如内控制度的文号。"), code="no_source")
    same = {"subject": subject, "above": above, "starts_on": starts_on}
    if ApprovalBand.objects.filter(**same, status=PaperStatus.PROPOSED).exists():
        raise Refused(_("这个金额、这一天起的会签标准已有一项等待批准，请先办结。"), code="waiting")
    band = ApprovalBand.objects.create(**same, signers=signers, source=source.strip(), made_by=by)
    audit.record("subsidies.approval_band.proposed", by=by, target=band, after={"above": str(above), "signers": signers})
    return band


@transaction.atomic
def decide(*, band: ApprovalBand, approved: bool, note: str = "", by: User) -> ApprovalBand:
    """An approved one replaces that of the same sum and day; what was reviewed before its first day goes on as it was."""
    band = ApprovalBand.objects.locked().get(pk=band.pk)
    stamp(band, approved=approved, note=note, by=by)
    if approved:
        former = ApprovalBand.objects.in_force().filter(subject=band.subject, above=band.above, starts_on=band.starts_on)
        former.update(replaced_by=band)
    band.save(update_fields=DECIDED)
    event = "subsidies.approval_band.approved" if approved else "subsidies.approval_band.refused"
    audit.record(event, by=by, target=band, note=note)
    return band
