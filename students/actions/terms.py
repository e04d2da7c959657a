"""Terms: begin the next one, set the cut-off day, lock after closing, open again with a reason."""

from datetime import date

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from aid_portal import audit
from aid_portal.errors import AlreadyDone, Refused
from aid_portal.models import User
from aid_portal.terms import Term
from students.models import TermSetting


def open_term(code: str) -> TermSetting:
    """The term, if it takes changes; a locked or unknown one is refused. Who would lock it waits for the caller's transaction."""
    _hold(code, "pg_advisory_xact_lock_shared")
    term = TermSetting.objects.filter(pk=code).first()
    if term is None:
        known = "、".join(TermSetting.objects.values_list("pk", flat=True))
        raise Refused(_("没有学期“%(code)s”。可用的学期：%(known)s。") % {"code": code, "known": known})
    if term.is_locked:
        words = {"term": term, "note": term.lock_note}
        raise Refused(_("%(term)s已锁定（%(note)s），不能再改动。如确需修改，请县资助中心审批人解锁。") % words)
    return term


def _hold(code: str, function: str) -> None:
    """Writers share it, the lock has it alone: else a long import that began in an open term would end in a locked one."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(hashtext('term'), hashtext(%s))", [code])


@transaction.atomic
def begin_next(*, day: date, by: User) -> TermSetting:
    """The term after the last one, with its cut-off day; two at once make one."""
    last = TermSetting.objects.order_by("-position").locked().first()
    following = last.term.next
    if TermSetting.objects.filter(pk=str(following)).exists():
        raise AlreadyDone(_("%(term)s已经开设。") % {"term": following.label})
    _demand_within(following, day)
    term = TermSetting.objects.create(code=str(following), position=last.position + 1, cut_off_on=day)
    audit.record("students.term.begun", by=by, target=term, after={"cut_off_on": day})
    return term


def _demand_within(term: Term, day: date) -> None:
    if not term.first_day <= day <= term.last_day:
        words = {"term": term.label, "first": term.first_day, "last": term.last_day}
        raise Refused(_("基准日应在%(term)s之内（%(first)s 至 %(last)s）。") % words)


@transaction.atomic
def set_cut_off(*, term: TermSetting, day: date, by: User) -> TermSetting:
    term = TermSetting.objects.locked().get(pk=open_term(term.pk).pk)
    _demand_within(term.term, day)
    before, term.cut_off_on = term.cut_off_on, day
    term.save(update_fields=["cut_off_on"])
    audit.record("students.term.cut_off_set", by=by, target=term, before={"cut_off_on": before}, after={"cut_off_on": day})
    return term


@transaction.atomic
def lock(*, term: TermSetting, note: str, by: User) -> TermSetting:
    """After closing no import and no edit touches the term; what is being written is waited for."""
    _hold(term.pk, "pg_advisory_xact_lock")
    term = TermSetting.objects.locked().get(pk=term.pk)
    if term.is_locked:
        raise AlreadyDone(_("%(term)s已经锁定。") % {"term": term})
    term.locked_at, term.locked_by, term.lock_note = timezone.now(), by, note
    term.save(update_fields=["locked_at", "locked_by", "lock_note"])
    audit.record("students.term.locked", by=by, target=term, note=note)
    return term


@transaction.atomic
def unlock(*, term: TermSetting, note: str, by: User) -> TermSetting:
    term = TermSetting.objects.locked().get(pk=term.pk)
    if not term.is_locked:
        raise AlreadyDone(_("%(term)s没有锁定。") % {"term": term})
    term.locked_at, term.locked_by, term.lock_note = None, None, ""
    term.save(update_fields=["locked_at", "locked_by", "lock_note"])
    audit.record("students.term.unlocked", by=by, target=term, note=note)
    return term
