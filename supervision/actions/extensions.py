"""ask, decide: more time for a notice, asked for by the unit and granted by the bureau while the deadline lasts."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from aid_portal import audit
from aid_portal.errors import Refused, refuse_empty
from aid_portal.models import User
from subsidies.actions.papers import DECIDED
from subsidies.actions.papers import decide as stamp
from subsidies.choices import PaperStatus
from supervision.actions import notice_drafts
from supervision.actions.days import day_of, moment
from supervision.choices import RECTIFYING, ProblemStatus
from supervision.models import Extension, RectificationNotice
from supervision.reports.clocks import clock_of_notice
from supervision.rules.deadlines import refuse_extension


@transaction.atomic
def ask(*, notice: RectificationNotice, until: date, reason: str, on: date | None = None, by: User) -> Extension:
    refuse_empty(reason, _("请写明延期的理由。"))
    notice = notice_drafts.locked(notice)
    _refuse(notice, until, on)
    if notice.extensions.filter(status=PaperStatus.PROPOSED).exists():
        raise Refused(_("已有一项延期申请等待批准，请等候答复。"), code="waiting")
    extension = Extension.objects.create(
        notice=notice, due_before=notice.due_on, due_after=until, reason=reason.strip(), made_by=by, made_at=moment(on)
    )
    audit.record("supervision.extension.asked", by=by, target=extension, unit=notice.unit, note=reason)
    return extension


@transaction.atomic
def decide(*, extension: Extension, approved: bool, note: str = "", on: date | None = None, by: User) -> Extension:
    """A yes moves the deadline of the notice and of its open problems; 立行立改 keeps its own day."""
    notice = notice_drafts.locked(extension.notice)
    extension = Extension.objects.locked().select_related("notice__word").get(pk=extension.pk)
    if approved:
        _refuse(notice, extension.due_after, on)
    stamp(extension, approved=approved, note=note, by=by)
    extension.decided_at, extension.decided_on = moment(on), day_of(on)
    extension.save(update_fields=[*DECIDED, "decided_on"])
    if approved:
        notice.due_on = extension.due_after
        notice.save(update_fields=["due_on"])
        notice.problems.filter(immediate=False).exclude(status=ProblemStatus.CLOSED).update(due_on=extension.due_after)
    event = "supervision.extension.approved" if approved else "supervision.extension.refused"
    audit.record(event, by=by, target=extension, unit=notice.unit, note=note, after={"due_on": extension.due_after})
    return extension


def _refuse(notice: RectificationNotice, until: date, on: date | None) -> None:
    if notice.status not in RECTIFYING:
        words = {"notice": notice, "status": notice.get_status_display()}
        raise Refused(_("“%(notice)s”%(status)s，不需要延期。") % words, code="not_open")
    refuse_extension(clock_of_notice(notice), until=until, day=day_of(on))
