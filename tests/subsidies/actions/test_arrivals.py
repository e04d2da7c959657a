"""Payees are drawn by a seed and asked by others than who paid: a mismatch stays open until a third has found out why (F15)."""

from decimal import Decimal

import pytest
from django.db import transaction
from django.utils import timezone

from aid_portal.choices import Role
from aid_portal.errors import Refused, Stale
from aid_portal.models import AuditEvent, OrgUnit, User
from subsidies.actions import arrivals
from subsidies.actions.made_papers import PaperForm
from subsidies.choices import Channel
from subsidies.models import ArrivalQuestion, ArrivalSample, Batch
from subsidies.reports.arrivals import candidates_of, chosen, drawn_again, result_of
from subsidies.rules.arrival_samples import draw, size_for, weight_of
from tests.factories import subsidies_money as make
from tests.factories.arrivals import an_answered_batch, an_asker
from tests.factories.portal import a_school
from tests.promises import changed, is_kept, refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def batch(tmp_path, school: OrgUnit) -> Batch:
    """Ten rows, of which the bank sent back the second."""
    return an_answered_batch(tmp_path, {school: 10}, {2: "户名不符"})


@pytest.fixture
def sample(batch: Batch) -> ArrivalSample:
    return arrivals.draw(batch=batch, size=4, seed="2022-11", by=an_asker())


def pan() -> User:
    return make.a_hand("pan", Role.FINANCE)


def say(sample: ArrivalSample, position: int, answer: str, by: User | None = None, **more: object) -> int:
    return arrivals.answer(sample=sample, answers={position: {"answer": answer, **more}}, by=by or an_asker())


def test_the_size_of_a_sample_is_that_of_the_textbook() -> None:
    assert [size_for(count, 5) for count in (26_640, 1_000, 100, 10, 1, 0)] == [379, 278, 80, 10, 1, 0]
    assert (size_for(26_640, 10), size_for(26_640, 5, 99)) == (96, 648)


def test_the_same_seed_draws_the_same_and_another_another() -> None:
    rows = {f"{number:05d}": 1.0 for number in range(200)}
    assert draw(rows, 20, "a") == draw(dict(reversed(rows.items())), 20, "a")
    assert draw(rows, 20, "a")[:10] == draw(rows, 10, "a")
    assert len(set(draw(rows, 20, "a")) & set(draw(rows, 20, "b"))) < 15
    assert len(set(draw(rows, 20, "a"))) == 20


def test_a_school_with_many_returns_is_drawn_more_readily() -> None:
    assert (weight_of(10, 0), weight_of(10, 5), weight_of(4, 4), weight_of(0, 0)) == (1, 3, 5, 1)
    rows = {f"{number:05d}": 5.0 if number < 100 else 1.0 for number in range(200)}
    found = [sum(key < "00100" for key in draw(rows, 20, str(seed))) for seed in range(50)]
    assert 15 < sum(found) / len(found) < 18.5  # five times as readily: about 16.3 of 20


def test_only_what_was_paid_is_drawn_and_can_be_drawn_again(batch: Batch, sample: ArrivalSample) -> None:
    paid = set(batch.payments.filter(status="paid").values_list("pk", flat=True))
    drawn = list(sample.questions.order_by("position").values_list("payment", flat=True))
    assert (sample.population, len(set(drawn)), set(drawn) <= paid) == (9, 4, True)
    assert drawn_again(sample)
    with pytest.raises(Refused, match="换一个种子"):
        arrivals.draw(batch=batch, size=4, seed="2022-11", by=an_asker())
    assert arrivals.draw(batch=batch, size=9, by=an_asker()).seed != arrivals.draw(batch=batch, size=9, by=an_asker()).seed


def test_a_draw_of_other_rows_is_noticed(batch: Batch) -> None:
    forged = ArrivalSample.objects.create(batch=batch, seed="forged", size=1, population=9, drawn_by=an_asker())
    [key] = chosen(candidates_of(batch), 1, "forged")
    unfair = batch.payments.filter(status="paid").exclude(sequence=int(key)).first()
    ArrivalQuestion.objects.create(sample=forged, payment=unfair, position=1)
    assert not drawn_again(forged)


@pytest.mark.parametrize("size", [0, 10])
def test_no_more_are_asked_than_were_paid(batch: Batch, size: int) -> None:
    with pytest.raises(Refused, match="已到账9笔，可以抽取1至9笔"):
        arrivals.draw(batch=batch, size=size, by=an_asker())


def test_nobody_is_drawn_before_the_bank_has_answered_nor_of_waivers() -> None:
    make.the_money()
    make.approved(make.an_entitlement())
    batch = make.released(make.a_batch())
    with pytest.raises(Refused, match="银行还没有答复"):
        arrivals.draw(batch=batch, size=1, by=an_asker())
    Batch.objects.filter(pk=batch.pk).update(status="partly_paid")
    with pytest.raises(Refused, match="银行还没有答复"):
        arrivals.draw(batch=batch, size=1, by=an_asker())
    make.the_money(programme="VOC_FEE")
    make.approved(make.an_entitlement(programme=make.the_programme("VOC_FEE"), waiver=True))
    with pytest.raises(Refused, match="不需要回访"):
        arrivals.draw(batch=make.a_batch(channel=Channel.SCHOOL_INCOME), size=1, by=an_asker())


def test_who_paid_neither_draws_nor_asks(batch: Batch, sample: ArrivalSample) -> None:
    question = sample.questions.first()
    for person in (batch.prepared_by, batch.reviewed_by, batch.released_by, pan()):
        with pytest.raises(Refused, match="须由另一人回访"):
            arrivals.draw(batch=batch, size=1, by=person)
        with pytest.raises(Refused, match="须由另一人回访"):
            say(sample, 1, "arrived", person)
        with pytest.raises(Refused, match="须由另一人回访"):
            arrivals.take_sheet(sample=sample, form=PaperForm.XLSX, reason="回访", by=person)
        facts = {"batch": batch, "seed": "x", "size": 1, "population": 9, "drawn_by": person}
        refused("arrival_is_asked_by_who_did_not_pay", lambda facts=facts: ArrivalSample.objects.create(**facts))
        stamp = {"answer": "arrived", "answered_by": person, "answered_at": timezone.now()}
        refused("arrival_is_asked_by_who_did_not_pay", changed(question, **stamp))


def test_what_families_say_is_counted_and_stays(sample: ArrivalSample) -> None:
    say(sample, 1, "arrived")
    say(sample, 2, "unreachable", note="无人接听")
    say(sample, 2, "not_arrived")
    say(sample, 3, "other_amount", told_amount=Decimal(400))
    with pytest.raises(Stale, match="不能再改"):
        say(sample, 1, "not_arrived")
    refused("arrival_answer_stays_as_it_was_given", changed(sample.questions.get(position=1), answer="not_arrived"))
    for wrong in ({"answer": "other_amount"}, {"answer": "other_amount", "told_amount": Decimal(500)}):
        with pytest.raises(Refused, match="金额不同时填写"):
            arrivals.answer(sample=sample, answers={4: wrong}, by=an_asker())
    with pytest.raises(Refused, match="不在这次抽样里"):
        arrivals.answer(sample=sample, answers={4: {"answer": "arrived"}, 5: {"answer": "arrived"}}, by=an_asker())
    result = result_of(ArrivalSample.objects.with_counts().get(pk=sample.pk))
    assert (result.asked, result.arrived, result.mismatched, result.unsettled, result.share) == (3, 1, 2, 2, "33.3%")


def test_a_mismatch_is_settled_in_words_by_another(sample: ArrivalSample) -> None:
    say(sample, 1, "not_arrived")
    question = sample.questions.get(position=1)
    with pytest.raises(Refused, match="须由另一人查核"):
        arrivals.settle(question=question, settlement="已核对", by=an_asker())
    with pytest.raises(Refused, match="请写明查核结果"):
        arrivals.settle(question=question, settlement=" ", by=pan())
    settled = arrivals.settle(question=question, settlement="家长未查存折，流水已到账", by=pan())
    assert (settled.settled_by, ArrivalSample.objects.with_counts().get().unsettled) == (pan(), 0)
    for row in (question, sample.questions.get(position=2)):
        with pytest.raises(Stale, match="没有待查核"):
            arrivals.settle(question=row, settlement="再核对", by=pan())


def test_the_call_sheet_has_those_not_reached_with_a_reason_on_record(sample: ArrivalSample) -> None:
    say(sample, 1, "arrived")
    with pytest.raises(Refused, match="请写明查看的事由"):
        arrivals.take_sheet(sample=sample, form=PaperForm.XLSX, reason=" ", by=an_asker())
    made = arrivals.take_sheet(sample=sample, form=PaperForm.XLSX, reason="11月回访", by=an_asker())
    event = AuditEvent.objects.get(event="subsidies.arrival.sheet_taken")
    assert (event.note, made.name.endswith(".xlsx")) == ("11月回访", True)


def test_the_database_keeps_draws_and_answers_in_order(batch: Batch, sample: ArrivalSample) -> None:
    own = {"batch": batch, "seed": "x", "size": 1, "population": 9, "drawn_by": an_asker()}
    for wrong in ({"size": 0}, {"size": 10}, {"size": 401, "population": 500}):
        is_kept("arrivalsample_is_some_of_what_was_paid", lambda wrong=wrong: ArrivalSample.objects.create(**{**own, **wrong}))
    is_kept("arrivalsample_has_a_seed", lambda: ArrivalSample.objects.create(**{**own, "seed": ""}))
    is_kept("arrivalsample_once_per_batch_and_seed", lambda: ArrivalSample.objects.create(**{**own, "seed": sample.seed}))
    row, other = sample.questions.order_by("position")[:2]
    facts = {"sample": sample, "payment": row.payment, "position": 9}
    is_kept("arrivalquestion_once_per_sample_and_payment", lambda: ArrivalQuestion.objects.create(**facts))
    free = batch.payments.exclude(arrival_questions__sample=sample).first()
    is_kept(
        "arrivalquestion_once_per_position", lambda: ArrivalQuestion.objects.create(**{**facts, "payment": free, "position": 1})
    )
    said = {"answered_by": an_asker(), "answered_at": timezone.now()}
    is_kept("arrivalquestion_answered_by_somebody", changed(row, answer="arrived"))
    is_kept("arrivalquestion_another_amount_is_told", changed(row, answer="other_amount", **said))
    is_kept("arrivalquestion_another_amount_is_told", changed(row, answer="arrived", told_amount=1, **said))
    settled = {"settlement": "x", "settled_by": pan(), "settled_at": timezone.now()}
    name = "arrivalquestion_mismatch_settled_by_another_in_words"
    is_kept(name, changed(row, answer="arrived", **said, **settled))
    is_kept(name, changed(row, answer="not_arrived", **said, **{**settled, "settled_by": an_asker()}))
    is_kept(
        "arrivalquestion_settling_has_its_time", changed(row, answer="not_arrived", **said, **{**settled, "settled_at": None})
    )
    refused("arrival_question_is_asked_as_it_was_drawn", changed(other, position=7))
    for deed in (sample.delete, row.delete, lambda: ArrivalSample.objects.update(size=1)):
        with pytest.raises(Exception, match=r"[Cc]annot (update|delete)"), transaction.atomic():
            deed()


def test_two_schools_are_weighed_by_their_own_returns(tmp_path, school: OrgUnit) -> None:
    batch = an_answered_batch(tmp_path, {school: 2, a_school(): 2}, {1: "户名不符"})
    assert sorted(weight for _row, weight in candidates_of(batch).values()) == [1, 1, 3]
