"""Files of the portal: store, open, download, remove, prune."""

import os
import shutil
import time
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import BinaryIO
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext as _

from aid_portal import audit, files
from aid_portal.errors import Refused
from aid_portal.models import JobRun, OrgUnit, StoredFile, User

# Handing out personal data is for the moment; who needs it later asks again (reliability.md D10).
EXPORT_KEPT = timedelta(hours=24)
STRAY_SECONDS = 24 * 3600.0

Source = bytes | Path | BinaryIO | Iterable[bytes]


@transaction.atomic
def store(
    *,
    source: Source,
    name: str,
    kind: str,
    by: User | None,
    unit: OrgUnit | None = None,
    personal: bool = False,
    expires_at: datetime | None = None,
) -> StoredFile:
    """Seal the bytes on disk and remember them; if the transaction is rolled back, `prune` removes what lies there."""
    key = uuid4()
    written = files.write(key, _blocks(source))
    return StoredFile.objects.create(
        key=key,
        name=_safe_name(name),
        kind=kind,
        unit=unit,
        personal=personal,
        created_by=by,
        expires_at=expires_at,
        size=written.size,
        sha256=written.sha256,
    )


def read(file: StoredFile) -> Iterator[bytes]:
    return files.read(file.key)


def open_plain(file: StoredFile) -> AbstractContextManager[Path]:
    """A plain copy under its own suffix, private to this process and gone after the block."""
    return files.plain_path(file.key, Path(file.name).suffix.lower())


def made_by(run: JobRun) -> StoredFile | None:
    """What a job says it has made, while it can be taken; None once it has expired."""
    key = run.result.get("file")
    return StoredFile.objects.filter(key=UUID(key), expires_at__gt=timezone.now()).first() if key else None


@transaction.atomic
def download(*, file: StoredFile, by: User) -> Iterator[bytes]:
    """The bytes, with an audit event; refused when the file has expired or is gone."""
    still_kept = StoredFile.objects.filter(pk=file.pk).exclude(expires_at__lte=Now()).exists()
    if not (still_kept and files.path_of(file.key).exists()):
        raise Refused(_("文件“%(name)s”已过保存期限，请重新导出。") % {"name": file.name}, code="expired")
    audit.record("portal.stored_file.downloaded", by=by, target=file, unit=file.unit)
    return files.read(file.key)


@transaction.atomic
def remove(file: StoredFile) -> None:
    transaction.on_commit(partial(files.remove, file.key))
    file.delete()


@transaction.atomic
def prune() -> int:
    """Remove expired files, and from the disk what no row knows; the answer counts the expired ones."""
    expired = list(StoredFile.objects.filter(expires_at__lte=Now()))
    for file in expired:
        remove(file)
    _remove_strays()
    return len(expired)


def _remove_strays() -> None:
    """A day of patience: a file lies on disk before the transaction that knows it has committed."""
    strays = {path.name: path for path in files.older_than(STRAY_SECONDS, time.time())}
    keys = [key for name in strays if (key := _key(name))]
    known = set(StoredFile.objects.filter(key__in=keys).values_list("key", flat=True))
    for name, path in strays.items():
        if _key(name) not in known:
            shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)


def _key(name: str) -> UUID | None:
    try:
        return UUID(name)
    except ValueError:
        return None


def _blocks(source: Source) -> Iterator[bytes]:
    if isinstance(source, bytes):
        yield source
    elif isinstance(source, Path):
        with source.open("rb") as file:
            yield from _blocks(file)
    elif hasattr(source, "read"):
        yield from iter(partial(source.read, files.FRAME_BYTES), b"")
    else:
        yield from source


def _safe_name(name: str) -> str:
    """The last part of what the browser sent, without control characters, short enough and with its suffix."""
    base = "".join(sign for sign in os.path.basename(name.replace("\\", "/")) if sign.isprintable()).strip() or "file"
    stem, suffix = os.path.splitext(base)
    return stem[: 200 - len(suffix[:20])] + suffix[:20]
