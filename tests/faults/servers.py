"""A PostgreSQL of the kill tests' own, which may crash without hurting another test; databases in it are copied, not filled."""

import contextlib
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from django.db import connection

from aid_portal.embedded.postgres import Postgres

# Nobody tells the planner in secret how the tables look: whatever is slow on fresh rows is slow here, every time.
SETTINGS = {"autovacuum": "off"}


class Server(Postgres):
    """Waits for the disk, as the bureau's does: what was committed before a crash must be there after it."""

    def __init__(self, directory: Path) -> None:
        super().__init__(directory, "secret", durable=True)
        self.settings = self.settings | SETTINGS

    def crash(self, outage: float = 0.0) -> None:
        """Ends without a word to anybody; comes back on the same port, with the same options, from its log."""
        self.account.launch(self.programs / "pg_ctl", "stop", "-D", self.data, "-m", "immediate", "-w")
        time.sleep(outage)
        self.account.launch(self.programs / "pg_ctl", "restart", "-D", self.data, "-l", self.home / "server.log", "-w")

    def copy(self, original: str, name: str) -> None:
        with self.used("postgres"), connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
            cursor.execute(f"CREATE DATABASE {name} TEMPLATE {original} STRATEGY FILE_COPY")

    @contextlib.contextmanager
    def used(self, name: str) -> Iterator[None]:
        """Django of this process works on that database of ours; afterwards again on the one it had."""
        address = urlsplit(self.address)
        ours = {"HOST": address.hostname, "PORT": address.port, "USER": address.username, "PASSWORD": address.password}
        theirs = dict(connection.settings_dict)
        connection.close()
        connection.settings_dict.update(ours, NAME=name)
        try:
            yield
        finally:
            connection.close()
            connection.settings_dict.update(theirs)

    def start(self) -> str:
        self.address = super().start()
        return self.address
