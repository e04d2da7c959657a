"""give: schools to a responsible inspector; who had them before is released on the same day."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from aid_portal import audit
from aid_portal.errors import Refused
from aid_portal.models import OrgUnit, User
from supervision.models import InspectorDuty
from supervision.reports.recorders import recorders


@transaction.atomic
def give(*, units: Iterable[OrgUnit], inspector: User, since: date, by: User) -> list[InspectorDuty]:
    """The new ones; a school that is the inspector's already stays as it is."""
    _refuse_bad(inspector, since)
    locked = OrgUnit.objects.locked().filter(pk__in=[unit.pk for unit in units]).order_by("pk")
    if strangers := [unit.name for unit in locked if not unit.is_school or unit.closed_on]:
        words = {"names": "、".join(strangers)}
        raise Refused(_("责任督学只对在办的学校指定，请去掉：%(names)s。") % words, code="no_school")
    return [duty for unit in locked if (duty := _given(unit, inspector, since, by))]


def _given(unit: OrgUnit, inspector: User, since: date, by: User) -> InspectorDuty | None:
    before = InspectorDuty.objects.standing().filter(unit=unit).first()
    if before and before.user_id == inspector.pk:
        return None
    if before:
        _end(before, since)
    made = InspectorDuty.objects.create(unit=unit, user=inspector, since=since, made_by=by)
    said = {"inspector": before.user.username} if before else None
    after = {"inspector": inspector.username, "since": since}
    audit.record("supervision.inspector.given", by=by, target=made, unit=unit, before=said, after=after)
    return made


def _end(before: InspectorDuty, day: date) -> None:
    if day < before.since:
        words = {"unit": before.unit, "day": before.since}
        raise Refused(_("%(unit)s的现任责任督学自%(day)s起，新的不能早于这一天。") % words, code="too_early")
    before.until = day
    before.save(update_fields=["until"])


def _refuse_bad(inspector: User, since: date) -> None:
    if not recorders().filter(pk=inspector.pk).exists():
        raise Refused(_("%(name)s没有记录督查的权限，不能做责任督学。") % {"name": inspector.name}, code="no_recorder")
    if since > timezone.localdate():
        raise Refused(_("开始日期不能晚于今天，请核对。"), code="future")
