"""What production must have before the portal starts, and the secrets made by themselves elsewhere."""

import contextlib
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


def faults(*, debug: bool, secret_key: str, hosts: list[str], keyring: str, broker: str, cache: str) -> list[str]:
    """Sentences on what is missing or dangerous in production, each with an example; empty when it may start."""
    checks = {
        _("DEBUG 不得开启，请删去该变量或写 DEBUG=0。"): debug,
        _("缺少 SECRET_KEY 或不足 50 字，可用 make secret 生成，例如 SECRET_KEY_FILE=/run/secrets/secret_key。"): (
            len(secret_key) < SHORTEST_SECRET
        ),
        _("缺少 ALLOWED_HOSTS，请写门户的域名，例如 ALLOWED_HOSTS=zizhu.example.gov.cn。"): not hosts,
        _("ALLOWED_HOSTS 不得为 *，请写门户的域名，例如 ALLOWED_HOSTS=zizhu.example.gov.cn。"): "*" in hosts,
        _("缺少密钥文件，请写 AID_PORTAL_KEYRING=/run/secrets/keyring.json，并确认该文件存在。"): (
            not (keyring and Path(keyring).is_file())
        ),
        _("CACHE_URL 与 BROKER_URL 指向同一台服务器，缓存占满会丢任务，请分开，例如 CACHE_URL=redis://cache:6379/0。"): (
            bool(broker and cache) and same_server(broker, cache)
        ),
    }
    return [sentence for sentence, failed in checks.items() if failed]


def unset(servers: dict[str, str]) -> list[str]:
    """A sentence naming the addresses that are not given; only our own launcher may do without them."""
    names = [name for name, address in servers.items() if not address]
    told = {"names": "、".join(names)}
    example = _("缺少 %(names)s，例如 DATABASE_URL=postgres://用户:口令@主机:5432/库名，BROKER_URL=redis://主机:6379/0；")
    launcher = _("演示和开发请用 python manage.py 或 python -m aid_portal.embedded 启动，由内置服务器提供。")
    return [example % told + launcher] if names else []


def refuse(sentences: list[str]) -> None:
    if sentences:
        raise ImproperlyConfigured("\n".join([_("门户不能启动："), *sentences]))


def local_secret(home: Path) -> str:
    """The secret key of a machine that is not production: made once, readable by its owner only."""
    path = home / "keys" / "secret_key"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = path.with_name(f".secret_key.{secrets.token_hex(8)}")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(48))
        # Two processes that start together agree on one: the name is taken whole or not at all.
        with contextlib.suppress(FileExistsError):
            os.link(draft, path)
        draft.unlink()
    return path.read_text().strip()
