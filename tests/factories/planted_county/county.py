"""The county in which the cases are planted: its schools and children, and what is put wrong once all is paid."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path

from aid_portal.models import OrgUnit
from students.models import Enrolment
from subsidies.actions import budgets, list_notices
from subsidies.models import BudgetLine, Entitlement, EntitlementList, Payment
from tests.factories.students import an_index
from tests.factories.subsidies_money import a_hand, an_enrolled_child, an_entitlement, approved, the_programme

ASKED_ON = date(2023, 3, 1)
THE_YEAR_AFTER = date(2023, 1, 3)
RECEIVED_ON = date(2022, 11, 1)
POSTED_ON = date(2022, 10, 10)
UNPOSTED = "21613249"  # schools whose notices a plant sees to
FEE, GRANT, DAY_PUPILS, KINDERGARTEN = "VOC_FEE", "VOC_GRANT", "CE_DAY", "PRE_LIVING"
Late = Callable[[], list[str]]


def money(
    yuan: str, programme: str, received_on: date = RECEIVED_ON, sources: tuple[str, ...] = ("central", "county"), year: int = 2022
) -> None:
    """An approved document a source; a negative one takes back."""
    for source in sources:
        number = f"扶财教〔2022〕{BudgetLine.objects.count()}{source}{programme}{yuan}号"
        facts = {
            "number": number, "title": "下达学生资助资金的通知", "source": source, "year": year, "amount": Decimal(yuan),
            "direct": False, "issued_on": date(2022, 1, 10), "received_on": received_on,
        }  # fmt: skip
        document = budgets.propose(facts=facts, allotments=[(the_programme(programme), Decimal(yuan))], by=a_hand("chen"))
        budgets.decide(document=document, approved=True, by=a_hand("lin"))


@dataclass
class County:
    """`expected`: the keys of the hits by check; `late`: what is put wrong once everything is paid."""

    folder: Path
    school: OrgUnit
    neighbour: OrgUnit
    expected: dict[str, set[str]] = field(default_factory=dict)
    late: list[tuple[str, Late]] = field(default_factory=list)

    def child(self, name: str = "李明", **facts: object) -> Enrolment:
        known = {"school": self.school, "id_index": an_index(), "guardian_index": an_index(), **facts}
        return an_enrolled_child(name, **known)

    def row(self, enrolment: Enrolment | None = None, **facts: object) -> Entitlement:
        return an_entitlement(enrolment=enrolment or self.child(), **facts)

    def plant(self, code: str, put_wrong: Late) -> None:
        self.late.append((code, put_wrong))


def approve_all() -> None:
    """And posted long before anything is paid, except where a plant sees to that itself."""
    rows = approved(*Entitlement.objects.filter(status="proposed"))
    lists = EntitlementList.objects.filter(entitlements__in=rows).exclude(school__code__startswith=UNPOSTED)
    for each in lists.distinct():
        post_list(each)


def post_list(entitlement_list: EntitlementList, day: date = POSTED_ON) -> None:
    list_notices.post(
        entitlement_list=entitlement_list, working_days=5, phone="0917-5210000", place="校门口公告栏",
        by=a_hand(f"school{entitlement_list.school_id}"), today=day,
    )  # fmt: skip


def payment_of(row: Entitlement) -> Payment:
    return row.payments.get()
