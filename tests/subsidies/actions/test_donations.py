"""A gift from the donor to the child: never beyond the gift, never beside the agreement, never without a second person."""

from datetime import date
from decimal import Decimal

import pytest

from aid_portal.choices import Role, SchoolStage
from aid_portal.errors import Refused
from students.models import Enrolment
from subsidies.actions import (
    batches,
    consents,
    donation_agreements,
    donation_awards,
    donation_receipts,
    donors,
    gifts,
    hand_overs,
)
from subsidies.actions.batch_rows import Choice, trial
from subsidies.actions.hand_overs import Portion
from subsidies.choices import AccountKind, FundSource, PaymentStatus
from subsidies.donation_choices import DonorKind, GiftKind
from subsidies.models import DonationAgreement, Gift, LedgerAccount, MoneyFlow, Payment, ReportedProgramme
from tests.factories import donations as give
from tests.factories import subsidies_money as make

pytestmark = pytest.mark.django_db

# domain.md 7.1: programme, whether the donor hands it over himself, yuan of cash
SEVEN = (
    ("送教上门儿童", False, 60_000), ("慰问金", True, 50_000), ("小海豚成长计划", False, 76_000), ("贝壳助学金", False, 75_000),
    ("华山论剑西凤酒", True, 8_000), ("金徽酒公益助学", True, 30_000),
)  # fmt: skip


def children(count: int, **facts: object) -> list[Enrolment]:
    school = facts.pop("school", None) or make.a_school()
    return [make.an_enrolled_child(school=school, **facts) for _each in range(count)]


def balance(kind: str) -> int:
    return sum(LedgerAccount.objects.filter(kind=kind, line__source="donor").values_list("balance", flat=True))


def test_scenario_40_the_seven_programmes_add_up_and_a_51st_award_is_refused() -> None:
    for label, direct, amount in SEVEN:
        give.a_gift(give.an_agreement(label, amount_each=Decimal(1500)), str(amount), direct=direct)
    milk = give.some_milk(unit_value=Decimal(3), basis="捐赠方价值证明")
    cash = sum(Gift.objects.filter(kind=GiftKind.CASH).values_list("amount", flat=True))
    assert (cash, milk.amount, cash + milk.amount) == (299_000, 120_000, 419_000)
    shell = DonationAgreement.objects.get(programme__label="贝壳助学金").programme
    *fifty, last = children(51)
    give.awarded(shell, *fifty)
    with pytest.raises(Refused) as refusal:
        give.awarded(shell, last)
    assert refusal.value.code == "beyond_the_gift"
    assert "收到捐赠75,000.00元，已安排75,000.00元；加上本次1人共76,500.00元，超出1,500.00元" in refusal.value.message


def test_an_award_goes_through_all_hands_and_a_batch_and_stays_out_of_the_statistics() -> None:
    programme = give.a_gift().programme
    (row,) = make.approved(*give.awarded(programme, *children(1)))
    assert (row.fen_donor, row.fen, balance(AccountKind.COMMITTED)) == (150_000, 150_000, 150_000)
    batch = batches.submit(batch=make.a_batch(programmes=[programme.pk]), by=give.chen())
    batch = batches.review(batch=batch, by=make.a_hand("guo2", Role.COUNTY_REVIEWER))
    batches.release(batch=batch, seen=bytes(batch.digest), by=make.a_hand("qian", Role.FINANCE))
    Payment.objects.update(status=PaymentStatus.SENT)
    Payment.objects.update(status=PaymentStatus.PAID, settled_on=give.DAY)
    assert Payment.objects.get().fen_donor == 150_000
    assert not MoneyFlow.objects.exists()
    assert not ReportedProgramme.objects.get(programme=programme).counted


def test_a_batch_of_one_fund_source_holds_only_what_it_bears() -> None:
    programme = give.a_gift().programme
    (gift,) = make.approved(*give.awarded(programme, *children(1)))
    make.the_money()
    (aid,) = make.approved(make.an_entitlement())
    tried = {source: trial(Choice(term=make.the_term(), channel="bank_card", source=source)) for source in ("", *FundSource)}
    held = {source: {row.candidate.entitlement for row in each.good} for source, each in tried.items()}
    assert held[""] == {gift.pk, aid.pk}
    assert held[FundSource.DONOR] == {gift.pk}
    assert held[FundSource.CENTRAL] == held[FundSource.COUNTY] == {aid.pk}
    assert held[FundSource.CITY] == set()
    assert make.a_batch(source="donor").chosen["source"] == "donor"


def test_a_child_outside_the_agreement_is_refused_by_name() -> None:
    agreement = give.an_agreement("小海豚成长计划", stages=[SchoolStage.PRIMARY])
    give.a_gift(agreement)
    junior = make.an_enrolled_child(name="赵一", stage=SchoolStage.JUNIOR, grade=7)
    with pytest.raises(Refused, match="赵一等1名学生不符合"):
        give.awarded(agreement.programme, junior)


def test_a_child_is_awarded_once_and_never_more_children_than_agreed() -> None:
    agreement = give.an_agreement(places=1)
    give.a_gift(agreement)
    one, other = children(2)
    give.awarded(agreement.programme, one)
    with pytest.raises(Refused, match="已经安排过"):
        give.awarded(agreement.programme, one)
    with pytest.raises(Refused, match="名额1人，已安排1人"):
        give.awarded(agreement.programme, other)


def test_no_other_amount_than_agreed() -> None:
    agreement = give.an_agreement()
    give.a_gift(agreement)
    with pytest.raises(Refused, match=r"协议约定每人1,500\.00元"):
        donation_awards.award(programme=agreement.programme, enrolments=children(1), amount=Decimal(1000), by=give.chen())


def test_the_rules_change_with_the_donors_consent_and_a_second_person() -> None:
    agreement = give.an_agreement(places=50)
    facts = {**give.RULES, "places": 60, "paper": "关于增加名额的复函", "agreed_on": date(2022, 5, 1)}
    donors_of = list(agreement.donors.order_by("pk"))
    with pytest.raises(Refused, match="捐赠人同意变更"):
        donation_agreements.change(programme=agreement.programme, donors=donors_of, by=give.chen(), **{**facts, "paper": ""})
    changed = donation_agreements.change(programme=agreement.programme, donors=donors_of, by=give.chen(), **facts)
    assert donation_agreements.in_force(agreement.programme).places == 50
    with pytest.raises(Refused, match="须由另一人批准"):
        donation_agreements.decide(agreement=changed, approved=True, by=give.chen())
    donation_agreements.decide(agreement=changed, approved=True, by=give.lin())
    assert donation_agreements.in_force(agreement.programme).places == 60


def test_a_gift_comes_from_a_donor_of_the_agreement_and_is_approved_by_another() -> None:
    agreement = give.an_agreement()
    facts = {"kind": GiftKind.CASH, "amount": Decimal(10), "received_on": give.DAY, "by": give.chen()}
    with pytest.raises(Refused, match="不是“贝壳助学金”协议中的捐赠人"):
        gifts.register(programme=agreement.programme, donor=give.a_donor("别人"), **facts)
    gift = gifts.register(programme=agreement.programme, donor=give.a_donor(), **facts)
    with pytest.raises(Refused, match="须由另一人批准"):
        gifts.decide(gift=gift, approved=True, by=give.chen())
    assert balance(AccountKind.AVAILABLE) == 0


def test_a_value_of_goods_needs_its_basis_and_goods_without_value_are_counted_only() -> None:
    with pytest.raises(Refused, match="没有估价依据"):
        give.some_milk(unit_value=Decimal(2))
    gift = give.some_milk(give.an_agreement("另一批奶"))
    assert (gift.amount, give.a_receipt(gift).amount) == (None, None)


def test_goods_are_handed_over_down_to_the_last_and_no_further() -> None:
    gift = give.some_milk(quantity=100)
    first = give.a_hand_over(gift, [Portion(class_name="三年级1班", quantity=60)])
    second = give.a_hand_over(gift, [Portion(quantity=60)])
    hand_overs.decide(hand_over=first, approved=True, by=give.lin())
    gift.refresh_from_db()
    assert gift.handed_quantity == 60
    with pytest.raises(Refused, match="共100盒，已发放60盒，本次60盒，超出20盒"):
        hand_overs.decide(hand_over=second, approved=True, by=give.lin())


def test_cash_that_the_bureau_has_never_goes_from_hand_to_hand() -> None:
    with pytest.raises(Refused, match="通过发放批次"):
        give.a_hand_over(give.a_gift(), [Portion(amount=Decimal(1500))])


def test_receipts_are_for_what_the_bureau_received_and_numbered_without_a_gap() -> None:
    first, second = give.a_gift(), give.a_gift(give.an_agreement("另一项"))
    one = give.a_receipt(first)
    assert (one.number, one.amount, one.payer) == (7, 75_000, "北京明伦公益基金会")
    with pytest.raises(Refused, match="已开具票据0000000007"):
        give.a_receipt(first)
    donation_receipts.void(receipt=one, reason="交款人名称有误", by=give.chen())
    assert [give.a_receipt(first).number, give.a_receipt(second).number] == [8, 9]
    with pytest.raises(Refused, match="由捐赠人直接发给学生"):
        give.a_receipt(give.a_gift(give.an_agreement("直接发放"), direct=True))


def test_a_credit_code_is_checked_and_persons_have_none() -> None:
    with pytest.raises(Refused, match="末位校验码"):
        donors.register(name="某公司", kind=DonorKind.COMPANY, credit_code="91110000600037341M", by=give.chen())
    with pytest.raises(Refused, match="个人捐赠人没有统一社会信用代码"):
        donors.register(name="某人", kind=DonorKind.PERSON, credit_code="91110000600037341L", by=give.chen())
    donors.register(name="某公司", kind=DonorKind.COMPANY, credit_code="91110000600037341l", by=give.chen())
    with pytest.raises(Refused, match="已经登记过"):
        donors.register(name="某公司", kind=DonorKind.COMPANY, by=give.chen())


def test_a_guardian_consents_once_and_may_withdraw() -> None:
    child = make.an_enrolled_child()
    facts = {"student": child.student, "school": child.school, "given_on": give.DAY, "paper": "同意书", "by": give.chen()}
    nothing = {"may_name": False, "may_photo": False, "may_story": False}
    with pytest.raises(Refused, match="至少勾选一项"):
        consents.record(**facts, **nothing)
    consent = consents.record(**facts, **{**nothing, "may_name": True})
    with pytest.raises(Refused, match="已有一份有效"):
        consents.record(**facts, **{**nothing, "may_photo": True})
    consents.withdraw(consent=consent, by=give.chen())
    assert not child.student.guardian_consents.filter(withdrawn_on=None).exists()
