"""What goes from hand to hand: cash that a donor gives out himself, milk and rooms; school by school, on signed lists."""

from collections.abc import Iterator, Mapping, Sequence

from django.db.models import Count, Exists, OuterRef, Q, Window
from django.db.models.functions import RowNumber

from aid_portal.choices import SchoolStage, SchoolType
from aid_portal.demo.donations import TO_THE_SCHOOL, Plan
from aid_portal.demo.seeding.lists import officers, responsible
from aid_portal.demo.seeding.people import APPROVER, CLERK, named
from aid_portal.models import OrgUnit, User
from students.models import Enrolment, Student
from subsidies.actions import hand_overs
from subsidies.actions.hand_overs import Portion
from subsidies.choices import EntitlementStatus
from subsidies.donation_choices import GiftKind
from subsidies.models import Entitlement, Gift

A_SCHOOL = 5  # so many of the hundred at each school
WHOLE_SCHOOL = "全校"
ENTRY = "HE_ENTRY"


def hand_out(plan: Plan, gift: Gift) -> None:
    """Cash by name. First-year students get what the donor gives each, the hundred children equal parts."""
    to_a_school = OrgUnit.objects.filter(school_type=SchoolType.SPECIAL).first() if plan.each is None else None
    left = gift.amount - (TO_THE_SCHOOL if to_a_school else 0)
    each = plan.each or left / plan.children
    found, known = _first_years(plan) if plan.each else _in_need(plan), officers()
    for school, students in _by_school(found).items():
        portions = [Portion(student=student, amount=each) for student in students]
        _hand_over(plan, gift, school, portions, responsible(school, known))
    if to_a_school:
        _hand_over(plan, gift, to_a_school, [Portion(class_name=WHOLE_SCHOOL, amount=TO_THE_SCHOOL)], known[to_a_school.pk])


def hand_on(plan: Plan, gift: Gift) -> None:
    """Rooms to the largest schools, milk to all by the number of their pupils; the smallest school's list waits for Lin.

    Teaching points get theirs from the school that runs them.
    """
    pupils = Count("enrolments", filter=Q(enrolments__term=plan.term, enrolments__stage__in=plan.stages))
    known = officers()
    own = OrgUnit.objects.schools().filter(pk__in=known)
    schools = list(own.annotate(pupils=pupils).filter(pupils__gt=0).order_by("-pupils", "code"))
    if gift.kind == GiftKind.SERVICE:
        for school in schools[: gift.quantity]:
            _hand_over(plan, gift, school, [Portion(class_name=WHOLE_SCHOOL, quantity=1)], known[school.pk])
        return
    for school, quantity in _shares(schools, gift.quantity):
        portions = [Portion(class_name=WHOLE_SCHOOL, quantity=quantity)]
        _hand_over(plan, gift, school, portions, known[school.pk], approved=school != schools[-1])


def _shares(schools: Sequence[OrgUnit], quantity: int) -> Iterator[tuple[OrgUnit, int]]:
    """Whole boxes that add up: what is left over goes to the largest school."""
    pupils = sum(school.pupils for school in schools)
    shares = {school: max(1, quantity * school.pupils // pupils) for school in schools}
    shares[schools[0]] += quantity - sum(shares.values())
    yield from shares.items()


def _hand_over(
    plan: Plan, gift: Gift, school: OrgUnit, portions: Sequence[Portion], signer: User, *, approved: bool = True
) -> None:  # fmt: skip
    facts = {"school": school, "portions": portions, "handed_on": plan.days[2], "signed_by": signer.name}
    proposed = hand_overs.propose(gift=gift, **facts, by=named(CLERK))
    if approved:
        hand_overs.decide(hand_over=proposed, approved=True, by=named(APPROVER))


def _in_need(plan: Plan) -> list[tuple[OrgUnit, Student]]:
    """Children with state aid in the term, a few of each school, until there are as many as planned."""
    aided = Entitlement.objects.filter(student=OuterRef("student"), term=plan.term, status=EntitlementStatus.APPROVED)
    rows = Enrolment.objects.filter(Exists(aided), term=plan.term, status="enrolled").exclude(stage=SchoolStage.KINDERGARTEN)
    place = Window(RowNumber(), partition_by="school", order_by=("grade", "pk"))
    rows = rows.exclude(home_taught=True).annotate(place=place).filter(place__lte=A_SCHOOL)
    return [(row.school, row.student) for row in rows.order_by("school__code", "place").for_list()[: plan.children]]


def _first_years(plan: Plan) -> list[tuple[OrgUnit, Student]]:
    """Who begins at a university: given by the school that they left, nobody by two of these donors."""
    rows = Entitlement.objects.filter(term=plan.term, programme__code=ENTRY, student__donation_awards=None)
    rows = rows.order_by("enrolment__pinyin", "pk").select_related("school", "student")
    return [(row.school, row.student) for row in rows[: plan.children]]


def _by_school(found: Sequence[tuple[OrgUnit, Student]]) -> Mapping[OrgUnit, list[Student]]:
    schools: dict[OrgUnit, list[Student]] = {}
    for school, student in found:
        schools.setdefault(school, []).append(student)
    return schools
