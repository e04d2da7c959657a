"""A year's assessment: counted from the portal to the row, put right with a reason, published by another person, then frozen."""

from datetime import date
from decimal import Decimal

import pytest

from aid_portal.choices import Role
from aid_portal.errors import Refused
from aid_portal.models import OrgUnit, User
from students.models import RosterAcceptance
from subsidies.choices import EntitlementStatus
from supervision.actions import assessments, letters, signings
from supervision.choices import AssessmentStatus, WorkKind
from supervision.models import Assessment, IndicatorMark, ResponsibilityLetter, UnitAssessment, WorkEntry
from supervision.reports.assessment_counts import SOURCES, counts
from supervision.rules.assessments import INDICATORS
from tests.factories import subsidies_money as money
from tests.factories import supervision as inspected
from tests.factories.audit_hits import a_hit
from tests.factories.letters import a_letter_template, parties
from tests.factories.portal import a_person, a_school
from tests.factories.students import an_enrolment, an_upload, the_term
from tests.factories.subsidies import a_decision

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(school: OrgUnit, zhao_school: OrgUnit, chen: User) -> Assessment:
    """Wang's school has signed its letter, Zhao's has not."""
    template = a_letter_template(levels=["unit"])
    letters.make(template=template, by=chen)
    signings.sign(letters={template.letters.get(unit=school).pk: parties()}, by=chen)
    return assessments.compute(assessment=assessments.begin(year=2022, title="考核", by=chen), by=chen)


def counted(code: str, unit: OrgUnit) -> tuple[int, int] | None:
    found = counts(2022).get(unit.pk, {}).get(code)
    return (int(found.numerator), int(found.denominator)) if found else None


def the_mark(unit: OrgUnit, code: str = "leadership") -> IndicatorMark:
    return IndicatorMark.objects.for_list().get(sheet__unit=unit, indicator__code=code)


def test_every_source_is_an_indicator() -> None:
    assert set(SOURCES) <= {indicator.code for indicator in INDICATORS}


def test_letters_of_the_year_are_counted(draft: Assessment, school: OrgUnit, zhao_school: OrgUnit) -> None:
    assert counted("leadership", school) == (1, 1)
    assert counted("leadership", zhao_school) == (0, 1)
    assert counts(2021) == {}


def test_who_is_due_help_is_counted_against_what_was_approved(school: OrgUnit) -> None:
    """The factory's entitlement rests on a decision of its own."""
    money.the_money()
    money.approved(money.an_entitlement(enrolment=money.an_enrolled_child(school=school)))
    a_decision(enrolment=money.an_enrolled_child("王芳", school=school))
    assert counted("coverage", school) == (1, 2)


def test_who_waits_for_a_place_is_not_due(school: OrgUnit) -> None:
    child = money.an_enrolled_child(school=school)
    money.an_entitlement(enrolment=child, status=EntitlementStatus.WAITING, note="名额已满")
    assert counted("coverage", school) is None


def test_paid_in_the_term_is_in_time_and_a_returned_card_is_an_error(school: OrgUnit) -> None:
    money.the_money()
    money.approved(*(money.an_entitlement(enrolment=money.an_enrolled_child(name, school=school)) for name in ("李明", "王芳")))
    batch = money.released(money.a_batch())
    money.returned(batch.payments.order_by("pk").first())
    money.paid(batch)
    assert counted("timeliness", school) == (1, 2)
    assert counted("accuracy", school) == (1, 2)


def test_paid_after_the_term_is_late(school: OrgUnit) -> None:
    money.the_money()
    money.approved(money.an_entitlement(enrolment=money.an_enrolled_child(school=school)))
    money.paid(money.released(money.a_batch()), day=date(2023, 2, 1))
    assert counted("timeliness", school) == (0, 1)
    assert counted("accuracy", school) == (1, 1)


def test_a_roster_is_owed_once_rosters_come(school: OrgUnit, zhao_school: OrgUnit) -> None:
    assert counted("reporting", school) is None
    RosterAcceptance.objects.create(school=school, term=the_term("2022S"), upload=an_upload(term=the_term("2022S")))
    assert counted("reporting", school) == (1, 1)
    assert counted("reporting", zhao_school) == (0, 1)


def test_a_hit_that_nobody_explained_counts_against_the_money(school: OrgUnit) -> None:
    money.the_money()
    money.approved(money.an_entitlement(enrolment=money.an_enrolled_child(school=school)))
    assert counted("funds", school) == (1, 1)
    a_hit(school=school, term=the_term())
    assert counted("funds", school) == (0, 1)


def test_a_problem_is_closed_in_time_or_not(school: OrgUnit) -> None:
    notice = inspected.a_notice(unit=school)
    inspected.issue(notice)
    assert counted("rectification", school)[0] == 0


def test_a_problem_found_in_an_earlier_year_comes_again(school: OrgUnit) -> None:
    checklist = inspected.a_checklist()
    item = checklist.items.first() or inspected.an_item(checklist)
    for day in (date(2021, 5, 1), date(2022, 5, 1)):
        inspected.a_finding(inspected.a_visit(school, visited_on=day), item=item)
    inspected.a_finding(inspected.a_visit(school, visited_on=date(2022, 6, 1)), item=inspected.an_item(checklist, position=9))
    assert counted("repeat", school) == (1, 2)


def test_papers_of_the_lists_are_counted(school: OrgUnit) -> None:
    item = inspected.a_work_item(kind=WorkKind.MATERIAL)
    WorkEntry.objects.create(item=item, unit=school)
    duty = inspected.a_work_item(kind=WorkKind.DUTY)
    WorkEntry.objects.create(item=duty, unit=school)
    assert counted("rules", school) == (0, 1)


def test_who_left_school_is_counted_at_the_compulsory_stages(school: OrgUnit) -> None:
    an_enrolment(school=school)
    an_enrolment(school=school, status="withdrawn")
    an_enrolment(school=school, stage="kindergarten", grade=1, status="withdrawn")
    assert counted("dropout", school) == (1, 2)


def test_a_school_is_marked_by_what_applies_to_it(draft: Assessment, school: OrgUnit, zhao_school: OrgUnit) -> None:
    sheets = {sheet.unit.name: sheet.total for sheet in draft.sheets.select_related("unit")}
    assert sheets == {"城关第一小学": Decimal("100.00"), "城关第二小学": Decimal("0.00")}
    assert the_mark(school).weight == 100
    assert the_mark(school, "coverage").computed is None


def test_a_teaching_point_is_assessed_with_its_school(draft: Assessment, school: OrgUnit, chen: User) -> None:
    a_school("2161324901", "东坡教学点", parent=school)
    assessments.compute(assessment=draft, by=chen)
    assert draft.sheets.count() == 2


def test_weights_make_a_hundred_and_marks_follow_them(draft: Assessment, school: OrgUnit, chen: User) -> None:
    weights = {each.code: Decimal(0) for each in draft.indicators.all()} | {"coverage": Decimal(60), "leadership": Decimal(40)}
    with pytest.raises(Refused, match="还差"):
        assessments.weigh(assessment=draft, weights=weights | {"coverage": Decimal(59)}, by=chen)
    assessments.weigh(assessment=draft, weights=weights, by=chen)
    assert the_mark(school).indicator.weight == 40
    assert the_mark(school).final == 100  # the coverage does not apply: its weight is shared out


def test_the_next_year_begins_with_the_weights_of_this_one(draft: Assessment, chen: User) -> None:
    weights = {each.code: Decimal(0) for each in draft.indicators.all()} | {"leadership": Decimal(100)}
    assessments.weigh(assessment=draft, weights=weights, by=chen)
    following = assessments.begin(year=2023, title="考核", by=chen)
    assert dict(following.indicators.values_list("code", "weight")) == weights
    with pytest.raises(Refused, match="已经建立"):
        assessments.begin(year=2023, title="考核", by=chen)


def test_a_mark_is_put_right_with_a_reason_within_its_weight(draft: Assessment, zhao_school: OrgUnit, chen: User) -> None:
    mark = the_mark(zhao_school)
    with pytest.raises(Refused, match="理由"):
        assessments.adjust(mark=mark, points=Decimal(5), reason=" ", by=chen)
    with pytest.raises(Refused, match="0至100"):
        assessments.adjust(mark=mark, points=Decimal("100.01"), reason="已补签", by=chen)
    with pytest.raises(Refused, match="不适用"):
        assessments.adjust(mark=the_mark(zhao_school, "coverage"), points=Decimal(1), reason="已补签", by=chen)
    assessments.adjust(mark=mark, points=Decimal("5.50"), reason="已补签", by=chen)
    assert UnitAssessment.objects.get(unit=zhao_school).total == Decimal("5.50")


def test_what_a_person_put_right_survives_counting_anew_while_it_fits(
    draft: Assessment, school: OrgUnit, zhao_school: OrgUnit, chen: User
) -> None:
    assessments.adjust(mark=the_mark(zhao_school), points=Decimal(5), reason="已补签", by=chen)
    assessments.compute(assessment=draft, by=chen)
    assert the_mark(zhao_school).points == 5
    own = ResponsibilityLetter.objects.get(unit=zhao_school)
    signings.sign(letters={own.pk: parties()}, by=chen)  # now the mark is full, and five more would be too much
    assessments.compute(assessment=draft, by=chen)
    assert the_mark(zhao_school).points is None
    assert UnitAssessment.objects.get(unit=zhao_school).total == 100


def test_nought_takes_an_adjustment_back(draft: Assessment, zhao_school: OrgUnit, chen: User) -> None:
    assessments.adjust(mark=the_mark(zhao_school), points=Decimal(5), reason="已补签", by=chen)
    assessments.adjust(mark=the_mark(zhao_school), points=Decimal(0), reason="不再加分", by=chen)
    assert (the_mark(zhao_school).points, the_mark(zhao_school).adjusted_by) == (None, None)


def test_another_person_publishes_and_ranks_are_given(draft: Assessment, chen: User, lin: User, bureau: OrgUnit) -> None:
    assessments.submit(assessment=draft, by=chen)
    with pytest.raises(Refused, match="须由另一人"):
        assessments.publish(assessment=draft, by=chen)
    published = assessments.publish(assessment=draft, by=lin)
    assert published.status == AssessmentStatus.PUBLISHED
    assert list(published.sheets.order_by("rank").values_list("unit__name", "rank")) == [("城关第一小学", 1), ("城关第二小学", 2)]


def test_who_changed_a_mark_does_not_publish(draft: Assessment, zhao_school: OrgUnit, chen: User, bureau: OrgUnit) -> None:
    other = a_person("guo", "郭审核", Role.COUNTY_APPROVER, bureau)
    assessments.adjust(mark=the_mark(zhao_school), points=Decimal(5), reason="已补签", by=other)
    assessments.submit(assessment=draft, by=chen)
    with pytest.raises(Refused, match="须由另一人"):
        assessments.publish(assessment=draft, by=other)


def test_what_is_handed_in_is_changed_only_after_it_came_back(
    draft: Assessment, zhao_school: OrgUnit, chen: User, lin: User
) -> None:
    assessments.submit(assessment=draft, by=chen)
    for deed in (
        lambda: assessments.compute(assessment=draft, by=chen),
        lambda: assessments.adjust(mark=the_mark(zhao_school), points=Decimal(1), reason="已补签", by=chen),
    ):
        with pytest.raises(Refused, match="不能再改"):
            deed()
    with pytest.raises(Refused, match="请写明"):
        assessments.send_back(assessment=draft, note="", by=lin)
    assessments.send_back(assessment=draft, note="补充佐证", by=lin)
    assessments.compute(assessment=draft, by=chen)


def test_nothing_is_handed_in_before_it_is_counted(chen: User) -> None:
    with pytest.raises(Refused, match="还没有计算"):
        assessments.submit(assessment=assessments.begin(year=2022, title="考核", by=chen), by=chen)
