"""What `manage.py doctor` looks at: each check answers with a level, what it saw and what to do."""

import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import ImproperlyConfigured
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone
from django.utils.translation import gettext as _
from django_celery_beat.models import PeriodicTask
from redis import Redis, RedisError

from aid_portal import keyring
from aid_portal.errors import Refused
from aid_portal.models import Holiday
from aid_portal.production import same_server
from aid_portal.typefaces import typefaces
from aid_portal.workers import HEARTBEAT_KEY

OLDEST_POSTGRES = 15
LATE_HEARTBEAT_SECONDS = 60
LATE_BEAT = timedelta(minutes=5)
GIBIBYTE = 1024**3
LEAST_FREE, LITTLE_FREE = 1 * GIBIBYTE, 5 * GIBIBYTE


class Level(StrEnum):
    OK = "OK"
    NOTICE = "注意"
    FAULT = "故障"


@dataclass(frozen=True)
class Diagnosis:
    """One line of the doctor's report."""

    subject: str
    level: Level
    seen: str


def ok(subject: str, seen: str) -> Diagnosis:
    return Diagnosis(subject, Level.OK, seen)


def notice(subject: str, seen: str) -> Diagnosis:
    return Diagnosis(subject, Level.NOTICE, seen)


def fault(subject: str, seen: str) -> Diagnosis:
    return Diagnosis(subject, Level.FAULT, seen)


def database() -> Diagnosis:
    subject = _("数据库")
    try:
        connection.ensure_connection()
    except Error as error:
        return fault(subject, _("连不上：%s 请检查 DATABASE_URL 和数据库是否在运行。") % str(error).splitlines()[0])
    version = connection.pg_version
    shown = f"PostgreSQL {version // 10000}.{version % 10000}"
    if version < OLDEST_POSTGRES * 10000:
        return fault(subject, _("%(shown)s 过旧，需要 %(least)d 以上。") % {"shown": shown, "least": OLDEST_POSTGRES})
    return ok(subject, shown)


def migrations() -> Diagnosis:
    subject = _("数据表")
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        return fault(subject, _("有 %d 个迁移未执行，请运行 python manage.py migrate。") % len(waiting))
    return ok(subject, _("迁移已全部执行"))


def broker() -> Diagnosis:
    subject = _("消息队列")
    try:
        with Redis.from_url(settings.BROKER_URL, socket_connect_timeout=3, socket_timeout=3) as server:
            server.ping()
            policy = server.info("memory").get("maxmemory_policy", "noeviction")
    except (RedisError, ValueError) as error:
        return fault(subject, _("连不上：%s 请检查 BROKER_URL 和服务是否在运行。") % error)
    if policy != "noeviction":
        return fault(subject, _("maxmemory-policy 是 %s，内存满时会丢任务，请改为 noeviction。") % policy)
    return ok(subject, _("可用"))


def cache_server() -> Diagnosis:
    subject = _("缓存（会话）")
    try:
        cache.set("doctor", "1", 10)
        kept = cache.get("doctor") == "1"
    except RedisError as error:
        return fault(subject, _("连不上：%s 请检查 CACHE_URL 和服务是否在运行。") % error)
    if not kept:
        return fault(subject, _("写入后读不回来，请检查缓存服务器的内存上限。"))
    if same_server(settings.BROKER_URL, settings.CACHE_URL):
        return notice(subject, _("与消息队列是同一台服务器，缓存占满会丢任务，请分开。"))
    return ok(subject, _("可用"))


def worker() -> Diagnosis:
    subject = _("后台任务进程")
    beat = cache.get(HEARTBEAT_KEY)
    if beat is None:
        return fault(subject, _("一小时内没有心跳，后台任务不会执行；请运行 make worker 或启动 worker 服务。"))
    age = int(time.time() - beat)
    if age > LATE_HEARTBEAT_SECONDS:
        return fault(subject, _("最近心跳在 %d 秒前，进程可能已停止；请重启 worker 服务。") % age)
    return ok(subject, _("最近心跳在 %d 秒前") % age)


def schedule() -> Diagnosis:
    """The scheduler writes its last runs down every three minutes, so five without news means it has stopped."""
    subject = _("定时任务")
    last = PeriodicTask.objects.filter(name="sweep").values_list("last_run_at", flat=True).first()
    if last is None:
        return notice(subject, _("还没有运行记录；若已启动五分钟以上，请检查 beat 服务。"))
    if timezone.now() - last > LATE_BEAT:
        return fault(subject, _("最近一次在 %s，请重启 beat 服务。") % timezone.localtime(last).strftime("%Y-%m-%d %H:%M"))
    return ok(subject, _("在运行"))


def keys() -> Diagnosis:
    subject = _("密钥")
    path = Path(settings.KEYRING)
    try:
        ring = keyring.current()
    except (ImproperlyConfigured, OSError) as error:
        return fault(subject, str(error))
    if path.stat().st_mode & 0o077:
        return notice(subject, _("%s 其他用户可读，请运行 chmod 600。") % path)
    return ok(subject, _("当前密钥 %(current)s，共 %(count)d 把") % {"current": ring.current, "count": len(ring.keys)})


def fonts() -> Diagnosis:
    subject = _("打印字体")
    try:
        found = typefaces()
    except Refused as refused:
        return fault(subject, refused.message)
    return ok(subject, _("正文用 %(text)s，标题用 %(heading)s") % {"text": found.text, "heading": found.heading})


def disk() -> Diagnosis:
    subject = _("磁盘")
    free = shutil.disk_usage(settings.HOME).free
    told = {"home": settings.HOME, "free": f"{free / GIBIBYTE:.1f}"}
    if free < LEAST_FREE:
        return fault(subject, _("%(home)s 只剩 %(free)s GB，请清理或扩容。") % told)
    if free < LITTLE_FREE:
        return notice(subject, _("%(home)s 只剩 %(free)s GB，请尽早扩容。") % told)
    return ok(subject, _("剩余 %(free)s GB") % told)


def holidays(today: date) -> Diagnosis:
    """Deadlines in working days are refused for a year without the State Council's table (aid_portal/working_days.py)."""
    subject = _("节假日表")
    known = set(Holiday.objects.filter(day__year__in=(today.year, today.year + 1)).values_list("day__year", flat=True))
    missing = [str(year) for year in (today.year, today.year + 1) if year not in known]
    if missing:
        return notice(subject, _("缺 %s 年，按工作日计算的期限无法确定；请在“节假日”页补录国务院通知。") % "、".join(missing))
    return ok(subject, _("今明两年已录入"))


def todays_holidays() -> Diagnosis:
    return holidays(timezone.localdate())


CHECKS: dict[str, Callable[[], Diagnosis]] = {
    "database": database,
    "migrations": migrations,
    "schedule": schedule,
    "holidays": todays_holidays,
    "broker": broker,
    "cache": cache_server,
    "worker": worker,
    "keys": keys,
    "fonts": fonts,
    "disk": disk,
}
# A check that rests on another one is left out where that one has found a fault: its line says why.
NEEDS = {"migrations": "database", "schedule": "migrations", "holidays": "migrations", "worker": "cache"}


def examine(names: Sequence[str] = tuple(CHECKS)) -> Iterator[Diagnosis]:
    """Every named check once, in the order of the table; one that it rests on is told of only when it is the fault."""
    faulty = set()
    for name in [name for name in CHECKS if name in _with_needs(names)]:
        if NEEDS.get(name) in faulty:
            faulty.add(name)
            continue
        diagnosis = CHECKS[name]()
        if diagnosis.level is Level.FAULT:
            faulty.add(name)
        if name in names or name in faulty:
            yield diagnosis


def _with_needs(names: Sequence[str]) -> set[str]:
    found, asked = set(), list(names)
    while asked:
        name = asked.pop()
        found.add(name)
        asked += [NEEDS[name]] if name in NEEDS else []
    return found
