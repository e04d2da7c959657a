"""Looking at one full id: with a reason, on record, and no more than some thirty an hour without a second person."""

import time
from collections.abc import Collection
from datetime import timedelta

from django.core.cache import cache
from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from aid_portal import audit
from aid_portal.choices import UnmaskKind, UnmaskStatus
from aid_portal.errors import Refused
from aid_portal.models import OrgUnit, UnmaskRequest, User

HOURLY = 30
HOUR = 3600
SHOWN_SECONDS = 30
EXPORT_ROWS = 500  # an unmasked export above this many rows needs a second person


def reveals_left(user: User) -> int:
    """How many more this hour: thirty, and what a second person granted within the hour, less what was looked at."""
    return max(0, HOURLY + _granted(user) - len(_recent(user)))


@transaction.atomic
def reveal(*, target: object, fields: Collection[str], reason: str, unit: OrgUnit | None = None, by: User) -> None:
    """Call it before unsealing; raises Refused without a reason or beyond the hour's allowance."""
    if not reason.strip():
        raise Refused(_("请写明查看的事由。"), code="no_reason")
    User.objects.locked().get(pk=by.pk)  # asked for at once, each would count without the others
    if not reveals_left(by):
        message = _("一小时内已查看%(count)s条完整信息。如确需继续，请提交“查看完整信息”申请，由审批人批准。")
        raise Refused(message % {"count": len(_recent(by))}, code="too_many_reveals")
    audit.record("portal.record.revealed", by=by, target=target, unit=unit, after={"fields": sorted(fields)}, note=reason.strip())
    cache.set(_key(by), [*_recent(by), time.time()], HOUR)


def _recent(user: User) -> list[float]:
    return [moment for moment in cache.get(_key(user), []) if moment > time.time() - HOUR]


def _granted(user: User) -> int:
    since = timezone.now() - timedelta(seconds=HOUR)
    granted = UnmaskRequest.objects.filter(
        kind=UnmaskKind.REVEAL, status=UnmaskStatus.GRANTED, requested_by=user, decided_at__gte=since
    )
    return granted.aggregate(total=Sum("row_count"))["total"] or 0


def _key(user: User) -> str:
    return f"reveals:{user.pk}"
