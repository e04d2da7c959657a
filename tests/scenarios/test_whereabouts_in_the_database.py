"""Scenarios 30 and 34 of domain.md 13 through the verbs, the pages and the check itself."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from students.actions import proofs
from students.models import MatchPair, SchoolingProof
from students.reports.proofs import rows_meant
from subsidies.models import Decision, Whereabouts
from tests.department_lists import an_id
from tests.factories.students import a_release
from tests.students.matching import a_listed, a_pupil
from tests.subsidies.county import a_child, check

pytestmark = pytest.mark.django_db
AT_WEIBIN = {
    "academic_year": "2022-2023", "school_name": "宝鸡市渭滨区金陵小学", "school_code": "", "place": "宝鸡市渭滨区",
    "grade": "三年级", "aid_there": "",
}  # fmt: skip


def where(record):
    return Whereabouts.objects.get(record=record, term="2022A").code


def in_hand(record):
    return Decision.objects.filter(student__id_index=record.id_index, superseded_by=None).count()


def _enrolled(school, resident_id):
    a_child(school)  # its roster counts as accepted
    return a_pupil("张三", school, resident_id, boarding=True)


def handed_in(by, number):
    scan = SimpleUploadedFile("学籍证明.pdf", b"%PDF-1.7")
    return proofs.submit_known(name="李明", resident_id=an_id(number), file=scan, facts=AT_WEIBIN, by=by)


def test_scenario_30_a_checked_proof_takes_the_child_out_of_the_dropout_number_and_no_money_is_due(school, wang, lin):
    a_child(school)
    record = a_listed("李明", an_id(1))
    check()
    assert where(record) == "SUSPECT"
    proof = handed_in(wang, 1)
    check()
    assert where(record) == "SUSPECT"  # handed in is not yet checked
    proofs.verify(proof=proof, by=lin)
    check()
    assert where(record) == "ELSEWHERE"
    assert in_hand(record) == 0
    proofs.refuse(proof=proof, note="学校回函查无此人", by=lin)
    check()
    assert where(record) == "SUSPECT"


def test_scenario_30_a_proof_counts_for_its_person_and_its_year_only(school, wang, lin):
    a_child(school)
    sibling = a_listed("李亮", an_id(2))
    facts = {**AT_WEIBIN, "academic_year": "2021-2022"}
    scan = SimpleUploadedFile("学籍证明.pdf", b"%PDF-1.7")
    earlier = proofs.submit_known(name="李亮", resident_id=an_id(2), file=scan, facts=facts, by=wang)
    for proof in (earlier, handed_in(wang, 1)):
        proofs.verify(proof=proof, by=lin)
    check()
    assert SchoolingProof.objects.filter(status="verified").count() == 2
    assert where(sibling) == "SUSPECT"


def test_scenario_30_a_list_with_a_damaged_id_is_met_by_the_row_the_verifier_names(school, wang, lin):
    a_child(school)
    record = a_listed("李明", raw_id=f"{an_id(1)[:15]}000", state="numeric")
    proofs.verify(proof=handed_in(wang, 1), record=record, by=lin)
    check()
    assert where(record) == "ELSEWHERE"


def proven_on_a_row(lin, wang, **row):
    """A proof handed in for a row of the rural list, checked by a second person."""
    record = a_listed("李明", person_number="P7", **row)
    scan = SimpleUploadedFile("学籍证明.pdf", b"%PDF-1.7")
    proofs.verify(proof=proofs.submit_listed(record=record, file=scan, facts=AT_WEIBIN, by=wang), by=lin)
    return record


def a_later_row(number, person_number="P7"):
    """The next rural list, where the id is spelt as it should be."""
    later = a_release(data_date=a_release().data_date + timedelta(days=1))
    return a_listed("李明", an_id(number), release=later, person_number=person_number)


def test_scenario_30_a_proof_for_a_damaged_row_follows_the_person_number_into_the_list_with_the_right_id(school, wang, lin, chen):
    a_child(school)
    damaged = proven_on_a_row(lin, wang, raw_id=an_id(1)[:17], state="malformed")
    mended = a_later_row(1)
    neighbour = a_listed("王芳", an_id(2), release=mended.release, person_number="P8")
    check()
    assert (where(mended), where(neighbour)) == ("ELSEWHERE", "SUSPECT")
    assert rows_meant(SchoolingProof.objects.get(), chen) == [mended, damaged]


def test_scenario_30_a_proof_for_a_valid_id_stays_away_from_another_valid_id_under_the_same_person_number(
    school, wang, lin, chen
):
    a_child(school)
    listed = proven_on_a_row(lin, wang, resident_id=an_id(1))
    another = a_later_row(2)
    check()
    assert where(another) == "SUSPECT"
    assert rows_meant(SchoolingProof.objects.get(), chen) == [listed]


@pytest.mark.parametrize("state", ["name", "missing", "numeric", "malformed"])
def test_scenario_34_such_pairs_wait_for_a_person_and_then_count_as_answered(state, school, chen, log_in):
    right = an_id(1)
    shown = {"missing": "", "numeric": f"{right[:15]}000", "malformed": right[:17]}.get(state)
    _enrolled(school, right)
    if shown is None:
        record = a_listed("张叁", right, categories=["MON_EDGE"])
    else:
        record = a_listed("张三", raw_id=shown, state=state, categories=["MON_EDGE"])
    check()
    pair = MatchPair.objects.get(record=record)
    assert (where(record), Decision.objects.count()) == ("REVIEW", 0)
    client = log_in(chen)
    client.post(f"/students/matches/{pair.pk}/answer/", {"answer": "same", "usual": "confirmed"})
    assert Decision.objects.count() == 0  # the answer takes effect at the next check
    check()
    assert where(record) == "OK"
    assert Decision.objects.filter(student=pair.student).exists()
    assert MatchPair.objects.get().answered_by == chen


def test_scenario_34_a_rejected_pair_gives_nothing_and_is_not_asked_again(school, chen, log_in):
    _enrolled(school, an_id(1))
    record = a_listed("张叁", an_id(1), categories=["MON_EDGE"])
    check()
    pair = MatchPair.objects.get()
    log_in(chen).post(f"/students/matches/{pair.pk}/answer/", {"answer": "different", "usual": "relative"})
    check()
    assert (where(record), Decision.objects.count()) == ("SUSPECT", 0)
    assert not MatchPair.objects.open().exists()


def test_scenario_34_two_valid_different_ids_are_two_persons_and_nobody_is_asked(school):
    _enrolled(school, an_id(1))
    a_listed("张三", an_id(2), categories=["MON_EDGE"])
    check()
    assert not MatchPair.objects.exists()
