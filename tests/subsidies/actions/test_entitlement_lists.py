"""A list goes through three hands; quota, budget, tier and exclusion stand in its way (domain.md 13, scenarios 14 to 18)."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from aid_portal.errors import Refused, Stale
from subsidies.actions import entitlement_lists, entitlements, quotas
from subsidies.choices import AccountKind, EntitlementStatus
from subsidies.models import Entitlement, EntitlementList, LedgerAccount, LedgerEntry
from tests.factories.subsidies_money import (
    a_hand,
    a_list,
    an_enrolled_child,
    an_entitlement,
    approved,
    the_money,
    the_programme,
    the_term,
)

pytestmark = pytest.mark.django_db


def balances() -> dict[str, int]:
    """Fen by kind of account, over all lines."""
    found: dict[str, int] = {}
    for kind, fen in LedgerAccount.objects.values_list("kind", "balance"):
        found[kind] = found.get(kind, 0) + fen
    return found


def reviewed(entitlement_list: EntitlementList) -> EntitlementList:
    entitlement_lists.confirm(entitlement_list=entitlement_list, by=a_hand("wang"))
    return entitlement_lists.review(lists=[entitlement_list.pk], by=a_hand("guo"))[0]


def approve(entitlement_list: EntitlementList, seen: str, by: str = "lin") -> None:
    entitlement_lists.approve(lists=[entitlement_list.pk], seen=Decimal(seen), by=a_hand(by))


def test_approval_commits_the_money_of_the_list_to_the_fen() -> None:
    the_money("1000")
    rows = approved(an_entitlement(amount=Decimal("312.50")), an_entitlement(amount=Decimal("0.01")))
    assert {row.status for row in rows} == {EntitlementStatus.APPROVED}
    assert [row.fen for row in rows] == [31250, 1]
    assert balances()[AccountKind.COMMITTED] == 31251
    assert balances()[AccountKind.AVAILABLE] == 200000 - 31251
    assert LedgerEntry.objects.filter(kind="commit").count() == 1


def test_who_confirmed_or_reviewed_does_not_approve() -> None:
    the_money()
    waiting = reviewed(an_entitlement().list)
    for hand in ("wang", "guo"):
        with pytest.raises(Refused, match="由您本人"):
            approve(waiting, "500", by=hand)
    approve(waiting, "500")


def test_the_reviewer_is_not_who_confirmed() -> None:
    the_money()
    own = an_entitlement().list
    entitlement_lists.confirm(entitlement_list=own, by=a_hand("wang"))
    with pytest.raises(Refused, match="由您本人"):
        entitlement_lists.review(lists=[own.pk], by=a_hand("wang"))


def test_a_sum_that_changed_since_it_was_seen_is_not_approved() -> None:
    the_money()
    waiting = reviewed(an_entitlement().list)
    with pytest.raises(Stale, match=r"500\.00"):
        approve(waiting, "499.99")


def test_scenario_14_a_kindergarten_with_20_places_gets_no_more_than_20_and_two_wait_with_a_reason() -> None:
    programme = the_programme("PRE_LIVING")
    the_money("10000", programme="PRE_LIVING", sources=("province", "county"))
    first = an_entitlement(programme=programme, amount=Decimal("375.00"))
    own = first.list
    for _each in range(21):
        an_entitlement(programme=programme, amount=Decimal("375.00"), school=own.school)
    with pytest.raises(Refused, match="还没有批准的名额"):
        entitlement_lists.confirm(entitlement_list=own, by=a_hand("wang"))
    made = quotas.propose(
        term=the_term(), programme=programme, places=[(own.school, 20)], source="扶教体〔2022〕3号", by=a_hand("chen")
    )
    quotas.decide(quotas=[made[0].pk], approved=True, by=a_hand("lin"))
    with pytest.raises(Refused, match="本次22人，超出2人"):
        entitlement_lists.confirm(entitlement_list=own, by=a_hand("wang"))
    assert entitlement_lists.rank(entitlement_list=own, by=a_hand("wang")) == 2
    waiting = Entitlement.objects.filter(list=own, status=EntitlementStatus.WAITING)
    assert [row.note for row in waiting.order_by("rank")] == ["可用名额20个，排第21位，候补", "可用名额20个，排第22位，候补"]
    approve(reviewed(own), "7500.00")
    assert balances()[AccountKind.COMMITTED] == 750000


def test_scenario_16_the_places_of_senior_high_are_bound_by_the_budget() -> None:
    """60 × 1,400 + 40 × 900 = 120,000 is 5,000 over 115,000; 50 and 50 are just within it."""
    programme = the_programme("SH_GRANT")
    the_money("92000", programme="SH_GRANT", sources=("central",))
    the_money("23000", programme="SH_GRANT", sources=("county",))
    rows = [an_entitlement(programme=programme, amount=Decimal("1400.00")) for _each in range(60)]
    rows += [an_entitlement(programme=programme, amount=Decimal("900.00")) for _each in range(40)]
    own = rows[0].list
    made = quotas.propose(term=the_term(), programme=programme, places=[(own.school, 100)], source="文", by=a_hand("chen"))
    quotas.decide(quotas=[each.pk for each in made], approved=True, by=a_hand("lin"))
    waiting = reviewed(own)
    with pytest.raises(Refused, match=r"可用指标115,000\.00元，需要120,000\.00元，超出5,000\.00元"):
        approve(waiting, "120000")
    Entitlement.objects.filter(pk__in=[row.pk for row in rows[:10]]).update(amount=Decimal(900), full_amount=Decimal(900))
    approve(waiting, "115000")
    assert balances()[AccountKind.AVAILABLE] == 0


def test_scenario_15_a_monitored_child_below_the_top_tier_is_not_approved() -> None:
    """An error, not a doubt."""
    the_money()
    low = an_entitlement(tier="general", categories=["MON_EDGE"])
    with pytest.raises(Refused, match="有1名监测对象的档次低于“特别困难”"):
        entitlement_lists.confirm(entitlement_list=low.list, by=a_hand("wang"))


def test_scenario_18_boarding_and_day_help_exclude_each_other_in_the_same_days() -> None:
    """Refused by the database; one after the other in the same term is allowed."""
    child = an_enrolled_child()
    boarding = an_entitlement(enrolment=child, exclusive_group="living")
    with pytest.raises(IntegrityError, match="entitlement_excludes_others_of_its_group"), transaction.atomic():
        an_entitlement(enrolment=child, programme=the_programme("CE_DAY"), exclusive_group="living")
    first, last = the_term().term.first_day, the_term().term.last_day
    middle = first.replace(month=11)
    boarding.period = (first, middle)
    boarding.save(update_fields=["period"])
    an_entitlement(enrolment=child, programme=the_programme("CE_DAY"), exclusive_group="living", period=(middle, last))


def test_an_objected_row_stays_behind_and_comes_back_on_a_supplementary_list() -> None:
    the_money()
    doubted, other = an_entitlement(), an_entitlement()
    entitlements.object_to(entitlement=doubted, note="家庭情况有变", by=a_hand("wang"))
    approved(other)
    doubted.refresh_from_db()
    assert doubted.status == EntitlementStatus.OBJECTED
    back = entitlements.restore(entitlement=doubted, by=a_hand("wang"))
    assert (back.status, back.list.number, back.list.status) == (EntitlementStatus.PROPOSED, 2, "draft")


def test_what_is_sent_back_can_be_confirmed_again_by_anybody() -> None:
    the_money()
    own = reviewed(an_entitlement().list)
    (own,) = entitlement_lists.refuse(lists=[own.pk], note="请核对班级", by=a_hand("lin"))
    assert (own.status, own.return_note, own.confirmed_by, own.reviewed_by) == ("draft", "请核对班级", None, None)


def test_whose_turn_it_is_sends_a_list_back() -> None:
    """The reviewer what the school confirmed, the approver what was reviewed, nobody what is approved."""
    the_money()
    own = an_entitlement().list
    entitlement_lists.confirm(entitlement_list=own, by=a_hand("wang"))
    with pytest.raises(Stale, match="待县级审核"):
        entitlement_lists.refuse(lists=[own.pk], note="请核对班级", by=a_hand("lin"))
    entitlement_lists.review(lists=[own.pk], by=a_hand("guo"))
    with pytest.raises(Stale, match="待审批"):
        entitlement_lists.send_back(lists=[own.pk], note="请核对班级", by=a_hand("guo"))
    approve(own, "500")
    for deed in (entitlement_lists.send_back, entitlement_lists.refuse):
        with pytest.raises(Stale, match="已批准"):
            deed(lists=[own.pk], note="请核对班级", by=a_hand("lin"))


def test_without_money_of_a_source_nothing_is_approved() -> None:
    the_money(sources=("central",))
    waiting = reviewed(an_entitlement().list)
    with pytest.raises(Refused, match="2022年义务教育寄宿生生活补助没有县级资金指标"):
        approve(waiting, "500")


def test_proposing_twice_adds_nothing() -> None:
    decided = an_entitlement()
    Entitlement.objects.all().delete()
    EntitlementList.objects.all().delete()
    first = entitlements.propose(term=the_term(), by=a_hand("chen"))
    second = entitlements.propose(term=the_term(), by=a_hand("chen"))
    assert (first["lists"], first["added"]) == (1, 1)
    assert (second["lists"], second["added"], second["dropped"]) == (0, 0, 0)
    row = Entitlement.objects.get()
    assert (row.decision_id, row.amount, row.exclusive_group) == (decided.decision_id, decided.amount, "living")


def test_what_the_check_took_back_leaves_the_open_list() -> None:
    row = an_entitlement()
    row.decision.superseded_by = row.decision.run
    row.decision.save(update_fields=["superseded_by"])
    assert entitlements.propose(term=the_term(), by=a_hand("chen"))["dropped"] == 1


def test_a_list_is_once_per_school_programme_and_term_while_it_is_open() -> None:
    own = a_list()
    with pytest.raises(IntegrityError, match="entitlement_list_one_open_at_a_time"), transaction.atomic():
        a_list(school=own.school, number=2)


def test_a_documented_case_holds_for_the_same_days_as_one_from_the_check() -> None:
    decided = an_entitlement()
    Entitlement.objects.all().delete()
    EntitlementList.objects.all().delete()
    entitlements.propose(term=the_term(), by=a_hand("chen"))
    proposed = Entitlement.objects.get()
    child = an_enrolled_child(school=decided.school)
    facts = {"programme": the_programme(), "tier": "severe", "basis": "镇政府证明，2022年10月8日"}
    added = entitlements.add(enrolment=child, **facts, by=a_hand("wang"))
    added.refresh_from_db()
    assert added.period == proposed.period
