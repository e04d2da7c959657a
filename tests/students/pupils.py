"""Children whose envelopes hold numbers, as an accepted roster leaves them; made-up ids with right check digits."""

from datetime import date

from aid_portal import crypto
from aid_portal.identifiers import name_key
from aid_portal.models import OrgUnit
from aid_portal.pinyin import pinyin_key
from students.models import Enrolment, EnrolmentVersion, Student
from students.sealing import Indexes, enrolment_aad
from tests.department_lists import Person
from tests.factories.students import a_student, an_enrolment, an_upload, the_term

CONTACT = {"phone": "13800011234", "bank_account": "6230580000123456789", "address": "陕西省宝鸡市扶风县城关街道东街村12号"}


def a_pupil(
    school: OrgUnit, number: int, *, term: str = "2022A", name: str = "", student: Student | None = None, registry: str = "",
    without_id: bool = False, guardian: str = "", **facts: object,
) -> Enrolment:  # fmt: skip
    """Person `number` at the school; without an id known by an L number."""
    resident_id = "" if without_id else Person(number).resident_id
    registry = registry or (f"L{Person(number).resident_id[:-1]}1" if without_id else f"G{resident_id}")
    indexes, name = Indexes(), name or f"某{number}"
    own = {"id_index": indexes.id_or_none(resident_id), "registry_index": indexes.registry(registry)}
    known = own if resident_id else {"id_index": None, "registry_index": own["registry_index"]}
    if student is None:
        kept = {**known, "registry_index": None} if resident_id else known
        student = Student.objects.filter(**kept).first() or a_student(name=name, pinyin=pinyin_key(name), **kept)
    secrets = {**CONTACT, "registry_number": registry, "resident_id": resident_id, "guardian_id": guardian}
    return an_enrolment(
        student=student, school=school, term=the_term(term), name=name, name_key=name_key(name), pinyin=pinyin_key(name),
        birth_date=date(2014, 3, 15), sex="男", guardian_index=indexes.id_or_none(guardian), guardian_key="张父",
        guardian_name="张父",
        sealed=crypto.seal(secrets, enrolment_aad(school.code, term, own["registry_index"])), **own, **facts,
    )  # fmt: skip


def changed(enrolment: Enrolment, **now: object) -> Enrolment:
    """Another upload says something else of the row; what it said before is kept."""
    names = [field.attname for field in EnrolmentVersion._meta.concrete_fields if field.attname not in ("id", "replaced_by_id")]
    before = {name: getattr(enrolment, name, None) for name in names} | {"enrolment_id": enrolment.pk}
    upload = an_upload(unit=enrolment.school, term=enrolment.term)
    upload.accepted_at = upload.uploaded_at
    upload.save()
    EnrolmentVersion.objects.create(**before, replaced_by=upload)
    for name, value in {**now, "upload": upload}.items():
        setattr(enrolment, name, value)
    enrolment.save()
    return enrolment
