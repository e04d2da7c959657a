"""pack: the bank's file in a zip that opens with a password of its own, told once to who asked and kept nowhere."""

import io
from dataclasses import dataclass

import pyzipper
from django.db import transaction
from django.utils import timezone

from aid_portal import audit
from aid_portal.actions import stored_files
from aid_portal.actions.stored_files import EXPORT_KEPT
from aid_portal.actions.users import first_password
from aid_portal.models import StoredFile, User
from subsidies.models import BankFile

KIND = "bank_zip"


@dataclass(frozen=True, slots=True)
class Package:
    file: StoredFile
    password: str


@transaction.atomic
def pack(*, bank_file: BankFile, by: User) -> Package:
    """AES-256; the zip is for `by` alone and for a day, and taking it away is recorded as of every file."""
    password = first_password()
    content = _zipped(bank_file.file.name, b"".join(stored_files.read(bank_file.file)), password)
    kept = stored_files.store(
        source=content, name=f"{bank_file}.zip", kind=KIND, by=by, personal=True, expires_at=timezone.now() + EXPORT_KEPT
    )
    audit.record("subsidies.bank_file.packed", by=by, target=bank_file.batch, note=bank_file.sha256)
    return Package(kept, password)


def _zipped(name: str, content: bytes, password: str) -> bytes:
    target = io.BytesIO()
    with pyzipper.AESZipFile(target, "w", compression=pyzipper.ZIP_DEFLATED, encryption=pyzipper.WZ_AES) as archive:
        archive.setpassword(password.encode())
        archive.writestr(name, content)
    return target.getvalue()
