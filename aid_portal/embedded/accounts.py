"""PostgreSQL refuses to run as root: as whom it runs then, and where that account can reach programs and data."""

import hashlib
import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from gettext import gettext as _
from pathlib import Path

# Reachable by every account, owned by root: for a project or environment that lies in a directory of root alone.
COMMON = Path("/var/lib/aid-portal-dev")


class ServerUnavailable(RuntimeError):
    """An embedded server could not be had; the message says why and what to do."""


@dataclass(frozen=True)
class Account:
    """Who runs the server: ourselves, or as root an account that exists already."""

    uid: int | None = None
    gid: int | None = None

    @classmethod
    def for_servers(cls) -> "Account":
        if os.geteuid() != 0:
            return cls()
        for name in ("postgres", "nobody"):
            try:
                entry = pwd.getpwnam(name)
            except KeyError:
                continue
            return cls(entry.pw_uid, entry.pw_gid)
        raise ServerUnavailable(_("PostgreSQL 不能以 root 运行，又无 postgres、nobody 账户；请换普通用户，或设 DATABASE_URL。"))

    @property
    def is_other(self) -> bool:
        return self.uid is not None

    def run(self, *command: str | Path, timeout: float = 120) -> subprocess.CompletedProcess[str]:
        """Run to the end as this account; no pipe is left to a daemon, so output goes to a file or nowhere."""
        as_whom = {"user": self.uid, "group": self.gid, "extra_groups": []} if self.is_other else {}
        return subprocess.run(
            [str(part) for part in command],
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=timeout,
            check=False,
            **as_whom,
        )

    def launch(self, *command: str | Path, timeout: float = 120) -> int:
        """Start a daemon: it would keep our pipes open for ever, so it gets none."""
        as_whom = {"user": self.uid, "group": self.gid, "extra_groups": []} if self.is_other else {}
        nowhere = subprocess.DEVNULL
        return subprocess.run(
            [str(part) for part in command],
            cwd="/",
            stdin=nowhere,
            stdout=nowhere,
            stderr=nowhere,
            timeout=timeout,
            check=False,
            **as_whom,
        ).returncode

    def can(self, flag: str, path: Path) -> bool:
        return not self.is_other or self.run("/bin/sh", "-c", f'test {flag} "$1"', "sh", path).returncode == 0

    def home(self, directory: Path) -> Path:
        """`directory`, or a stand-in under /var/lib when this account cannot pass through its parents."""
        if self.can("-x", directory.parent):
            return directory
        stand_in = COMMON / hashlib.sha256(str(directory).encode()).hexdigest()[:16]
        make_passable(COMMON)
        return stand_in

    def own(self, path: Path) -> None:
        if self.is_other:
            os.chown(path, self.uid, self.gid)


def make_passable(directory: Path) -> None:
    directory.mkdir(parents=True, exist_ok=True)
    directory.chmod(0o755)


def copy_for_everybody(folders: list[Path], version: str) -> Path:
    """Copies of the folders, beside each other as they were: the programs find their libraries by relative path."""
    target = COMMON / f"postgres-{version}"
    if not target.exists():
        make_passable(COMMON)
        unfinished = COMMON / f".postgres-{version}-{os.getpid()}"
        for folder in folders:
            shutil.copytree(folder, unfinished / folder.name, symlinks=True)
        unfinished.chmod(0o755)
        unfinished.rename(target)
    return target
