"""The check of a term, some of the questions that it raises answered, and the auditors' questions."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from aid_portal import workers
from aid_portal.demo.seeding.people import CLERK, REVIEWER, named
from aid_portal.demo.seeding.telling import Telling
from aid_portal.demo.seeding.work import see_through
from students.actions import matches
from students.choices import PairStatus
from students.models import MatchPair, TermSetting
from subsidies.actions import audit_checks, checks
from subsidies.choices import RunStatus
from subsidies.models import AuditHit, AuditRun, EligibilityRun

# Of three questions one is answered, of five answers one is no; the rest waits in the queue.
ANSWERED_EVERY, REFUSED_EVERY = 3, 5
SAME = gettext_lazy("监护人和住址一致，已电话核实，是同一人")
OTHER = gettext_lazy("监护人不同，已电话核实，是同名的两个人")


def check(term: str, telling: Telling, *, times: int) -> str:
    """The check of the term, unless it has run so many times already; returns the figures in words."""
    finished = EligibilityRun.objects.filter(term=term, dry=False, status=RunStatus.DONE).order_by("pk")
    if finished.count() < times:
        run = checks.start(term=TermSetting.objects.get(pk=term), by=named(CLERK), post=workers.awake())
        see_through(run.job, telling)
    counts = finished.last().counts
    return _("%(decisions)s 项资助，%(children)s 名学生") % counts


def answer_some(term: str) -> str:
    """Once a term: whoever comes back to the queue answers the rest."""
    pairs = MatchPair.objects.filter(term=term)
    answered = pairs.exclude(status=PairStatus.OPEN).count()
    if not answered:
        chosen = list(pairs.open().order_by("pk"))[::ANSWERED_EVERY]
        for place, pair in enumerate(chosen, start=1):
            same = place % REFUSED_EVERY != 0
            matches.answer(pair=pair, same=same, reason=str(SAME if same else OTHER), by=named(REVIEWER))
        answered = len(chosen)
    return _("已核对 %(answered)d 对，还有 %(open)d 对待核对") % {"answered": answered, "open": pairs.open().count()}


def audit(telling: Telling) -> str:
    """The auditors' questions once, as every night; what they find in the county is for the auditor's bench."""
    if not AuditRun.objects.exists():
        see_through(audit_checks.start(by=None, post=workers.awake()).job, telling)
    return _("%(open)d 条待说明") % {"open": AuditHit.objects.filter(gone_in=None).count()}
