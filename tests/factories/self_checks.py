"""Problems that Wang's school found itself; nothing passes through an action."""

from datetime import timedelta

from django.utils import timezone

from aid_portal.models import OrgUnit
from supervision.models import SelfCheck
from tests.factories.supervision import an_officer, the_school


def facts(**other: object) -> dict:
    """Found yesterday, to be put right within five days."""
    today = timezone.localdate()
    told = {"theme": "food", "severity": "major", "fact": "留样柜温度记录缺3天。", "measure": "补齐并专人每日记录。"}
    return {**told, "found_on": today - timedelta(1), "person": "赵食堂", "due_on": today + timedelta(5), **other}


def a_self_check(unit: OrgUnit | None = None, **other: object) -> SelfCheck:
    unit = unit or the_school()
    return SelfCheck.objects.create(unit=unit, reported_by=an_officer(unit), **facts(**other))
