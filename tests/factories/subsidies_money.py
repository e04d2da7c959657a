"""From the decision to the money: rows with sensible defaults, made through the actions wherever money moves.

The default is a boarder of Wang's school in 2022A, 500.00 yuan, half central and half county. Hands that decide are four
different people.
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from itertools import count

from django.db import transaction
from psycopg2.extras import DateRange

from aid_portal import crypto
from aid_portal.choices import Role
from aid_portal.demo.ids import card_number
from aid_portal.models import OrgUnit, User
from students.models import Enrolment, TermSetting
from students.sealing import enrolment_aad
from subsidies.actions import adjustments, batches, budgets, entitlement_lists, ledger, quotas
from subsidies.actions.batch_rows import Choice
from subsidies.actions.entitlements import open_list
from subsidies.choices import AdjustmentKind, Channel, EntryKind, FundSource, PaymentStatus
from subsidies.models import (
    Batch,
    Entitlement,
    EntitlementList,
    FundingDocument,
    Payment,
    PolicyVersion,
    Programme,
    Quota,
    Recovery,
)
from tests.factories.portal import a_person, a_school, the_bureau
from tests.factories.students import a_student, an_enrolment, the_term
from tests.factories.subsidies import a_case, a_decision

_numbers = count(1)


def a_hand(name: str, role: Role = Role.COUNTY_CLERK, unit: OrgUnit | None = None) -> User:
    """The same person for the same name."""
    return User.objects.filter(username=name).first() or a_person(name, f"{name}某", role, unit or the_bureau())


def a_card(number: int | None = None) -> str:
    """A made-up bank card with a right check digit."""
    return card_number(number or next(_numbers))


def an_enrolled_child(name: str = "李明", **facts: object) -> Enrolment:
    """A child with a sealed roster row: number, own card, bank; `account_holder`, `bank_account`, `guardian_id` may be given."""
    secrets = {
        "registry_number": f"G610324201301{next(_numbers):06d}", "resident_id": "", "guardian_id": "", "phone": "",
        "bank_account": a_card(), "bank_name": "扶风农商银行", "account_holder": name, "address": "",
    }  # fmt: skip
    secrets |= {key: facts.pop(key) for key in list(secrets) if key in facts}
    facts.setdefault("student", a_student(name=name))
    enrolment = an_enrolment(**{"name": name, "name_key": name, "boarding": True, "pinyin": "liming", **facts})
    aad = enrolment_aad(enrolment.school.code, enrolment.term_id, enrolment.registry_index)
    enrolment.sealed = crypto.seal(secrets, aad)
    enrolment.save(update_fields=["sealed"])
    return enrolment


def the_programme(code: str = "CE_BOARD") -> Programme:
    return Programme.objects.get(code=code)


def the_money(
    yuan: str = "100000", *, programme: str = "CE_BOARD", year: int = 2022, sources: Iterable[str] = ("central", "county")
) -> list[FundingDocument]:
    """An approved document of each source that allots `yuan` to the programme."""
    return [_approved_document(Decimal(yuan), the_programme(programme), year, source) for source in sources]


def _approved_document(amount: Decimal, programme: Programme, year: int, source: str) -> FundingDocument:
    number = f"扶财教〔{year}〕{next(_numbers)}号"
    facts = {
        "number": number, "title": "下达学生资助资金的通知", "source": FundSource(source), "year": year, "amount": amount,
        "direct": source == "central", "issued_on": date(year, 1, 10), "received_on": date(year, 1, 20),
    }  # fmt: skip
    document = budgets.propose(facts=facts, allotments=[(programme, amount)], by=a_hand("chen"))
    return budgets.decide(document=document, approved=True, by=a_hand("lin", Role.COUNTY_APPROVER))


def places(school: OrgUnit, programme: str, count: int = 100, term: str = "2022A") -> list[Quota]:
    """Approved places of the programme at the school."""
    given = quotas.propose(
        term=the_term(term),
        programme=the_programme(programme),
        places=[(school, count)],
        source="扶教助〔2022〕3号",
        by=a_hand("chen"),
    )
    return quotas.decide(quotas=[each.pk for each in given], approved=True, by=a_hand("lin", Role.COUNTY_APPROVER))


def a_list(**facts: object) -> EntitlementList:
    school = facts.pop("school", None) or OrgUnit.objects.schools().first() or a_school()
    defaults = {"school": school, "programme": the_programme(), "term": the_term()}
    return EntitlementList.objects.create(**{**defaults, **facts})


@transaction.atomic
def an_entitlement(**facts: object) -> Entitlement:
    """A proposed row on an open list, resting on a decision."""
    enrolment = facts.pop("enrolment", None) or an_enrolled_child(**_of_school(facts))
    programme = facts.pop("programme", None) or the_programme()
    entitlement_list = facts.pop("list", None) or open_list(enrolment.school, programme, enrolment.term)
    amount = facts.pop("amount", Decimal("500.00"))
    if "decision" not in facts:
        outcome = f"{programme.code}|{amount}|{next(_numbers)}"
        facts["decision"] = a_decision(enrolment=enrolment, case=a_case(programme=programme, amount=amount, outcome=outcome))
    term = enrolment.term.term
    defaults = {
        "student": enrolment.student, "term": enrolment.term, "school": enrolment.school,
        "policy": PolicyVersion.objects.in_force(), "period": DateRange(term.first_day, term.last_day, "[]"), "tier": "severe",
        "categories": ["LIFTED"], "full_amount": amount, "amount": amount,
    }  # fmt: skip
    return Entitlement.objects.create(
        **{**defaults, "enrolment": enrolment, "programme": programme, "list": entitlement_list, **facts}
    )


def _of_school(facts: dict) -> dict:
    """What is said of the child itself: school, name."""
    named = {"name": facts.pop("name")} if "name" in facts else {}
    return {"school": facts.pop("school", None) or OrgUnit.objects.schools().first() or a_school(), **named}


def approved(*entitlements: Entitlement) -> list[Entitlement]:
    """Their lists through all hands: confirmed by the school, reviewed by guo, approved by lin."""
    lists = list(EntitlementList.objects.filter(entitlements__in=entitlements).distinct())
    for each in lists:
        entitlement_lists.confirm(entitlement_list=each, by=a_hand(f"school{each.school_id}", Role.SCHOOL_OFFICER, each.school))
    ids = [each.pk for each in lists]
    entitlement_lists.review(lists=ids, by=a_hand("guo", Role.COUNTY_REVIEWER))
    seen = sum(each.amount for each in Entitlement.objects.filter(list__in=ids, status="proposed"))
    entitlement_lists.approve(lists=ids, seen=seen, by=a_hand("lin", Role.COUNTY_APPROVER))
    return list(Entitlement.objects.filter(pk__in=[each.pk for each in entitlements]).order_by("pk"))


def a_batch(term: TermSetting | None = None, channel: str = Channel.BANK_CARD, **facts: object) -> Batch:
    """A frozen draft of everything that can be paid now."""
    choice = Choice(term=term or the_term(), channel=channel, **facts)
    return batches.build(choice=choice, title="2022秋生活补助", by=a_hand("chen"))


def released(batch: Batch) -> Batch:
    """Through review and release: prepared by chen, reviewed by guo2, released by qian."""
    batches.submit(batch=batch, by=a_hand("chen"))
    batch = batches.review(batch=batch, by=a_hand("guo2", Role.COUNTY_REVIEWER))
    return batches.release(batch=batch, seen=bytes(batch.digest), by=a_hand("qian", Role.FINANCE))


def a_payment(**facts: object) -> Payment:
    """Approved, batched and released: on its way to the bank."""
    approved(an_entitlement(**facts))
    return released(a_batch()).payments.get()


def paid(batch: Batch, day: date = date(2022, 11, 21)) -> list[Payment]:
    """Everything of a released batch reached the children on that day, in the ledger too."""
    rows = list(batch.payments.filter(status=PaymentStatus.SENT).order_by("pk"))
    Payment.objects.filter(batch=batch, status=PaymentStatus.SENT).update(status=PaymentStatus.PAID, settled_on=day)
    ledger.move_payments(
        kind=EntryKind.PAY, cause=f"paid:{batch.pk}", batch=batch, payments=[row.pk for row in rows], by=a_hand("pan")
    )
    return rows


def returned(payment: Payment, reason: str = "account_closed", day: date = date(2022, 11, 20)) -> Payment:
    """The bank gave this one back, in the ledger too."""
    Payment.objects.filter(pk=payment.pk).update(status=PaymentStatus.RETURNED, settled_on=day, reason_code=reason)
    ledger.move_payments(
        kind=EntryKind.RETURN, cause=f"returned:{payment.pk}", batch=payment.batch, payments=[payment.pk], by=a_hand("pan")
    )
    return Payment.objects.get(pk=payment.pk)


def all_paid(*, day: date = date(2022, 11, 21), term: str = "2022A", channel: str = Channel.BANK_CARD) -> list[Payment]:
    """Whatever can be paid now is built, released and paid."""
    return paid(released(a_batch(the_term(term), channel)), day)


def taken_back(entitlement: Entitlement, yuan: str | None = None, day: date = date(2022, 12, 20)) -> Recovery:
    """A claw-back, or without an amount the cancellation of the award, approved and received on that day."""
    kind = AdjustmentKind.CLAW_BACK if yuan else AdjustmentKind.CANCELLATION
    adjustment = adjustments.propose(
        entitlement=entitlement, kind=kind, amount=Decimal(yuan or 0), reason="复核后不符合条件", by=a_hand("chen")
    )
    adjustments.decide(adjustment=adjustment, approved=True, by=a_hand("lin", Role.COUNTY_APPROVER))
    recovery = Recovery.objects.get(adjustment=adjustment)
    return adjustments.receive(recovery=recovery, day=day, voucher="回单1号", by=a_hand("qian"))
