"""The embedded PostgreSQL starts from nothing, survives its killing, keeps its rows and knows Chinese."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import psycopg2
import pytest

from aid_portal.embedded.accounts import Account, ServerUnavailable
from aid_portal.embedded.postgres import Postgres

pytestmark = pytest.mark.slow


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Postgres]:
    server = Postgres(tmp_path / "postgres", "secret", durable=False)
    yield server
    server.remove()


def ask(address: str, *statements: str) -> list[tuple]:
    connection = psycopg2.connect(address)
    try:
        with connection, connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
            return cursor.fetchall() if cursor.description else []
    finally:
        connection.close()


def test_it_keeps_its_rows_over_stop_and_start(server: Postgres):
    ask(server.start(), "CREATE TABLE pupils (name text)", "INSERT INTO pupils VALUES ('李雷')")
    server.stop()
    assert ask(server.start(), "SELECT name FROM pupils") == [("李雷",)]


def test_a_second_start_finds_the_running_server(server: Postgres):
    assert server.start() == server.start()


def test_after_a_kill_it_comes_back_with_what_was_committed(tmp_path: Path):
    server = Postgres(tmp_path / "postgres", "secret")
    ask(server.start(), "CREATE TABLE pupils AS SELECT generate_series(1, 1000)")
    os.kill(int((server.data / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)
    kept = ask(server.start(), "SELECT count(*) FROM pupils")
    server.remove()
    assert kept == [(1000,)]


def test_a_pid_file_of_another_program_does_not_keep_it_from_starting(server: Postgres):
    server.start()
    server.stop()
    (server.data / "postmaster.pid").write_text(f"{os.getpid()}\n{server.data}\n0\n5999\n\n127.0.0.1\n")
    assert ask(server.start(), "SELECT 1") == [(1,)]


def test_trigrams_of_chinese_text_are_not_empty(server: Postgres):
    alike = ask(
        server.start(),
        "CREATE EXTENSION pg_trgm",
        "SELECT similarity('家庭经济困难学生', '家庭经济困难学生认定')",
    )
    assert alike[0][0] > 0.4


def test_without_the_password_nobody_comes_in(server: Postgres):
    address = server.start()
    with pytest.raises(psycopg2.OperationalError, match="password"):
        psycopg2.connect(address.replace(":secret@", ":guess@"))


def test_data_of_another_major_version_is_refused_with_the_remedy(server: Postgres):
    server.start()
    server.stop()
    (server.data / "PG_VERSION").write_text("14\n")
    with pytest.raises(ServerUnavailable, match=r"PostgreSQL 14 .*make demo-reset"):
        server.start()


def test_a_directory_of_root_alone_gets_a_stand_in_that_the_servers_account_can_reach(tmp_path: Path):
    account = Account.for_servers()
    if not account.is_other:
        pytest.skip("only root runs the server as somebody else")
    private = tmp_path / "private"
    private.mkdir(mode=0o700)
    assert str(account.home(private / "postgres")).startswith("/var/lib/aid-portal-dev/")
    assert private.stat().st_mode & 0o777 == 0o700
