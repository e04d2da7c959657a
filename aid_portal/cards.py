"""The ground floor's part of the home page: decisions about people and data, the state of the system, what auditors watch."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.core.cache import cache
from django.db.models import Count, Min, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from aid_portal import diagnosis, figures
from aid_portal.choices import AssignmentStatus, JobStatus, UnmaskKind, UnmaskStatus
from aid_portal.filters.role_assignments import ENDING_SOON
from aid_portal.home_cards import Line, Panel, Stat, Todo, Viewer, register_panel, register_todos
from aid_portal.links import rows
from aid_portal.menu import SYSTEM, WORK
from aid_portal.models import AuditEvent, JobRun, RoleAssignment, UnmaskRequest, User
from aid_portal.permissions import Permission

RECENT_DAYS = 7
HEALTH_SECONDS = 60
LEVELS = {
    diagnosis.Level.OK: ("ok", gettext_lazy("正常")),
    diagnosis.Level.NOTICE: ("warning", gettext_lazy("注意")),
    diagnosis.Level.FAULT: ("failed", gettext_lazy("故障")),
}
WATCHED = ("portal.session.refused", "portal.access.denied", "portal.export.made", "portal.record.revealed")


def assignments_to_grant(viewer: Viewer) -> Iterator[Todo]:
    mine = Q(proposed_by=viewer.user) | Q(user=viewer.user)
    waiting = RoleAssignment.objects.visible_to(viewer.user).filter(status=AssignmentStatus.PROPOSED).exclude(mine)
    found = waiting.aggregate(count=Count("pk"), since=Min("proposed_at"))
    url = rows("role-assignment-list", status=AssignmentStatus.PROPOSED.value)
    yield Todo(SYSTEM, _("批准任职"), found["count"], url, "person-badge", found["since"])


def requests_to_decide(viewer: Viewer) -> Iterator[Todo]:
    waiting = UnmaskRequest.objects.visible_to(viewer.user).filter(status=UnmaskStatus.PROPOSED)
    found = waiting.exclude(requested_by=viewer.user).aggregate(count=Count("pk"), since=Min("requested_at"))
    url = rows("unmask-request-list", status=UnmaskStatus.PROPOSED.value, mine="no")
    what = _("批准查看或导出完整信息")
    yield Todo(WORK, what, found["count"], url, "shield-check", found["since"])


def exports_granted(viewer: Viewer) -> Iterator[Todo]:
    mine = UnmaskRequest.objects.visible_to(viewer.user).filter(requested_by=viewer.user)
    waiting = mine.filter(kind=UnmaskKind.EXPORT, status=UnmaskStatus.GRANTED)
    url = rows("unmask-request-list", status=UnmaskStatus.GRANTED.value, kind=UnmaskKind.EXPORT.value, mine="yes")
    yield Todo(WORK, _("取走已批准的完整导出"), waiting.count(), url, "download")


def failed_jobs(viewer: Viewer) -> Iterator[Todo]:
    mine = _failed(viewer).filter(requested_by=viewer.user).aggregate(count=Count("pk"), since=Min("created_at"))
    url = rows("job-run-list", status=JobStatus.FAILED.value, mine="yes", since=_week())
    yield Todo(WORK, _("查看未完成的后台任务"), mine["count"], url, "exclamation-triangle", mine["since"])


def _week() -> date:
    return timezone.localdate() - timedelta(days=RECENT_DAYS - 1)


def _failed(viewer: Viewer) -> QuerySet[JobRun]:
    return JobRun.objects.visible_to(viewer.user).filter(status=JobStatus.FAILED, created_at__date__gte=_week())


def accounts(viewer: Viewer) -> Panel:
    people = User.objects.visible_to(viewer.user)
    counted = people.aggregate(
        active=Count("pk", filter=Q(is_active=True)),
        idle=Count("pk", filter=Q(is_active=True, must_change_password=True)),
    )
    today, held = timezone.localdate(), RoleAssignment.objects.visible_to(viewer.user)
    ending = held.in_force_on(today).filter(ends_on__lte=today + ENDING_SOON).count()
    waiting = held.filter(status=AssignmentStatus.PROPOSED).count()
    first = rows("user-list", first_login="yes")
    proposed = rows("role-assignment-list", status=AssignmentStatus.PROPOSED.value)
    return Panel(
        _("用户与任职"),
        stats=[
            Stat(_("启用的账号"), figures.count(counted["active"]), url=rows("user-list", is_active="true"), icon="people"),
            Stat(_("尚未修改初始密码"), figures.count(counted["idle"]), url=first, icon="key", hint=_("提醒本人登录并修改")),
            Stat(_("待批准的任职"), figures.count(waiting), url=proposed, icon="person-badge"),
            Stat(
                _("30天内到期的任职"),
                figures.count(ending),
                url=rows("role-assignment-list", ending="soon"),
                icon="calendar3",
                tone="warning" if ending else "",
            ),
        ],
    )


def health(viewer: Viewer) -> Panel:
    """What the doctor sees, at most a minute old, and how the background work goes."""
    seen = cache.get("home:health")
    if seen is None:
        seen = [(each.subject, each.level, each.seen) for each in diagnosis.examine()]
        cache.set("home:health", seen, HEALTH_SECONDS)
    running = JobRun.objects.visible_to(viewer.user).filter(status=JobStatus.RUNNING).count()
    failed = _failed(viewer).count()
    failures = rows("job-run-list", status=JobStatus.FAILED.value, since=_week())
    return Panel(
        _("系统状态"),
        lead=_("每分钟检查一次；与命令 manage.py doctor 所见相同。"),
        stats=[
            Stat(_("进行中的任务"), figures.count(running), url=rows("job-run-list", status="running"), icon="clock-history"),
            Stat(_("7天内未完成的任务"), figures.count(failed), url=failures, icon="x-circle", tone="danger" if failed else ""),
        ],
        lines=[Line(subject, LEVELS[level][0], str(LEVELS[level][1]), words) for subject, level, words in seen],
    )


def watched(viewer: Viewer) -> Panel:
    """Last week's events that an auditor looks at first."""
    since = _week()
    events = AuditEvent.objects.visible_to(viewer.user).filter(at__date__gte=since, event__in=WATCHED)
    counted = dict(events.order_by().values_list("event").annotate(Count("pk")))
    icons = ("person-x", "slash-circle", "download", "eye")
    labels = (_("登录失败"), _("访问被拒绝"), _("导出"), _("查看完整信息"))
    return Panel(
        _("近7天的审计记录"),
        stats=[
            Stat(label, figures.count(counted.get(event, 0)), url=rows("audit-event-list", event=event, since=since), icon=icon)
            for event, label, icon in zip(WATCHED, labels, icons, strict=True)
        ],
    )


register_todos(Permission.ROLE_GRANT, assignments_to_grant, "role-assignment-list")
register_todos(Permission.UNMASK_APPROVE, requests_to_decide, "unmask-request-list")
register_todos(Permission.EXPORT_UNMASKED, exports_granted)
register_todos(Permission.JOB_VIEW, failed_jobs)
register_panel(Permission.USER_VIEW, accounts, 60)
register_panel(Permission.JOB_MANAGE, health, 70)
register_panel(Permission.AUDIT_VIEW, watched, 80)
