"""The home page's word about the determination of hardship: how far the round of the term has come."""

from django.utils import timezone
from django.utils.translation import gettext as _

from aid_portal import figures
from aid_portal.home_cards import Notice, Panel, Stat, Viewer, register_panel
from aid_portal.links import rows
from aid_portal.models import OrgUnit
from aid_portal.permissions import Permission
from students.models import DeterminationRound
from students.reports.round_progress import reached_labels, totals

SHOWN = ("applied", "decided", "approved")


def determination(viewer: Viewer) -> Panel | None:
    """Nothing where the term has no round: it is opened once a term."""
    round = DeterminationRound.objects.visible_to(viewer.user).for_list().filter(term=str(viewer.term)).first()
    if round is None:
        return None
    found = totals(OrgUnit.objects.visible_to(viewer.user).schools(), round, timezone.localdate(), viewer.user)
    labels, term = reached_labels(), round.term_id
    stats = [
        Stat(labels[name], figures.count(getattr(found, name)), unit=_("人"), icon="journal-text",
             url=rows("students:application-list", term=term, reached=name))
        for name in SHOWN
    ]  # fmt: skip
    late = rows("students:application-list", term=term, late="yes")
    stats.append(
        Stat(
            _("逾期未完成"), figures.count(found.late), unit=_("人"), url=late, tone="warning" if found.late else "", icon="clock"
        )
    )
    words = {"due": figures.day(round.due_on), "new": figures.day(round.newcomers_due_on)}
    notice = Notice(_("学校完成期限%(due)s，新生%(new)s。") % words, round.get_absolute_url(), _("查看进展"))
    return Panel(str(round), notice=notice, stats=stats)


register_panel(Permission.ROUND_VIEW, determination, 25)
