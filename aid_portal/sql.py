"""Set-based statements kept one a file in an app's `sql/` folder."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from itertools import dropwhile
from pathlib import Path

from django.apps import apps
from django.db import connection, transaction


@cache
def statement(app: str, name: str) -> str:
    """Without the comment at its head, which is for readers: the guard of GET requests looks at the first word."""
    text = (Path(apps.get_app_config(app).path) / "sql" / f"{name}.sql").read_text(encoding="utf-8")
    return "".join(dropwhile(lambda line: line.startswith("--"), text.splitlines(keepends=True)))


def execute(app: str, name: str, params: dict | None = None) -> int:
    """Run the statement in the current transaction; returns the number of rows it touched."""
    with connection.cursor() as cursor:
        cursor.execute(statement(app, name), params)
        return cursor.rowcount


def fetch(app: str, name: str, params: dict | None = None) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(statement(app, name), params)
        return cursor.fetchall()


# From here on reading whole tables costs less than looking rows up one by one.
MANY = 1_000


@contextmanager
def joined_whole(rows: int) -> Iterator[None]:
    """Joins of many fresh rows hash: before anybody has analysed them the planner may guess loops, which take minutes."""
    if rows < MANY:
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_nestloop = off")
        yield
        cursor.execute("SET LOCAL enable_nestloop = on")


@contextmanager
def snapshot() -> Iterator[None]:
    """All statements of the block see one moment of the database and none of them writes; a transaction around it has its own."""
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if outermost:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


# A term's first rows in a table that the planner knows from earlier terms: it takes them for none and loops for minutes.
STALE_SHARE = 0.05


def refresh_statistics(*tables: str) -> None:
    """ANALYZE those tables of which a twentieth has changed since anybody last did; costs nothing when nothing has."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_stat_user_tables"
            " WHERE relname = ANY(%s) AND n_mod_since_analyze > %s * n_live_tup ORDER BY relname",
            [list(tables), STALE_SHARE],
        )
        stale = [name for (name,) in cursor.fetchall()]
    if stale:
        analyse(*stale)


def analyse(*tables: str) -> None:
    """Fresh rows have no statistics until somebody asks; without them the planner guesses loops (performance.md W2.9).

    A table may name the columns that are joined by: the others need not be looked at.
    """
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {', '.join(tables)}")
