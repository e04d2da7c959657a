"""propose, decide, in_force: how a bank wants its file, described by one person and put in force by another."""

from django.db import transaction
from django.utils.translation import gettext as _

from aid_portal import audit
from aid_portal.errors import Refused
from aid_portal.models import User
from subsidies.actions.papers import DECIDED
from subsidies.actions.papers import decide as stamp
from subsidies.choices import PaperStatus
from subsidies.models import BankLayout
from subsidies.rules import bank_layouts as rules


@transaction.atomic
def propose(*, code: str, label: str, spec: dict, by: User) -> BankLayout:
    """A new layout, or a new version of one; until it is approved the former version stays in use."""
    try:
        rules.parse_layout(spec)
    except rules.BadLayout as fault:
        raise Refused("".join(fault.problems), code="bad_layout") from fault
    known = BankLayout.objects.locked().filter(code=code).order_by("-version")
    if waiting := known.filter(status=PaperStatus.PROPOSED).first():
        raise Refused(_("“%(layout)s”还在等待批准，请先办结。") % {"layout": waiting}, code="waiting")
    former = known.first()
    layout = BankLayout.objects.create(
        code=code, version=former.version + 1 if former else 1, label=label.strip(), spec=spec, made_by=by
    )
    audit.record("subsidies.bank_layout.proposed", by=by, target=layout)
    return layout


@transaction.atomic
def decide(*, layout: BankLayout, approved: bool, note: str = "", by: User) -> BankLayout:
    """An approved one takes the place of its former version; files made by that one still name it."""
    layout = BankLayout.objects.locked().get(pk=layout.pk)
    stamp(layout, approved=approved, note=note, by=by)
    if approved:
        BankLayout.objects.current().filter(code=layout.code).update(retired=True)
    layout.save(update_fields=DECIDED)
    event = "subsidies.bank_layout.approved" if approved else "subsidies.bank_layout.refused"
    audit.record(event, by=by, target=layout, note=note)
    return layout


def in_force(layout: BankLayout) -> rules.BankLayout:
    """The layout to write or read a file by; refuses one that nobody else has approved."""
    if layout.status != PaperStatus.APPROVED:
        raise Refused(_("“%(layout)s”还没有经另一人批准，不能使用。") % {"layout": layout}, code="not_approved")
    return rules.parse_layout(layout.spec)
