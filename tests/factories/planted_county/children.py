"""What is wrong with a child: helped twice, gone, left out, of another's account, of another tier, forgotten for a term."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from students.models import Enrolment
from subsidies.models import Decision, Entitlement, StaffAccount
from tests.factories.planted_county.county import DAY_PUPILS, KINDERGARTEN, UNPOSTED, County, payment_of, post_list
from tests.factories.portal import a_school
from tests.factories.students import a_record, an_index
from tests.factories.subsidies import a_case, a_decision, a_run
from tests.factories.subsidies_money import a_card, a_hand, the_programme, the_term


def _paid_twice(county: County) -> None:
    """A1: two files of one child, joined after both were paid."""
    first, second = county.row(), county.row()

    def put_wrong() -> list[str]:
        join(first, second)
        return [str(first.pk)]

    county.plant("A1", put_wrong)


def join(first: Entitlement, second: Entitlement) -> None:
    second.student.merged_into = first.student
    second.student.save(update_fields=["merged_into"])


def _two_that_exclude(county: County) -> None:
    """A2: boarder in one file, day pupil in the other."""
    first = county.row()
    second = county.row(county.child(boarding=False), programme=the_programme(DAY_PUPILS), amount=Decimal("250.00"))

    def put_wrong() -> list[str]:
        join(first, second)
        return [f"{first.pk}-{second.pk}"]

    county.plant("A2", put_wrong)


def _gone(code: str, status: str, day: date) -> Callable[[County], None]:
    def plant(county: County) -> None:
        row = county.row()

        def put_wrong() -> list[str]:
            Enrolment.objects.filter(pk=row.enrolment_id).update(status=status, status_on=day)
            return [str(payment_of(row).pk)]

        county.plant(code, put_wrong)

    return plant


def _at_two_schools(county: County) -> None:
    """A5: the child is on the roll of the neighbour too."""
    row = county.row()

    def put_wrong() -> list[str]:
        county.child(student=row.student, school=county.neighbour, id_index=row.enrolment.id_index)
        return [f"twice:{row.student_id}:2022A"]

    county.plant("A5", put_wrong)


def _left_out(county: County) -> None:
    """A6: due by the check, the list is approved without the child."""
    child = county.child()

    def put_wrong() -> list[str]:
        decision = a_decision(enrolment=child, case=a_case(outcome="left out"))
        return [f"none:{child.student_id}:{decision.programme_id}:2022A"]

    county.plant("A6", put_wrong)


def _without_basis(county: County) -> None:
    """A7: the result behind it no longer holds."""
    row = county.row()

    def put_wrong() -> list[str]:
        Decision.objects.filter(pk=row.decision_id).update(superseded_by=a_run())
        return [f"basis:{row.pk}"]

    county.plant("A7", put_wrong)


def _one_card_for_strangers(county: County) -> None:
    """A8: siblings when they were paid; the guardian of one turned out to be another."""
    shared, guardian = a_card(), an_index()
    rows = [county.row(county.child(bank_account=shared, guardian_index=guardian)) for _each in range(2)]

    def put_wrong() -> list[str]:
        Enrolment.objects.filter(pk=rows[1].enrolment_id).update(guardian_index=an_index())
        return [bytes(payment_of(rows[0]).account_index).hex()]

    county.plant("A8", put_wrong)


def _the_teachers_card(county: County) -> None:
    """A8: the account is registered as a teacher's afterwards."""
    row = county.row()

    def put_wrong() -> list[str]:
        index = bytes(payment_of(row).account_index)
        StaffAccount.objects.create(school=county.school, name="赵老师", account_index=index, made_by=a_hand("chen"))
        return [index.hex()]

    county.plant("A8", put_wrong)


def _another_holder(county: County) -> None:
    """A9: the roster was put right and now names another child."""
    row = county.row()

    def put_wrong() -> list[str]:
        Enrolment.objects.filter(pk=row.enrolment_id).update(name="张伟", name_key="张伟")
        return [str(payment_of(row).pk)]

    county.plant("A9", put_wrong)


def _another_rate(county: County) -> None:
    """A10: 625 approved where the check said 500."""
    child = county.child()
    decision = a_decision(enrolment=child, case=a_case(amount=Decimal("500.00"), outcome="rate"))
    row = county.row(child, decision=decision, amount=Decimal("625.00"))
    county.plant("A10", lambda: [str(row.pk)])


def _below_the_top(county: County) -> None:
    """A11: a monitoring list that came later names the child."""
    row = county.row(tier="general", categories=["OTHER"])

    def put_wrong() -> list[str]:
        facts = {"programme": the_programme(KINDERGARTEN), "categories": ["MON_EDGE"], "outcome": "watched"}
        a_decision(enrolment=row.enrolment, case=a_case(**facts))
        return [str(row.pk)]

    county.plant("A11", put_wrong)


def _forgotten_for_a_term(county: County) -> None:
    """A21: paid in the springs of 2022 and 2023, in the autumn between on the roll and on a list."""
    child = county.child()
    a_record(id_index=child.id_index, categories=["LIFTED"])
    for term in ("2022S", "2023S"):
        county.row(county.child(student=child.student, id_index=child.id_index, term=the_term(term)))
    county.plant("A21", lambda: [f"{child.student_id}:2022A"])


def _not_posted(county: County) -> None:
    """A12: a list that hung on no wall, and one that was still hanging when the money came."""
    silent, late = a_school(f"{UNPOSTED}01", "城关第三小学"), a_school(f"{UNPOSTED}02", "城关第四小学")
    rows = [county.row(county.child(school=school)) for school in (silent, late)]

    def put_wrong() -> list[str]:
        post_list(rows[1].list, date(2022, 11, 18))
        return [f"not_posted:{rows[0].list_id}", f"paid_before_end:{rows[1].list_id}"]

    county.plant("A12", put_wrong)


PLANTS = (
    _paid_twice, _two_that_exclude, _gone("A3", "deceased", date(2022, 10, 2)), _gone("A4", "withdrawn", date(2022, 9, 15)),
    _at_two_schools, _left_out, _without_basis, _one_card_for_strangers, _the_teachers_card, _another_holder, _another_rate,
    _below_the_top, _forgotten_for_a_term, _not_posted,
)  # fmt: skip
