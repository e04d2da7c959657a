"""Approvable entitlements of any number: children with sealed cards, lists confirmed by their schools, money allotted."""

from datetime import date
from decimal import Decimal

from aid_portal import crypto
from aid_portal.copying import copy_rows
from aid_portal.demo.ids import card_number
from aid_portal.models import User
from students.models import Enrolment, TermSetting
from students.sealing import ROSTER_SECRETS, enrolment_aad
from subsidies.actions import budgets
from subsidies.models import PolicyVersion, Programme
from tests.benchmarks import synthetic
from tests.benchmarks.database import execute, settle

# 26,640 rows whose amounts are those of the policy
PROPOSED = """
INSERT INTO subsidies_entitlementlist
    (school_id, programme_id, term_id, number, status, return_note, confirmed_by_id, confirmed_at)
SELECT DISTINCT school_id, %(programme)s, %(term)s, 1, 'confirmed', '', %(school)s, now() FROM students_enrolment
WHERE term_id = %(term)s;
INSERT INTO subsidies_entitlement
    (student_id, programme_id, term_id, list_id, enrolment_id, school_id, basis, policy_id, exclusive_group, period, tier,
     categories, full_amount, amount, proration, trace, waiver, note, status, hold_note, fen_central, fen_province, fen_city,
     fen_county, fen_donor)
SELECT e.student_id, %(programme)s, e.term_id, l.id, e.id, e.school_id, '测算', %(policy)s, 'living',
       daterange(date '2022-09-01', date '2023-01-31', '[]'), 'severe', '{}', a.amount, a.amount, 'none', '', false, '',
       'proposed', '', 0, 0, 0, 0, 0
FROM students_enrolment e
JOIN subsidies_entitlementlist l ON l.school_id = e.school_id AND l.term_id = e.term_id AND l.programme_id = %(programme)s
CROSS JOIN LATERAL (SELECT CASE WHEN e.grade > 3 THEN 625.00 ELSE 312.50 END AS amount) a
WHERE e.term_id = %(term)s
ORDER BY e.id
"""
TABLES = (
    "subsidies_bankreturnline, subsidies_bankreturn, subsidies_bankfile, subsidies_ledgerleg, subsidies_ledgerentry,"
    " subsidies_ledgeraccount, subsidies_allotment, subsidies_budgetline, subsidies_fundingdocument, subsidies_payment,"
    " subsidies_batch, subsidies_adjustment, subsidies_cardchange, subsidies_entitlement, subsidies_entitlementlist"
)


def make(rows: int) -> None:
    """Children, their lists confirmed by the schools, and twice the money that they need."""
    synthetic.make(rows)
    seal_cards()
    prepare()


def seal_cards() -> None:
    """Each child with a card of its own, in its own name."""
    sealed = crypto.sealer()
    execute("DROP TABLE IF EXISTS envelope; CREATE TABLE envelope (id bigint, sealed bytea)")
    children = Enrolment.objects.values_list("pk", "school__code", "registry_index", "name")
    envelopes = (
        (pk, sealed(_secrets(pk, name), enrolment_aad(code, synthetic.TERM, index))) for pk, code, index, name in children
    )
    copy_rows("envelope", ("id", "sealed"), envelopes)
    execute("UPDATE students_enrolment e SET sealed = v.sealed FROM envelope v WHERE v.id = e.id; DROP TABLE envelope")
    settle("students_enrolment")


def prepare() -> None:
    """Everything about money begins anew: the lists are with the county, nothing is approved."""
    execute("SET session_replication_role = replica")  # what is insert-only goes nowhere else
    execute(f"TRUNCATE {TABLES} CASCADE")
    execute("SET session_replication_role = origin")
    programme = Programme.objects.get(code="CE_BOARD")
    for source in ("central", "county"):
        facts = {
            "number": f"扶财教〔2022〕{source}", "title": "下达资金", "source": source, "year": 2022,
            "amount": Decimal(20_000_000), "issued_on": date(2022, 1, 10),
        }  # fmt: skip
        document = budgets.propose(facts=facts, allotments=[(programme, facts["amount"])], by=hand("chen"))
        budgets.decide(document=document, approved=True, by=hand("lin"))
    params = {"programme": programme.pk, "term": synthetic.TERM, "school": hand("wang").pk}
    execute(PROPOSED, {**params, "policy": PolicyVersion.objects.in_force().pk})
    settle("subsidies_entitlement", "subsidies_entitlementlist")


def hand(name: str) -> User:
    found, _made = User.objects.get_or_create(username=name, defaults={"name": name})
    return found


def the_term() -> TermSetting:
    return TermSetting.objects.get(pk=synthetic.TERM)


def _secrets(number: int, name: str) -> dict[str, str]:
    made_up = f"{number:018d}"
    return {
        **dict.fromkeys(ROSTER_SECRETS, ""), "registry_number": f"G{made_up}", "resident_id": made_up,
        "bank_account": card_number(number), "bank_name": "扶风农商银行", "account_holder": name,
    }  # fmt: skip
