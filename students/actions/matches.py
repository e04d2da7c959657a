"""Likenesses between records and children: bring the questions up to date, answer one, ask again."""

from collections.abc import Sequence

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from aid_portal import audit
from aid_portal.announcements import Happening, announce
from aid_portal.errors import AlreadyDone
from aid_portal.models import User
from aid_portal.sql import MANY, execute, joined_whole
from students.actions.terms import open_term
from students.choices import PairStatus
from students.models import MatchPair


@transaction.atomic
def refresh(*, term: str, releases: Sequence[int]) -> None:
    """The open questions of the term are exactly those that its rosters and these releases raise (eligibility.md 3)."""
    params = {"term": term, "releases": list(releases)}
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('pairs'), hashtext(%s))", [term])
        cursor.execute("DROP TABLE IF EXISTS found_pair")
    with joined_whole(MANY):
        execute("students", "found_pairs", params)
    for name in ("drop_lost_pairs", "reopen_changed_pairs", "relevel_pairs", "add_found_pairs"):
        execute("students", name, params)


@transaction.atomic
def answer(*, pair: MatchPair, same: bool, reason: str, by: User) -> MatchPair:
    """A person of the bureau says whether record and child are one; the answer, its reason and its author are kept."""
    open_term(pair.term_id)
    pair = MatchPair.objects.locked().get(pk=pair.pk)
    if pair.status != PairStatus.OPEN:
        raise AlreadyDone(
            _("这一对已由%(who)s核对为“%(answer)s”。") % {"who": pair.answered_by, "answer": pair.get_status_display()}
        )
    pair.move_to(PairStatus.ACCEPTED if same else PairStatus.REJECTED)
    pair.reason, pair.answered_by, pair.answered_at = reason, by, timezone.now()
    pair.save(update_fields=["status", "reason", "answered_by", "answered_at"])
    audit.record("students.pair.answered", by=by, target=pair, after={"status": pair.status}, note=reason)
    announce(Happening.PAIR_ANSWERED, pair.pk)
    return pair


@transaction.atomic
def ask_again(*, pair: MatchPair, by: User) -> MatchPair:
    """A hasty answer goes back into the queue; the earlier one stays in the audit log."""
    open_term(pair.term_id)
    pair = MatchPair.objects.locked().get(pk=pair.pk)
    before = pair.status
    pair.move_to(PairStatus.OPEN)
    pair.reason, pair.answered_by, pair.answered_at = "", None, None
    pair.save(update_fields=["status", "reason", "answered_by", "answered_at"])
    audit.record("students.pair.reopened", by=by, target=pair, before={"status": before})
    announce(Happening.PAIR_ANSWERED, pair.pk)
    return pair
