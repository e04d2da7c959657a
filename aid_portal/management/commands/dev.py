"""`make demo`: servers, tables, the demonstration county, worker, beat and web, until Ctrl-C."""

import signal
import socket
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from types import FrameType

from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connections
from django.utils.translation import gettext as _

from aid_portal.diagnosis import Level, examine
from aid_portal.embedded.locks import Lock
from aid_portal.management.commands import seed_demo
from aid_portal.processes import ChildProcess, stop_all
from aid_portal.workers import HEARTBEAT_KEY

START_SECONDS = 120
STOP_SECONDS = 8


class Stopped(KeyboardInterrupt):
    """Somebody pressed Ctrl-C, or the system asks us to end; no `except Exception` on the way may take it for a fault."""


class Command(BaseCommand):
    help = "Start the whole portal on this machine and stay until Ctrl-C."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--no-seed", action="store_true", help="do not make the demonstration county")

    def handle(self, *_args: str, **options: object) -> None:
        if settings.PRODUCTION:
            raise CommandError(_("make demo 只用于演示和开发；生产环境请用 docker-compose.yml 或 systemd。"))
        signal.signal(signal.SIGINT, stop)
        signal.signal(signal.SIGTERM, stop)
        self.children: list[ChildProcess] = []
        lock = Lock(settings.HOME / "dev.lock")
        if not lock.take_over():
            self.stdout.write(_("门户已在运行：%s") % lock.path.read_text())
            return
        try:
            self.bring_up(options)
            self.watch()
        except (Exception, Stopped):
            # A library interrupted in the middle (COPY, for one) turns the interruption into an error of its own.
            if not is_stopping():
                raise
            self.stdout.write(_("\n正在停止…"))
        finally:
            stop_all(self.children, STOP_SECONDS)
            connections.close_all()
            lock.release()
        self.stdout.write(_("已停止。数据都在，再次运行 make demo 即可继续。"))

    def bring_up(self, options: dict) -> None:
        """With a county there everything starts side by side; without one the web waits until it is made."""
        self.step(_("数据库与消息队列"), look_for_servers)
        self.step(_("数据表"), lambda: call_command("migrate", verbosity=0, interactive=False))
        port = self.choose_port(options["host"], options["port"])
        seeded = options["no_seed"] or seed_demo.is_complete()
        cache.delete(HEARTBEAT_KEY)
        self.start_workers()
        if seeded:
            self.start_web(options["host"], port)
        self.step(_("后台任务进程"), lambda: self.wait_for(lambda: cache.get(HEARTBEAT_KEY) is not None))
        if not seeded:
            self.stdout.write(_("· 建立演示县（首次约几分钟，以后不再重复）"))
            call_command("seed_demo")
            self.start_web(options["host"], port)
        address = f"http://{options['host']}:{port}/"
        self.step(_("网页服务"), lambda: self.wait_for(lambda: answers(f"{address}alive/")))
        (settings.HOME / "dev.lock").write_text(address)
        self.announce(address)

    def step(self, title: str, work: Callable[[], object]) -> None:
        """One line a step: its name while it runs, the seconds when it is done."""
        self.stdout.write(f"· {title} … ", ending="")
        self.stdout.flush()
        began = time.monotonic()
        work()
        self.stdout.write(_("就绪（%.1f 秒）") % (time.monotonic() - began))

    def choose_port(self, host: str, wanted: int) -> int:
        port = free_port_from(host, wanted)
        if port != wanted:
            self.stdout.write(_("· 端口 %(wanted)d 已被占用，改用 %(port)d") % {"wanted": wanted, "port": port})
        return port

    def start_workers(self) -> None:
        celery = [sys.executable, "-m", "celery", "-A", "aid_portal"]
        concurrency = ["--concurrency", str(settings.WORKERS)]
        self.add("worker", [*celery, "worker", *concurrency, "--loglevel", "INFO", "--without-mingle", "--without-gossip"])
        self.add("beat", [*celery, "beat", "--loglevel", "WARNING", "--pidfile="])

    def start_web(self, host: str, port: int) -> None:
        bind = ["--bind", f"{host}:{port}", "--workers", "2", "--threads", "4"]
        limits = ["--timeout", "60", "--graceful-timeout", "3", "--no-control-socket"]
        self.add("web", [sys.executable, "-m", "gunicorn", "aid_portal.wsgi", *bind, *limits])

    def add(self, name: str, command: list[str]) -> None:
        """The servers that `ensure` found stand in our environment, so the children use the same ones."""
        child = ChildProcess(name, command, Path(settings.HOME) / "logs" / f"{name}.log", {})
        child.start()
        self.children.append(child)

    def wait_for(self, ready: Callable[[], bool]) -> None:
        """Until it is ready; a process that died meanwhile, or one that takes too long, is shown with its last words."""
        until = time.monotonic() + START_SECONDS
        while not ready():
            dead = [child for child in self.children if not child.is_alive]
            if dead or time.monotonic() > until:
                child = (dead or self.children)[-1]
                detail = {"name": child.name, "log": child.log, "tail": child.last_lines()}
                raise CommandError(_("%(name)s 未能启动，日志 %(log)s：\n%(tail)s") % detail)
            time.sleep(0.1)

    def announce(self, address: str) -> None:
        self.stdout.write("")
        self.stdout.write(self.style.SUCCESS(_("门户已就绪：%s") % address))
        for line in seed_demo.account_lines():
            self.stdout.write(f"  {line}")
        self.stdout.write(_("按 Ctrl-C 停止。"))
        self.stdout.flush()

    def watch(self) -> None:
        """Stay until told to stop; a process that dies is started again, and that is said."""
        while True:
            time.sleep(1)
            for child in [child for child in self.children if not child.is_alive]:
                told = {"name": child.name, "log": child.log}
                self.stdout.write(_("· %(name)s 意外退出，已重新启动（日志 %(log)s）") % told)
                self.stdout.flush()
                child.start()


def stop(_number: int, _frame: FrameType | None) -> None:
    """Once is enough: while we stop, further presses must not leave half of it running."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    raise Stopped


def is_stopping() -> bool:
    return signal.getsignal(signal.SIGTERM) is signal.SIG_IGN


def look_for_servers() -> None:
    """Embedded or the bureau's own, all three answer; else the doctor's sentence says which does not and what to do."""
    for found in examine(("database", "broker", "cache")):
        if found.level is Level.FAULT:
            raise CommandError(f"{found.subject}：{found.seen}")


def free_port_from(host: str, wanted: int) -> int:
    for port in range(wanted, wanted + 100):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError:
                continue
            return port
    raise CommandError(_("端口 %(first)d 至 %(last)d 都被占用，请用 --port 另选。") % {"first": wanted, "last": wanted + 99})


def answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=2) as response:  # noqa: S310 - our own address
            return response.status == 200
    except (urllib.error.URLError, OSError):
        return False
