"""Places of the schools: proposed for many at once, approved by another, and what stands beside them."""

import pytest

from subsidies.choices import PaperStatus
from subsidies.models import Quota
from subsidies.reports.waiting import quotas_waiting
from tests.factories.subsidies import a_case, a_decision
from tests.factories.subsidies_money import an_enrolled_child, the_programme, the_term

pytestmark = pytest.mark.django_db
QUOTAS = "/subsidies/quotas/?term=2022A"
PROPOSE = "/subsidies/quotas/propose/?term=2022A&programme=PRE_LIVING"
SOURCE = "扶教体发〔2022〕31号"


@pytest.fixture
def eligible(school):
    """A child of the school that the check found due."""
    child = an_enrolled_child(school=school, stage="preschool", grade=1)
    return a_decision(enrolment=child, case=a_case(programme=the_programme("PRE_LIVING"), stage="preschool", outcome="pre"))


def propose(client, **said) -> object:
    return client.post(PROPOSE, {"source": SOURCE, "pasted": "", **said})


def test_schools_look_and_do_not_give_places(log_in, wang, sun):
    the_term()
    assert log_in(wang).get(QUOTAS).status_code == 200
    for person in (wang, sun):
        assert log_in(person).get(PROPOSE).status_code == 403
        assert log_in(person).post("/subsidies/quotas/approve/", {"selected": 1}).status_code == 403


def test_places_are_typed_for_schools_with_eligible_children(log_in, chen, school, eligible):
    page = log_in(chen).get(PROPOSE).content.decode()
    assert "城关第一小学" in page
    propose(log_in(chen), **{f"school_{school.pk}": "20"})
    made = Quota.objects.get()
    assert (made.places, made.source, made.status, made.made_by) == (20, SOURCE, PaperStatus.PROPOSED, chen)
    assert SOURCE in log_in(chen).get(QUOTAS).content.decode()


def test_places_are_pasted_by_code_for_many_schools(log_in, chen, school, zhao_school, eligible):
    propose(log_in(chen), pasted=f"{school.code}\t城关第一小学\t20\n{zhao_school.code} 15\n")
    assert dict(Quota.objects.values_list("school__code", "places")) == {school.code: 20, zhao_school.code: 15}


def test_a_pasted_line_that_cannot_be_read_says_which_and_why(log_in, chen, eligible):
    for pasted, said in (("9999999999 20", "没有这个学校标识码"), ("2161324001 二十", "最后应是0至9999的名额")):
        page = propose(log_in(chen), pasted=pasted).content.decode()
        assert f"第1行“{pasted}”" in page
        assert said in page
    assert "请至少给一所学校填写名额" in propose(log_in(chen)).content.decode()
    assert not Quota.objects.exists()


def test_another_person_approves_after_a_second_look(log_in, chen, lin, school, eligible):
    propose(log_in(chen), **{f"school_{school.pk}": "20"})
    waiting = Quota.objects.get()
    assert quotas_waiting(lin).get() == waiting
    page = log_in(lin).post("/subsidies/quotas/approve/", {"selected": waiting.pk}).content.decode()
    assert "合计 20 个名额" in page
    assert Quota.objects.in_force().count() == 0
    log_in(lin).post("/subsidies/quotas/approve/", {"sure": "yes", "quotas": waiting.pk, "idempotency_key": "k"})
    waiting.refresh_from_db()
    assert (waiting.status, waiting.decided_by) == (PaperStatus.APPROVED, lin)
    propose(log_in(chen), **{f"school_{school.pk}": "25"})
    later = Quota.objects.latest("pk")
    log_in(lin).post("/subsidies/quotas/approve/", {"sure": "yes", "quotas": later.pk})
    assert Quota.objects.in_force().get() == later
    assert "已被取代" in log_in(chen).get(QUOTAS + "&state=replaced").content.decode()


def test_a_no_needs_its_reason(log_in, chen, lin, school, eligible):
    propose(log_in(chen), **{f"school_{school.pk}": "20"})
    waiting = Quota.objects.get()
    sent = {"sure": "yes", "quotas": waiting.pk}
    log_in(lin).post("/subsidies/quotas/refuse/", {**sent, "note": ""})
    waiting.refresh_from_db()
    assert waiting.status == PaperStatus.PROPOSED
    log_in(lin).post("/subsidies/quotas/refuse/", {**sent, "note": "总数超过上级文件"})
    waiting.refresh_from_db()
    assert (waiting.status, waiting.decision_note) == (PaperStatus.REFUSED, "总数超过上级文件")


def test_the_list_costs_the_same_for_one_and_for_many(log_in, chen, lin, school, eligible, django_assert_max_num_queries):
    client = log_in(chen)
    Quota.objects.create(school=school, programme=the_programme("SH_GRANT"), term=the_term(), places=3, source="一", made_by=chen)
    client.get(QUOTAS)
    propose(client, **{f"school_{school.pk}": "20"})
    for code in ("CE_BOARD", "CE_DAY", "SH_FEE"):
        Quota.objects.create(school=school, programme=the_programme(code), term=the_term(), places=3, source="一", made_by=lin)
    with django_assert_max_num_queries(11):
        client.get(QUOTAS)
