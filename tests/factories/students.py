"""Rows of the students floor with sensible defaults; made-up children, empty envelopes."""

from datetime import date
from itertools import count

from django.utils import timezone

from aid_portal.models import StoredFile
from students.choices import PairStatus, RecordKind, ReleaseStatus, UploadStatus
from students.models import (
    Determination,
    Enrolment,
    MatchPair,
    Record,
    Release,
    RosterUpload,
    SchoolingProof,
    Student,
    StudentMerge,
    TermSetting,
)
from tests.factories.portal import a_school, a_user, the_bureau

_numbers = count(1)


def an_index() -> bytes:
    return next(_numbers).to_bytes(32, "big")


def the_term(code: str = "2022A") -> TermSetting:
    return TermSetting.objects.get(pk=code)


def a_file(**facts: object) -> StoredFile:
    return StoredFile.objects.create(**{"kind": "roster", "name": "花名册.xlsx", "size": 1, "sha256": "0" * 64, **facts})


def a_student(**facts: object) -> Student:
    return Student.objects.create(**{"id_index": an_index(), "name": "李明", "birth_date": date(2013, 1, 4), **facts})


def an_upload(**facts: object) -> RosterUpload:
    defaults = {"term": the_term(), "unit": the_bureau(), "status": UploadStatus.CHECKED}
    return RosterUpload.objects.create(**{"file": a_file(), **defaults, **facts})


def an_enrolment(**facts: object) -> Enrolment:
    defaults = {
        "term": the_term(), "registry_index": an_index(), "name": "李明", "name_key": "李明", "stage": "primary", "grade": 3,
        "class_name": "1班", "boarding": False, "status": "enrolled", "sealed": b"", "digest": b"", "upload_row": 5,
        "accepted_order": next(_numbers),
    }  # fmt: skip
    made = {
        name: make for name, make in {"student": a_student, "school": a_school, "upload": an_upload}.items() if name not in facts
    }
    return Enrolment.objects.create(**{**defaults, **{name: make() for name, make in made.items()}, **facts})


def a_release(**facts: object) -> Release:
    defaults = {
        "kind": RecordKind.RURAL, "data_date": date(2022, 9, 20), "status": ReleaseStatus.ACCEPTED,
        "accepted_at": timezone.now(), "file": a_file(),
    }  # fmt: skip
    return Release.objects.create(**{**defaults, **facts})


def a_record(**facts: object) -> Record:
    defaults = {
        "row": next(_numbers), "name": "李明", "name_key": "李明", "id_state": "valid", "person_mark": an_index(),
        "content_mark": an_index(), "sealed": b"",
    }  # fmt: skip
    release = facts.pop("release", None) or a_release()
    return Record.objects.create(**{**defaults, "release": release, **facts})


def a_pair(**facts: object) -> MatchPair:
    enrolment = facts.pop("enrolment", None) or an_enrolment()
    defaults = {
        "term": the_term(), "kind": RecordKind.RURAL, "level": 2, "student": enrolment.student, "enrolment": enrolment,
        "record_mark": an_index(), "student_mark": an_index(), "status": PairStatus.OPEN,
    }  # fmt: skip
    record = facts.pop("record", None) or a_record()
    return MatchPair.objects.create(**{**defaults, "record": record, **facts})


def a_merge(**facts: object) -> StudentMerge:
    return StudentMerge.objects.create(**{"kept": a_student(), "merged": a_student(), "ground": "registry", **facts})


def a_proof(**facts: object) -> SchoolingProof:
    defaults = {"person_mark": an_index(), "name": "李明", "academic_year": "2022-2023", "school_name": "渭滨区某小学"}
    if facts.get("status", "submitted") != "submitted":  # as the action leaves it: checked by a second person
        defaults |= {"verified_by": a_user(), "verified_at": timezone.now()}
    if facts.get("status") == "refused":
        defaults["refusal"] = "材料不清"
    return SchoolingProof.objects.create(**{"place": "宝鸡市渭滨区", "submitted_by": a_user(), **defaults, **facts})


def a_determination(**facts: object) -> Determination:
    defaults = {
        "registry_index": an_index(), "academic_year": "2022-2023", "name": "李明", "name_key": "李明", "tier": "severe",
        "sealed": b"", "row": 5,
    }  # fmt: skip
    return Determination.objects.create(**{"release": a_release(kind=RecordKind.DETERMINATIONS), **defaults, **facts})
