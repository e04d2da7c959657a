"""How rows of the students floor are sealed, indexed and told apart: the one place that knows what is in an envelope."""

from collections.abc import Callable

from aid_portal import crypto
from students.rules.roster_rows import RosterValues

# what a roster row holds that must not be read from the disk, in the order of the envelope
ROSTER_SECRETS = (
    "registry_number", "resident_id", "guardian_id", "phone", "bank_account", "bank_name", "account_holder", "address",
)  # fmt: skip


def enrolment_aad(school_code: str, term: str, registry_index: bytes) -> str:
    return f"enrolment|{school_code}|{term}|{bytes(registry_index).hex()}"


def staged_row_aad(upload_id: int, row: int) -> str:
    return f"roster-row|{upload_id}|{row}"


def record_aad(release_id: int, row: int) -> str:
    return f"record|{release_id}|{row}"


def release_issue_aad(release_id: int, row: int, column: str) -> str:
    return f"release-issue|{release_id}|{row}|{column}"


def determination_aad(academic_year: str, registry_index: bytes) -> str:
    return f"determination|{academic_year}|{bytes(registry_index).hex()}"


def proof_aad(person_mark: bytes, academic_year: str) -> str:
    return f"schooling-proof|{academic_year}|{bytes(person_mark).hex()}"


def application_aad(round_id: int, enrolment_id: int) -> str:
    return f"hardship-application|{round_id}|{enrolment_id}"


def objection_aad(notice_id: int) -> str:
    return f"objection|{notice_id}"


def open_enrolment(enrolment) -> dict:
    """The sealed part of an enrolment (or of its history): numbers, phone, card, address, unknown columns."""
    return crypto.unseal(enrolment.sealed, enrolment_aad(enrolment.school.code, enrolment.term_id, enrolment.registry_index))


def secrets_of(enrolment) -> dict:
    """The same, opened once for as long as the row is held; one that has no envelope has no secrets."""
    if "_secrets" not in enrolment.__dict__:
        enrolment._secrets = open_enrolment(enrolment) if enrolment.sealed else {}
    return enrolment._secrets


def secrets_then(row, enrolment) -> dict:
    """What `row`, a former state of the enrolment or the present one, holds sealed."""
    if row is enrolment:
        return secrets_of(enrolment)
    aad = enrolment_aad(enrolment.school.code, enrolment.term_id, row.registry_index)
    return crypto.unseal(row.sealed, aad) if row.sealed else {}


def open_record(record) -> dict:
    """The sealed part of a record: numbers, guardian, head of the household, unknown columns."""
    return crypto.unseal(record.sealed, record_aad(record.release_id, record.row))


def open_proof(proof) -> dict:
    """The id that whoever handed the proof in has typed; empty where it came from a row of a list."""
    return crypto.unseal(proof.sealed, proof_aad(proof.person_mark, proof.academic_year)) if proof.sealed else {}


class Indexes:
    """The blind indexes of one bulk operation, with the keys of this moment."""

    def __init__(self) -> None:
        self.id = crypto.indexer("id")
        self.registry = crypto.indexer("registry")
        self.content = crypto.indexer("content")

    def id_or_none(self, resident_id: str) -> bytes | None:
        return self.id(resident_id) if resident_id else None

    def child(self, registry_number: str, resident_id: str) -> tuple[bytes | None, bytes | None]:
        """`tail` and `id_or_none` of one child: for nearly everybody they are the same number."""
        index = self.id_or_none(resident_id)
        return (index if index and registry_number == "G" + resident_id else self.tail(registry_number)), index

    def tail(self, registry_number: str) -> bytes | None:
        """The 18 characters behind G, comparable with an id; J and L numbers hold none."""
        return self.id(registry_number[1:]) if registry_number.startswith("G") else None


def roster_digest(index: Callable[[str], bytes], values: RosterValues) -> bytes:
    """Equal for equal rows whatever the file looked like; keyed, because it covers the id."""
    return index("\x1f".join(map(str, values)))
