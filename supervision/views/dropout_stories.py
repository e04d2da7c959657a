"""How a case went, in the order of the days."""

from datetime import datetime, time
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from supervision.models import DropoutCase


def story_of(case: DropoutCase) -> list[dict[str, Any]]:
    told = [_told(case.opened_on, case.opened_by, _("列入：%(source)s") % {"source": case.get_source_display()}, case.note)]
    told += [
        _told(each.visited_on, each.recorded_by, _("走访：%(outcome)s") % {"outcome": each.get_outcome_display()}, each.summary)
        for each in case.visits.select_related("recorded_by")
    ]
    told += [
        _told(each.taken_on, each.taken_by, str(each.get_rung_display()), each.note)
        for each in case.steps.select_related("taken_by")
    ]
    told += [
        _told(each.starts_on, each.made_by, _("措施：%(kind)s") % {"kind": each.get_kind_display()}, each.note)
        for each in case.measures.select_related("made_by")
    ]
    if case.confirmed_on:
        told.append(_told(case.confirmed_on, case.confirmed_by, _("确认失学辍学"), "", "danger"))
    if case.ended_on:
        told.append(
            _told(case.ended_on, case.ended_by, _("结束：%(reason)s") % {"reason": case.get_reason_display()}, "", "success")
        )
    return sorted(told, key=lambda each: each["at"])


def _told(day, who, what: str, note: str, tone: str = "") -> dict[str, Any]:
    """At noon of the day: of most of them only the day is known."""
    at = timezone.make_aware(datetime.combine(day, time(12)))
    return {"at": at, "who": who.name if who else _("系统"), "what": what, "note": note, "tone": tone}
