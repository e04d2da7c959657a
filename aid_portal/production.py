"""What production must have before the portal starts, and the secrets made by themselves elsewhere."""

import os
import secrets

# Not Django's: these sentences are needed before there are settings.
from gettext import gettext as _
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

SHORTEST_SECRET = 50


def same_server(one: str, other: str) -> bool:
    """Whether two Redis addresses are one server: a full cache must never push tasks out of the broker."""
    first, second = urlsplit(one), urlsplit(other)
    return (first.hostname, first.port or 6379) == (second.hostname, second.port or 6379)


def faults(*, debug: bool, secret_key: str, hosts: list[str], keyring: str, servers: dict[str, str]) -> list[str]:
    """Sentences on what is missing or dangerous, each with an example; empty when production may start."""
    missing = [name for name, address in servers.items() if not address]
    broker, cache = servers.get("BROKER_URL", ""), servers.get("CACHE_URL", "")
    checks = [
        (debug, _("DEBUG 不得开启，请删去该变量或写 DEBUG=0。")),
        (
            len(secret_key) < SHORTEST_SECRET,
            _("缺少 SECRET_KEY 或不足 %(least)d 字，可用 make secret 生成，例如 SECRET_KEY_FILE=/run/secrets/secret_key。")
            % {"least": SHORTEST_SECRET},
        ),
        (not hosts, _("缺少 ALLOWED_HOSTS，请写门户的域名，例如 ALLOWED_HOSTS=zizhu.example.gov.cn。")),
        ("*" in hosts, _("ALLOWED_HOSTS 不得为 *，请写门户的域名，例如 ALLOWED_HOSTS=zizhu.example.gov.cn。")),
        (
            not (keyring and Path(keyring).is_file()),
            _("缺少密钥文件，请写 AID_PORTAL_KEYRING=/run/secrets/keyring.json，并确认该文件存在。"),
        ),
        (
            bool(missing),
            _("缺少 %(names)s，例如 DATABASE_URL=postgres://用户:口令@主机:5432/库名，BROKER_URL=redis://主机:6379/0。")
            % {"names": "、".join(missing)},
        ),
        (
            bool(broker and cache) and same_server(broker, cache),
            _("CACHE_URL 与 BROKER_URL 指向同一台服务器，缓存占满会丢任务，请分开，例如 CACHE_URL=redis://cache:6379/0。"),
        ),
    ]
    return [sentence for failed, sentence in checks if failed]


def refuse(sentences: list[str]) -> None:
    if sentences:
        raise ImproperlyConfigured("\n".join([_("生产环境不能启动："), *sentences]))


def local_secret(home: Path) -> str:
    """The secret key of a machine that is not production: made once, readable by its owner only."""
    path = home / "keys" / "secret_key"
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_urlsafe(48))
    return path.read_text().strip()
