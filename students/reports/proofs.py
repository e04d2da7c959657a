"""The rows of the rural list that a proof of schooling elsewhere speaks of, or may be meant for."""

from django.db.models import Q, QuerySet

from aid_portal.identifiers import name_key
from aid_portal.models import User
from students.choices import RecordKind
from students.models import Record, Release, SchoolingProof

ROWS_SHOWN = 5


def rows_meant(proof: SchoolingProof, user: User) -> list[Record]:
    """By the mark or the person number, as the check finds them; the newest first."""
    same = Q(person_mark=bytes(proof.person_mark))
    if proof.record and proof.record.person_number:
        known = proof.record.id_index is not None  # two valid ids are two persons
        same |= Q(person_number=proof.record.person_number, **({"id_index": None} if known else {}))
    found = Record.objects.visible_to(user).filter(same, release__in=_rural(user))
    return list(found.select_related("release").order_by("-release__data_date", "-pk")[:ROWS_SHOWN])


def candidates(proof: SchoolingProof, user: User) -> QuerySet[Record]:
    """Rows of the newest list with this name and birth date and no valid id: the proof's id cannot find them."""
    newest = _rural(user).order_by("data_date", "accepted_at").last()
    if newest is None or proof.birth_date is None:
        return Record.objects.none()
    alike = Record.objects.visible_to(user).filter(release=newest, name_key=name_key(proof.name), id_index=None)
    return alike.filter(birth_date=proof.birth_date).exclude(person_mark=bytes(proof.person_mark))


def _rural(user: User) -> QuerySet[Release]:
    return Release.objects.visible_to(user).in_effect().filter(kind=RecordKind.RURAL)
