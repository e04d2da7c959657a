"""A database of its own on the same server, made for one run and dropped after it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit, urlunsplit

import psycopg2

NAME = "aid_portal_bench"
SQL = Path(__file__).parent / "sql"


@contextmanager
def own_database() -> Iterator[Path]:
    """Settings read DATABASE_URL afterwards; yields a folder for files and keys that goes with the database."""
    server = os.environ["DATABASE_URL"]
    _ask(server, f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)", f"CREATE DATABASE {NAME}")
    with TemporaryDirectory(prefix="aid-portal-bench-") as home:
        os.environ |= {"DATABASE_URL": urlunsplit(urlsplit(server)._replace(path=f"/{NAME}")), "AID_PORTAL_HOME": home}
        try:
            yield Path(home)
        finally:
            _ask(server, f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)")


def _ask(server: str, *statements: str) -> None:
    connection = psycopg2.connect(server)
    connection.autocommit = True
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
    connection.close()


def run(name: str, **params: object) -> None:
    """One of the statements beside this file, committed."""
    execute((SQL / f"{name}.sql").read_text(encoding="utf-8"), params)


def execute(statement: str, params: dict | None = None) -> list[tuple]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        return cursor.fetchall() if cursor.description else []


def settle(*tables: str) -> None:
    """What a server does in a quiet minute: nobody measures its autovacuum."""
    for table in tables:
        execute(f"VACUUM ANALYZE {table}")
    execute("CHECKPOINT")


def written_bytes(work) -> int:
    """How much the work adds to the write-ahead log, whatever the clock says."""
    [(before,)] = execute("SELECT pg_current_wal_insert_lsn()")
    work()
    [(grown,)] = execute("SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), %(before)s)", {"before": before})
    return int(grown)
