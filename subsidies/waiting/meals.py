"""What waits in the plan: classes to count today, months to send, reports that another person locks."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from aid_portal.links import rows
from aid_portal.menu import AID
from aid_portal.models import OrgUnit
from aid_portal.permissions import Permission
from aid_portal.waiting import Todo, Viewer, Waiting, register_todos, register_waiting
from subsidies.meal_choices import MealReportStatus
from subsidies.models import MealReport, MealStandard
from subsidies.reports.meal_classes import with_day
from subsidies.reports.meal_days import due_today
from subsidies.reports.meal_tables import months_to_send, next_month
from subsidies.reports.waiting import meal_standards_waiting

ENTRY = "subsidies:meal-list"


def reports_to_lock(viewer: Viewer) -> QuerySet[MealReport]:
    sent = MealReport.objects.visible_to(viewer.user).filter(status=MealReportStatus.SENT)
    return sent.exclude(sent_by__in=viewer.user.stands_for)


def standards_to_approve(viewer: Viewer) -> QuerySet[MealStandard]:
    return meal_standards_waiting(viewer.user)


def months_due(viewer: Viewer) -> Iterator[Todo]:
    """Of the term that is looked at; one month leads to its own page."""
    found = list(months_to_send(OrgUnit.objects.visible_to(viewer.user), viewer.term, timezone.localdate()))
    if found:
        school, month = min(found, key=lambda pair: pair[1])
        url = rows("subsidies:meal-month", school.pk, month.year, month.month)
        yield Todo(AID, _("报送营养餐月报"), len(found), url, "send", since=next_month(month))


def classes_due(viewer: Viewer) -> Iterator[Todo]:
    """Classes whose meals of today are not written down yet."""
    today = timezone.localdate()
    schools = due_today(OrgUnit.objects.visible_to(viewer.user), today)
    found = with_day(OrgUnit.objects.filter(pk__in=[each.pk for each in schools]), today) if schools else []
    missing = sum(max((each.classes or 0) - (each.counted or 0), 0) for each in found)
    yield Todo(AID, _("登记今天的用餐"), missing, rows(ENTRY, day=today.isoformat()), "heart")


register_waiting(
    Waiting(
        "meal-report-lock", AID, ENTRY, gettext_lazy("审核锁定营养餐月报"), "lock", Permission.MEAL_LOCK, reports_to_lock,
        since="sent_at", unit="school", by="sent_by", detail="subsidies:meal-report-detail",
        listed=lambda viewer: rows("subsidies:meal-report-list", status=MealReportStatus.SENT.value),
    )
)  # fmt: skip
register_waiting(
    Waiting(
        "meal-standard-approve", AID, ENTRY, gettext_lazy("批准营养膳食补助标准"), "cash-coin", Permission.POLICY_APPROVE,
        standards_to_approve, since="made_at", by="made_by", detail="subsidies:meal-standard-detail",
        listed=lambda viewer: rows("subsidies:supply-days"),
    )
)  # fmt: skip
register_todos(Permission.MEAL_SEND, months_due, ENTRY)
register_todos(Permission.MEAL_COUNT, classes_due, ENTRY)
