"""Proofs of schooling outside the county: submit, verify by a second person, refuse, add the aid given there."""

from collections.abc import Mapping

from django.core.files import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from aid_portal import audit, crypto
from aid_portal.actions import stored_files
from aid_portal.announcements import Happening, announce
from aid_portal.errors import AlreadyDone, Refused
from aid_portal.identifiers import birth_date_of
from aid_portal.models import StoredFile, User
from students.choices import ProofStatus
from students.models import Record, SchoolingProof
from students.rules.person_keys import key_of_id
from students.sealing import Indexes, open_proof, proof_aad

FILE_KIND = "schooling_proof"


@transaction.atomic
def submit_listed(*, record: Record, file: File, facts: Mapping[str, str], by: User) -> SchoolingProof:
    """For somebody on a list: the proof counts for whoever the row speaks of, with or without a valid id."""
    person = {"record": record, "person_mark": bytes(record.person_mark), "name": record.name, "birth_date": record.birth_date}
    return _submit(person, file, facts, by)


@transaction.atomic
def submit_known(*, name: str, resident_id: str, file: File, facts: Mapping[str, str], by: User) -> SchoolingProof:
    """By name and id, for those who do not see the lists: nothing is looked up, so nothing is given away."""
    mark = Indexes().content(key_of_id(resident_id))
    sealed = crypto.seal({"resident_id": resident_id}, proof_aad(mark, facts["academic_year"]))
    person = {"person_mark": mark, "name": name, "birth_date": birth_date_of(resident_id), "sealed": sealed}
    return _submit(person, file, facts, by)


def _submit(person: Mapping, file: File, facts: Mapping[str, str], by: User) -> SchoolingProof:
    _refuse_second(person["person_mark"], facts["academic_year"], by)
    stored = _keep(file, by)
    proof = SchoolingProof.objects.create(**person, **facts, file=stored, unit=by.home_unit, submitted_by=by)
    after = {name: facts[name] for name in ("academic_year", "school_name", "place")}
    audit.record("students.proof.submitted", by=by, target=proof, unit=proof.unit, after=after)
    return proof


def _refuse_second(mark: bytes, year: str, by: User) -> None:
    """Looks only among the proofs that the user may see: another school's proof is not told of."""
    standing = SchoolingProof.objects.visible_to(by).standing().filter(person_mark=mark, academic_year=year).first()
    if standing:
        message = _("“%(name)s”%(year)s学年的证明已登记（%(status)s），不用再登记。")
        words = {"name": standing.name, "year": year, "status": standing.get_status_display()}
        raise AlreadyDone(message % words, ids=[standing.pk])


def _keep(file: File, by: User) -> StoredFile:
    return stored_files.store(source=file, name=file.name or "", kind=FILE_KIND, by=by, unit=by.home_unit)


@transaction.atomic
def verify(*, proof: SchoolingProof, record: Record | None = None, by: User) -> SchoolingProof:
    """A second person has looked at the paper; `record` is the row it is meant for where the id alone does not find it."""
    proof = _taken_up(proof, by)
    proof.move_to(ProofStatus.VERIFIED)
    if record is not None:
        _attach(proof, record)
    proof.verified_by, proof.verified_at = by, timezone.now()
    proof.save(update_fields=["status", "record", "person_mark", "sealed", "verified_by", "verified_at"])
    after = {"status": proof.status, "record": record.pk if record else None}
    audit.record("students.proof.verified", by=by, target=proof, unit=proof.unit, after=after)
    announce(Happening.PROOF_VERIFIED, proof.pk)
    return proof


def _attach(proof: SchoolingProof, record: Record) -> None:
    """The envelope is bound to the mark, so it is sealed anew."""
    secrets = open_proof(proof)
    proof.record, proof.person_mark = record, bytes(record.person_mark)
    if secrets:
        proof.sealed = crypto.seal(secrets, proof_aad(proof.person_mark, proof.academic_year))


@transaction.atomic
def refuse(*, proof: SchoolingProof, note: str, by: User) -> SchoolingProof:
    """Not proven, or found untrue after it was verified; the child counts as before from the next check on."""
    proof = _taken_up(proof, by)
    before = proof.status
    proof.move_to(ProofStatus.REFUSED)
    proof.refusal, proof.verified_by, proof.verified_at = note, by, timezone.now()
    proof.save(update_fields=["status", "refusal", "verified_by", "verified_at"])
    audit.record("students.proof.refused", by=by, target=proof, unit=proof.unit, before={"status": before}, note=note)
    announce(Happening.PROOF_REFUSED, proof.pk)
    return proof


@transaction.atomic
def add_aid(*, proof: SchoolingProof, aid_there: str, by: User) -> SchoolingProof:
    """The help given there, asked for because the own county gives none; it changes nothing of the check."""
    proof = SchoolingProof.objects.locked().get(pk=proof.pk)
    if proof.status == ProofStatus.REFUSED:
        raise Refused(_("这份证明未通过，请重新登记。"), code="not_standing")
    before, proof.aid_there = proof.aid_there, aid_there
    proof.save(update_fields=["aid_there"])
    changed = {"before": {"aid_there": before}, "after": {"aid_there": aid_there}}
    audit.record("students.proof.aid_added", by=by, target=proof, unit=proof.unit, **changed)
    return proof


def _taken_up(proof: SchoolingProof, by: User) -> SchoolingProof:
    locked = SchoolingProof.objects.locked().get(pk=proof.pk)
    if locked.submitted_by_id in by.stands_for:
        raise Refused(_("登记人不能核验自己登记的证明，请由另一人核验。"), code="same_person")
    return locked
