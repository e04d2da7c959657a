"""The embedded Valkey: the broker forgets nothing, and a stranger on the port is not taken for it."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from redis import Redis

from aid_portal.embedded import valkey


@pytest.fixture
def broker(tmp_path: Path) -> Iterator[valkey.Valkey]:
    server = valkey.broker(tmp_path / "broker", "secret")
    yield server
    server.remove()


def test_what_the_broker_took_is_there_after_a_restart(broker: valkey.Valkey):
    with Redis.from_url(broker.start()) as client:
        client.rpush("celery", "task")
    broker.stop()
    with Redis.from_url(broker.start()) as client:
        assert client.llen("celery") == 1


def test_the_broker_refuses_to_forget_when_full(broker: valkey.Valkey):
    with Redis.from_url(broker.start()) as client:
        assert client.config_get("maxmemory-policy")["maxmemory-policy"] == "noeviction"


def test_a_second_start_finds_the_running_server(broker: valkey.Valkey):
    assert broker.start() == broker.start()


def test_the_password_is_not_on_the_command_line(broker: valkey.Valkey):
    broker.start()
    pid = (broker.directory / "server.pid").read_text().strip()
    assert b"secret" not in Path(f"/proc/{pid}/cmdline").read_bytes()
    assert (broker.directory / "server.conf").stat().st_mode & 0o077 == 0


def test_another_program_on_the_port_is_not_taken_for_ours(broker: valkey.Valkey):
    with socket.create_server(("127.0.0.1", 0)) as stranger:
        broker.directory.mkdir()
        (broker.directory / "port").write_text(str(stranger.getsockname()[1]))
        assert not broker.answers("PING", "+PONG")
