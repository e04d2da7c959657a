"""What docker-compose.yml and Dockerfile promise: nothing runs as root, everything is watched, secrets are files."""

from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
SERVICES = COMPOSE["services"]
OURS = {"migrate", "web", "worker", "beat"}
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")


def test_web_worker_and_beat_stand_beside_a_database_a_broker_and_a_cache() -> None:
    assert set(SERVICES) == OURS | {"database", "broker", "cache"}
    urls = {SERVICES["web"]["environment"][name] for name in ("BROKER_URL", "CACHE_URL")}
    assert urls == {"redis://broker:6379/0", "redis://cache:6379/0"}


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_no_service_runs_as_root_or_may_become_it(name: str) -> None:
    service = SERVICES[name]
    assert service.get("user") or name in OURS
    assert service["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in service["security_opt"]


def test_our_image_ends_as_an_account_without_rights() -> None:
    last = [line for line in DOCKERFILE.splitlines() if line.startswith("USER ")][-1]
    assert last == "USER aid"
    assert DOCKERFILE.index("USER aid") < DOCKERFILE.index("CMD ")


@pytest.mark.parametrize("name", sorted(set(SERVICES) - {"migrate"}))
def test_every_lasting_service_is_watched_and_comes_back(name: str) -> None:
    assert SERVICES[name]["healthcheck"]["test"][0] == "CMD"
    assert SERVICES[name]["restart"] == "unless-stopped"


@pytest.mark.parametrize("name", sorted(OURS))
def test_ours_is_production_with_its_secrets_in_files(name: str) -> None:
    environment = SERVICES[name]["environment"]
    assert environment["AID_PORTAL_ENV"] == "production"
    assert {value for key, value in environment.items() if key.endswith("_FILE")} <= {
        f"/run/secrets/{secret}" for secret in COMPOSE["secrets"]
    }
    assert not {"SECRET_KEY", "DATABASE_URL"} & set(environment)


def test_what_must_last_lies_in_named_volumes() -> None:
    mounted = {volume.partition(":")[0] for service in SERVICES.values() for volume in service.get("volumes", ())}
    assert mounted == set(COMPOSE["volumes"]) == {"home", "database", "broker"}


def test_the_broker_never_forgets_and_the_cache_may() -> None:
    assert "noeviction" in SERVICES["broker"]["command"]
    assert "allkeys-lru" in SERVICES["cache"]["command"]


def test_only_the_web_can_be_reached_from_outside() -> None:
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["web"]
    assert COMPOSE["networks"]["inside"] == {"internal": True}


def test_neither_secrets_nor_data_enter_the_image() -> None:
    ignored = set((ROOT / ".dockerignore").read_text(encoding="utf-8").split())
    assert {".git", ".env", "var", "secrets"} <= ignored
