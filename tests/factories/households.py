"""A household of 城关街道 on the rural list of autumn 2022: a couple, a child in Wang's school, one next door, one far away."""

from dataclasses import dataclass
from datetime import date

from aid_portal import crypto
from aid_portal.models import OrgUnit
from students.models import Enrolment, Record, Release
from students.sealing import record_aad
from tests.factories.portal import a_school, a_town
from tests.factories.students import a_record, a_release, an_index
from tests.subsidies.county import a_child, listed

NUMBER = "6103240001"
TOWN = "城关街道"


@dataclass(frozen=True)
class Family:
    release: Release
    head: Record
    wife: Record
    near: Enrolment
    next_door: Enrolment
    far: Record
    row: Record

    @property
    def address(self) -> str:
        return f"/supervision/households/{self.row.pk}/"


def a_member(release: Release, name: str, relation: str, **facts: object) -> Record:
    """Somebody of the household, with an id in the envelope."""
    defaults = {
        "name_key": name, "relation": relation, "household_number": NUMBER, "town": TOWN, "village": "西街村",
        "birth_date": date(1980, 1, 1), "categories": ["MON_EDGE"], "id_index": an_index(),
    }  # fmt: skip
    record = a_record(release=release, name=name, **{**defaults, **facts})
    record.sealed = crypto.seal({"raw_id": "61032419800101001X"}, aad=record_aad(record.release_id, record.row))
    record.save()
    return record


def a_family(wangs: OrgUnit, zhaos: OrgUnit, release: Release | None = None) -> Family:
    release = release or a_release()
    head = a_member(release, "张大山", "户主")
    wife = a_member(release, "李秀英", "配偶")
    near, next_door = a_child(wangs, name="张小明"), a_child(zhaos, name="张小红")
    row = on_list(near, release, relation="之子")
    on_list(next_door, release, relation="之女")
    far = a_member(release, "张小军", "之子", birth_date=date(2012, 3, 4))
    return Family(release, head, wife, near, next_door, far, row)


def on_list(child: Enrolment, release: Release, **facts: object) -> Record:
    facts = {"household_number": NUMBER, "town": TOWN, "village": "西街村", **facts}
    record = listed(child, "MON_EDGE", release=release, **facts)
    record.sealed = crypto.seal({"raw_id": "610324201301040012"}, aad=record_aad(record.release_id, record.row))
    record.save()
    return record


def another_house(number: str, town: str = "法门镇", school: OrgUnit | None = None) -> Record:
    """One pupil alone, elsewhere."""
    child = a_child(school or a_school(parent=a_town("610324102", "法门镇")))
    return on_list(child, Release.objects.get(), household_number=number, town=town, relation="之子")
