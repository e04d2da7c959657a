"""PostgreSQL and two Valkey servers from wheels, for machines that have none; never in production.

Whoever uses them holds a shared lock; the last one to leave stops them (decisions/0001).
"""

import atexit
import os
import secrets
import shutil
from collections.abc import Callable
from gettext import gettext as _
from pathlib import Path

from environ import FileAwareEnv

from aid_portal.embedded import postgres, valkey
from aid_portal.embedded.accounts import ServerUnavailable
from aid_portal.embedded.locks import Lock

BASE_DIR = Path(__file__).resolve().parent.parent.parent


Server = postgres.Postgres | valkey.Valkey


def ensure(*, tests: bool = False) -> None:
    """Set DATABASE_URL, BROKER_URL and CACHE_URL where they are not set, starting servers as needed.

    The servers of the tests are others than those of the demonstration, in other directories, and do not wait for the disk.
    """
    env = environment()
    if env.str("AID_PORTAL_ENV", default="development") == "production":
        return
    directory = home(env) / "embedded" / ("tests" if tests else "demo")
    starters = starters_for(directory, durable=not tests)
    missing = {name: starter for name, starter in starters.items() if not env.str(name, default="")}
    if missing:
        os.environ.update(start_all(directory, missing))


def environment() -> FileAwareEnv:
    env = FileAwareEnv()
    env.read_env(BASE_DIR / ".env")
    return env


def home(env: FileAwareEnv) -> Path:
    return Path(env.str("AID_PORTAL_HOME", default=str(BASE_DIR / "var"))).resolve()


def starters_for(directory: Path, *, durable: bool) -> dict[str, Callable[[str], Server]]:
    return {
        "DATABASE_URL": lambda password: postgres.Postgres(directory / "postgres", password, durable=durable),
        "BROKER_URL": lambda password: valkey.broker(directory / "broker", password),
        "CACHE_URL": lambda password: valkey.cache(directory / "cache", password),
    }


def start_all(directory: Path, starters: dict[str, Callable[[str], Server]]) -> dict[str, str]:
    """Start what is not running yet and answer the addresses; two processes at once get the same servers."""
    directory.mkdir(parents=True, exist_ok=True)
    guard, in_use = Lock(directory / "guard.lock"), Lock(directory / "in-use.lock")
    with guard:
        password = password_in(directory / "password")
        servers = {name: starter(password) for name, starter in starters.items()}
        addresses = {name: server.start() for name, server in servers.items()}
        in_use.share()
    atexit.register(leave, guard, in_use, list(servers.values()), os.getpid())
    return addresses


def leave(guard: Lock, in_use: Lock, servers: list[Server], owner: int) -> None:
    """Stop the servers when nobody else uses them; a forked child leaves without touching them."""
    if os.getpid() != owner:
        return
    with guard:
        if in_use.take_over():
            for server in servers:
                server.stop()
        in_use.release()


def reset() -> None:
    """Take away the demonstration: its servers' data, files and keys; refused while the portal runs or on a real server."""
    env = environment()
    if env.str("DATABASE_URL", default="") or env.str("AID_PORTAL_ENV", default="development") == "production":
        raise ServerUnavailable(_("已设 DATABASE_URL，不清空您自己的数据库；请取消该变量后再运行。"))
    directory = home(env) / "embedded" / "demo"
    directory.mkdir(parents=True, exist_ok=True)
    guard, in_use = Lock(directory / "guard.lock"), Lock(directory / "in-use.lock")
    with guard:
        if not in_use.take_over():
            raise ServerUnavailable(_("门户正在运行，请先在那个窗口按 Ctrl-C，再运行 make demo-reset。"))
        for starter in starters_for(directory, durable=True).values():
            starter(password_in(directory / "password")).remove()
        in_use.release()
        for name in ("embedded/demo", "files", "keys", "tmp", "static", "logs"):
            shutil.rmtree(home(env) / name, ignore_errors=True)


def password_in(path: Path) -> str:
    if not path.exists():
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(24))
    return path.read_text()
