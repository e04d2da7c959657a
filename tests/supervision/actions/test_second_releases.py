"""The second release of each department's list raises exactly the warnings it gives cause for; mending closes them."""

from datetime import date

import pytest

from students.models import Enrolment, Release
from supervision.models import EarlyWarning
from tests.department_lists import Person, an_id, loaded, people
from tests.factories.students import a_determination, a_release
from tests.factories.warnings import AUTUMN, SPRING, refreshed
from tests.subsidies.county import a_child, check

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("holiday_table")]
LATER = date(2022, 10, 20)
GONE, SAME, COME = people(3)
CARD = {"残疾人证号": "", "证件状态": "正常"}
# What each list can say otherwise of a child: the warning, his row on the first release and on the second.
CHANGES = {
    "rural": {
        "risk_removed": ({}, {"风险是否消除": "是", "风险消除时间": "2022-08-10"}),
        "risk_back": ({"风险是否消除": "是"}, {"风险是否消除": "否"}),
        "category_changed": ({}, {"易返贫致贫户(监测对象)类型": "突发严重困难户"}),
        "household_moved": ({"户编号": "H80"}, {"户编号": "H90"}),
        "name_corrected": ({}, {"姓名": "某改"}),
        "identity_corrected": ({}, {"证件号码": an_id(900)}),
    },
    "civil": {
        "category_changed": ({}, {"救助类别": "特困供养"}),
        "validity_changed": ({}, {"停发年月": "2023-09"}),
        "name_corrected": ({}, {"姓名": "某改"}),
    },
    "orphans": {
        "category_changed": ({}, {"类别": "事实无人抚养儿童"}),
        "validity_changed": ({}, {"终止年月": "2023-09"}),
        "name_corrected": ({}, {"姓名": "某改"}),
    },
    "disabled": {"validity_changed": (CARD, {"证件状态": "注销"}), "name_corrected": (CARD, {"姓名": "某改"})},
    "martyrs": {"name_corrected": ({}, {"姓名": "某改"})},
}
BACK = {
    "left": "entered", "entered": "left", "risk_removed": "risk_back", "risk_back": "risk_removed", "name_corrected": None,
    "identity_corrected": None,
}  # fmt: skip
every_list = pytest.mark.parametrize("kind", CHANGES)


def two_releases(kind: str, school, chen) -> tuple[list[Person], Release, dict[str, str]]:
    """Who stands on the first, the second, and of whom it gives which warning; everybody goes to the school."""
    changed = {name: (Person(10 + place), *said) for place, (name, said) in enumerate(CHANGES[kind].items())}
    first = [GONE, SAME, *(person.says(**before) for person, before, _after in changed.values())]
    second = [SAME, COME, *(person.says(**before).says(**after) for person, before, after in changed.values())]
    enrolled(school, loaded(kind, first, SPRING, chen))
    autumn = loaded(kind, second, AUTUMN, chen)
    enrolled(school, autumn, COME)
    return (
        first,
        autumn,
        {"left": "某0", "entered": "某2"} | {name: f"某{person.number}" for name, (person, *_) in changed.items()},
    )


def enrolled(school, release: Release, *only: Person) -> None:
    """As the rosters know those whom the release names."""
    names = {f"某{person.number}" for person in only}
    for record in release.records.all():
        if not names or record.name in names:
            child = a_child(school, name=record.name)
            Enrolment.objects.filter(pk=child.pk).update(id_index=record.id_index)
            child.student.id_index = record.id_index
            child.student.save()


def standing() -> dict[str, str]:
    return {each.kind: each.student.name for each in EarlyWarning.objects.standing().select_related("student")}


@every_list
def test_a_second_release_raises_what_it_says_otherwise_and_the_list_that_takes_it_back_closes_all(kind, school, chen):
    first, autumn, expected = two_releases(kind, school, chen)
    assert refreshed()["raised"] == len(expected)
    assert standing() == expected
    assert set(EarlyWarning.objects.values_list("list_kind", "release")) == {(kind, autumn.pk)}
    loaded(kind, first, LATER, chen)
    assert refreshed(LATER)["mended"] == len(expected)
    assert set(EarlyWarning.objects.filter(release=autumn).values_list("status", flat=True)) == {"mended"}
    assert standing() == {back: name for warning, name in expected.items() if (back := BACK.get(warning, warning))}


@every_list
def test_the_check_the_determination_and_the_roster_close_what_is_theirs_to_mend(kind, school, chen):
    _first, autumn, expected = two_releases(kind, school, chen)
    refreshed()
    check()
    refreshed()
    assert expected.keys() - standing().keys() == expected.keys() & {"entered", "validity_changed"}
    for child in Enrolment.objects.all():
        a_determination(registry_index=child.registry_index, release=a_release(kind="determinations"))
    refreshed()
    assert standing().keys() == expected.keys() & {"left", "household_moved", "name_corrected", "identity_corrected"}
    for record in autumn.records.filter(name="某改"):
        Enrolment.objects.filter(id_index=record.id_index).update(name="某改", name_key="某改")
    for record in autumn.records.filter(name=expected.get("identity_corrected")):
        Enrolment.objects.filter(name=record.name).update(id_index=record.id_index)
    Enrolment.objects.filter(name="某0").update(status="deceased")
    refreshed()
    assert standing().keys() == expected.keys() & {"household_moved"}  # a list or two persons, nobody else
