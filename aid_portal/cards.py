"""The ground floor's part of the home page: accounts, the state of the system, what auditors watch."""

from django.core.cache import cache
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from aid_portal import diagnosis, figures, selfchecks
from aid_portal.awaiting import failed_jobs, week
from aid_portal.choices import AssignmentStatus, JobStatus
from aid_portal.filters.role_assignments import ENDING_SOON
from aid_portal.home_cards import Line, Panel, Stat, Viewer, register_panel
from aid_portal.links import rows
from aid_portal.models import AuditEvent, JobRun, RoleAssignment, User
from aid_portal.permissions import Permission

HEALTH_SECONDS = 60
LEVELS = {
    diagnosis.Level.OK: ("ok", gettext_lazy("正常")),
    diagnosis.Level.NOTICE: ("warning", gettext_lazy("注意")),
    diagnosis.Level.FAULT: ("failed", gettext_lazy("故障")),
}
WATCHED = ("portal.session.refused", "portal.access.denied", "portal.export.made", "portal.record.revealed")


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
    nightly = cache.get(selfchecks.KEPT, ())
    running = JobRun.objects.visible_to(viewer.user).filter(status=JobStatus.RUNNING).count()
    failed = failed_jobs(viewer.user).count()
    failures = rows("job-run-list", status=JobStatus.FAILED.value, since=week())
    return Panel(
        _("系统状态"),
        lead=_("每分钟检查一次，账目、密文和文件每夜核对一次；与命令 manage.py doctor 所见相同。"),
        stats=[
            Stat(_("进行中的任务"), figures.count(running), url=rows("job-run-list", status="running"), icon="clock-history"),
            Stat(_("7天内未完成的任务"), figures.count(failed), url=failures, icon="x-circle", tone="danger" if failed else ""),
        ],
        lines=[Line(subject, LEVELS[level][0], str(LEVELS[level][1]), words) for subject, level, words in (*seen, *nightly)],
    )


def watched(viewer: Viewer) -> Panel:
    """Last week's events that an auditor looks at first."""
    since = week()
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


register_panel(Permission.USER_VIEW, accounts, 60)
register_panel(Permission.JOB_MANAGE, health, 70)
register_panel(Permission.AUDIT_VIEW, watched, 80)
