"""Grievances of a made-up desk; a row passes through no action, `received` takes the road of the form."""

from datetime import UTC, datetime
from itertools import count
from uuid import uuid4

from aid_portal import crypto
from aid_portal.models import User
from subsidies.choices import PaperStatus
from supervision.actions import grievances
from supervision.actions.grievances import Told
from supervision.grievance_choices import GrievanceKind, GrievanceSource, GrievanceStepKind
from supervision.models import DataChange, Grievance, GrievanceStep
from supervision.sealing import change_aad, grievance_aad, step_aad
from tests.factories.portal import a_user, the_bureau
from tests.factories.students import an_enrolment

_numbers = count(1)
AT = datetime(2022, 4, 20, 1, tzinfo=UTC)
PHONE, RESIDENT_ID = "13891712345", "61032420120315001X"
TOLD = {"text": f"班主任没有发放补助，电话{PHONE}，孩子身份证{RESIDENT_ID}", "reporter": "张家长", "phone": PHONE, "wanted": ""}


def a_grievance(**facts: object) -> Grievance:
    """The next number of 2022, from a telephone call."""
    key = facts.pop("key", None) or uuid4()
    last = Grievance.objects.filter(year=2022).order_by("number").last()
    defaults = {
        "year": 2022, "number": last.number + 1 if last else 1, "kind": "complaint", "source": "phone", "received_at": AT,
        "sealed": crypto.seal(TOLD, grievance_aad(key)), "code_index": f"{next(_numbers):032d}".encode(),
    }  # fmt: skip
    if facts.get("source", "phone") != GrievanceSource.WEB and "received_by" not in facts:
        facts["received_by"] = a_user()
    return Grievance.objects.create(key=key, **{**defaults, **facts})


def a_step(grievance: Grievance | None = None, **facts: object) -> GrievanceStep:
    key = uuid4()
    told = {"key": key, "kind": GrievanceStepKind.NOTED, "sealed": crypto.seal({"text": "已联系"}, step_aad(key)), **facts}
    return GrievanceStep.objects.create(grievance=grievance or a_grievance(), **told)


def a_data_change(**facts: object) -> DataChange:
    key = uuid4()
    child = facts.pop("child", None) or an_enrolment()
    defaults = {
        "key": key, "field": "name", "student": child.student, "school": child.school, "reason": "户口簿原件",
        "sealed": crypto.seal({"value": "李明明"}, change_aad(key)), "status": PaperStatus.PROPOSED,
    }  # fmt: skip
    for name, make in {"grievance": a_grievance, "made_by": a_user}.items():
        facts.setdefault(name, None)
        facts[name] = facts[name] or make()
    return DataChange.objects.create(**{**defaults, **facts})


def received(kind: str = GrievanceKind.COMPLAINT, *, by: User | None = None, **facts: object) -> tuple[Grievance, str]:
    the_bureau()
    source = facts.pop("source", GrievanceSource.PHONE if by else GrievanceSource.WEB)
    return grievances.receive(kind=kind, source=source, told=Told(**TOLD), by=by, **facts)
