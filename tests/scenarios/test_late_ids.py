"""Scenario 6 of domain.md 13: the id of a child arrives later, through imports, check and merge."""

import pytest

from students.actions import merges
from students.models import Enrolment, StudentMerge
from students.reports import standing
from students.sealing import Indexes
from subsidies.models import Decision
from tests import rosters as files
from tests.factories.students import a_determination
from tests.subsidies.county import check

pytestmark = pytest.mark.django_db
NUMBER, ID = "L610324201508310473", "610324201508310010"


def test_scenario_6_the_id_arrives_and_one_child_remains_with_both_numbers_and_all_awards(school, chen):
    child = {"学籍号": NUMBER, "姓名": "李明", "年级": "一年级", "就读方式": "住校"}
    files.accepted([files.a_child(1, 身份证号="", **child)], school, chen, term="2022S")
    a_determination(registry_index=Indexes().registry(NUMBER), name_key="李明", academic_year="2021-2022")
    check("2022S")
    awards = sorted(Decision.objects.live().values_list("pk", flat=True))
    assert awards
    files.accepted([files.a_child(1, 身份证号=ID, **child)], school, chen, term="2022A")
    merge = merges.merge(merge=StudentMerge.objects.get(), by=chen)
    check("2022S")
    numbers = {bytes(each.registry_index) for each in Enrolment.objects.filter(student=merge.kept)}
    assert (bytes(merge.kept.id_index), numbers) == (Indexes().id(ID), {Indexes().registry(NUMBER)})
    assert sorted(Decision.objects.live().filter(student=merge.kept).values_list("pk", flat=True)) == awards
    assert [standing.children(chen, term) for term in ("2022S", "2022A")] == [1, 1]
    assert Enrolment.objects.values("student").distinct().count() == 1
