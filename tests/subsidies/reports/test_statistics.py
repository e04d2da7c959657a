"""What the year comes to: 人次, 人数 and yuan, added up every way (scenarios 19, 21, 22, 23; domain.md 11)."""

from copy import deepcopy
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone

from aid_portal.errors import Refused
from aid_portal.models import User
from students.models import Enrolment
from subsidies.actions import adjustments
from subsidies.choices import AdjustmentKind, Channel, PolicyStatus
from subsidies.models import Entitlement, MoneyFlow, Payment, PolicyVersion
from subsidies.reports.report_layouts import LAYOUTS
from subsidies.reports.statistics import Numbers, Table, cells, held, span_of, table
from subsidies.reports.statistics_rows import paid_out
from subsidies.reports.statistics_words import left_out, words_of
from subsidies.rules.statistics import Sum
from subsidies.statistics_choices import StatisticsKind
from tests.factories.students import a_record, a_release, the_term
from tests.factories.subsidies import a_decision, a_policy, the_policy
from tests.factories.subsidies_money import (
    a_batch,
    a_hand,
    all_paid,
    an_enrolled_child,
    an_entitlement,
    approved,
    paid,
    places,
    released,
    returned,
    taken_back,
    the_money,
    the_programme,
)

pytestmark = pytest.mark.django_db
EVERY = [kind for kind in StatisticsKind if LAYOUTS[kind].may_be_frozen]


def the_table(year: str, kind: str = StatisticsKind.ANNUAL, user: User | None = None) -> Table:
    span = span_of(year)
    flows = MoneyFlow.objects.visible_to(user) if user else MoneyFlow.objects.all()
    return table(kind, span, flows.within(span), paid_out(span, user)).closed()


def told(numbers: Numbers) -> tuple[int, int, str]:
    return numbers.times, numbers.persons, str(numbers.amount)


def year_of(text: str) -> tuple[int, int, str]:
    return told(the_table(text).total)


def given(child: Enrolment, programme: str, amount: str, **facts: object) -> Entitlement:
    return an_entitlement(enrolment=child, programme=the_programme(programme), amount=Decimal(amount), **facts)


def in_term(child: Enrolment, term: str, **facts: object) -> Enrolment:
    return an_enrolled_child(student=child.student, school=child.school, term=the_term(term), **facts)


def test_scenario_19_a_waiver_and_a_grant_are_two_person_times_of_one_person() -> None:
    """雨露计划 is no programme of the education system and adds nothing."""
    the_money(programme="VOC_FEE", sources=("central", "county"))
    the_money(programme="VOC_GRANT", sources=("central", "county"))
    child = an_enrolled_child(stage="vocational", grade=1)
    approved(given(child, "VOC_FEE", "800.00", waiver=True), given(child, "VOC_GRANT", "1000.00"))
    all_paid(channel=Channel.SCHOOL_INCOME)
    all_paid()
    total = the_table("2022").total
    assert told(total) == (2, 1, "1800.00")
    assert total.waived == Decimal("800.00")


def test_scenario_21_three_hundred_waivers_are_in_the_table_and_in_no_bank_file() -> None:
    """With thirty: 800.00 each."""
    the_money(programme="VOC_FEE")
    children = [an_enrolled_child(stage="vocational", grade=1) for _each in range(30)]
    approved(*[given(child, "VOC_FEE", "800.00", waiver=True) for child in children])
    all_paid(channel=Channel.SCHOOL_INCOME)
    (cell,) = cells(span_of("2022"), MoneyFlow.objects.within(span_of("2022")))
    assert (cell["stage"], cell["times"], cell["money"], cell["waiver"]) == ("vocational", 30, Decimal("24000.00"), True)
    by_channel = the_table("2022", StatisticsKind.CHANNEL)
    assert [line.key for line in by_channel.lines] == [(Channel.SCHOOL_INCOME,)]


def test_scenario_22_a_calendar_year_is_not_an_academic_year() -> None:
    """375.00 of kindergarten in spring, 500.00 of primary boarding in autumn."""
    the_money(programme="PRE_LIVING", sources=("province", "county"))
    the_money()
    spring = an_enrolled_child(stage="kindergarten", grade=3, term=the_term("2022S"))
    autumn = in_term(spring, "2022A")
    places(spring.school, "PRE_LIVING", term="2022S")
    approved(given(spring, "PRE_LIVING", "375.00"), given(autumn, "CE_BOARD", "500.00"))
    all_paid(term="2022S", day=date(2022, 5, 20))
    all_paid()
    assert year_of("2022") == (2, 1, "875.00")
    assert year_of("2021-2022") == (1, 1, "375.00")
    assert year_of("2022-2023") == (1, 1, "500.00")
    assert year_of("2021") == (0, 0, "0")


def test_scenario_11_by_the_day_of_payment_a_late_term_counts_in_the_year_it_was_paid() -> None:
    """Autumn money that comes in April."""
    the_money()
    approved(an_entitlement())
    all_paid(day=date(2023, 4, 10))
    assert (year_of("2022"), year_of("paid-2022"), year_of("paid-2023")) == (
        (1, 1, "500.00"), (0, 0, "0"), (1, 1, "500.00"),
    )  # fmt: skip


def test_what_is_only_approved_or_on_its_way_is_not_counted() -> None:
    the_money()
    approved(an_entitlement(), an_entitlement())
    released(a_batch())
    assert year_of("2022") == (0, 0, "0")


def test_a_reissue_adds_no_person_time() -> None:
    the_money()
    approved(an_entitlement(), an_entitlement())
    batch = released(a_batch())
    returned(batch.payments.first())
    paid(batch)
    assert year_of("2022") == (1, 1, "500.00")
    again = released(a_batch(parent=batch))
    paid(again)
    assert year_of("2022") == (2, 2, "1000.00")


def test_a_top_up_adds_money_and_no_person_time() -> None:
    the_money()
    (entitlement,) = approved(an_entitlement())
    all_paid(day=date(2022, 11, 21))
    more = adjustments.propose(
        entitlement=entitlement, kind=AdjustmentKind.TOP_UP, amount=Decimal("125.00"), reason="标准提高", by=a_hand("chen")
    )
    adjustments.decide(adjustment=more, approved=True, by=a_hand("lin"))
    all_paid(day=date(2023, 3, 1))
    assert year_of("2022") == (1, 1, "625.00")
    assert year_of("paid-2022") == (1, 1, "500.00")
    assert year_of("paid-2023") == (0, 1, "125.00")


def test_scenario_28_a_recovery_takes_money_away_and_leaves_the_person_time() -> None:
    """750.00 of 1,250.00 come back, 人次 stays 1."""
    the_money(programme="SH_GRANT")
    child = an_enrolled_child(stage="senior", grade=1)
    places(child.school, "SH_GRANT")
    (entitlement,) = approved(given(child, "SH_GRANT", "1250.00"))
    all_paid()
    taken_back(entitlement, "750.00")
    assert year_of("2022") == (1, 1, "500.00")


def test_a_cancelled_award_that_came_back_whole_is_gone_from_every_table() -> None:
    the_money()
    gone, stays = approved(an_entitlement(), an_entitlement())
    all_paid()
    taken_back(gone, day=date(2023, 1, 10))
    assert year_of("2022") == (1, 1, "500.00")
    assert year_of("paid-2022") == (2, 2, "1000.00"), "what was told of that year stays told"
    assert year_of("paid-2023") == (-1, 0, "-500.00")
    assert stays.status == "approved"
    assert len(the_table("2022", StatisticsKind.SCHOOL).lines) == 1


def test_scenario_6_two_files_of_one_child_are_one_person() -> None:
    the_money()
    first, second = approved(an_entitlement(), an_entitlement())
    all_paid()
    first.student.merged_into = second.student
    first.student.save()
    assert year_of("2022") == (2, 1, "1000.00")


@pytest.fixture
def county(school, zhao_school) -> None:
    """Two schools, two stages, two terms, a waiver, a top tier and another, a card and a guardian's card."""
    for programme, year in (("CE_BOARD", 2022), ("VOC_FEE", 2022), ("SH_GRANT", 2022)):
        the_money(programme=programme, year=year)
    spring = an_enrolled_child(school=school, term=the_term("2022S"))
    autumn = in_term(spring, "2022A")
    senior = an_enrolled_child(school=zhao_school, stage="senior", grade=2)
    places(zhao_school, "SH_GRANT")
    approved(
        given(spring, "CE_BOARD", "500.00", categories=["DIBAO_RURAL", "LIFTED"]),
        given(autumn, "CE_BOARD", "500.00", categories=["DIBAO_RURAL", "LIFTED"]),
        given(senior, "VOC_FEE", "400.00", waiver=True, categories=["TEKUN"], tier="general"),
        given(senior, "SH_GRANT", "1000.50", categories=[], tier="general"),
    )
    all_paid(term="2022S", day=date(2022, 5, 1))
    all_paid()
    all_paid(channel=Channel.SCHOOL_INCOME)


@pytest.mark.usefixtures("county")
@pytest.mark.parametrize("kind", EVERY)
def test_every_way_of_adding_up_comes_to_the_same(kind: str) -> None:
    found = the_table("2022", kind)
    assert told(found.total) == (4, 2, "2400.50")
    assert sum(line.total.times for line in found.lines) == 4
    assert sum(line.total.amount for line in found.lines) == Decimal("2400.50")
    for line in found.lines:
        if line.cells:
            assert sum(cell.amount for cell in line.cells.values()) == line.total.amount


@pytest.mark.usefixtures("county")
def test_the_annual_table_is_stage_by_programme_with_its_two_terms() -> None:
    found = the_table("2022")
    assert found.columns == ["2022S", "2022A"]
    assert {line.key: (told(line.total), line.total.highest, line.total.fen) for line in found.lines} == {
        ("primary", "CE_BOARD"): ((2, 1, "1000.00"), 2, (50000, 0, 0, 50000)),
        ("senior", "VOC_FEE"): ((1, 1, "400.00"), 0, (32000, 0, 0, 8000)),
        ("senior", "SH_GRANT"): ((1, 1, "1000.50"), 0, (80040, 0, 0, 20010)),
    }
    (board,) = [line for line in found.lines if line.key[1] == "CE_BOARD"]
    assert {term: told(cell) for term, cell in board.cells.items()} == {
        "2022S": (1, 1, "500.00"), "2022A": (1, 1, "500.00"),
    }  # fmt: skip


@pytest.mark.usefixtures("county")
def test_a_child_is_counted_once_under_the_first_category_of_the_policy() -> None:
    primary = {line.key[0]: told(line.total)[:2] for line in the_table("2022", StatisticsKind.CATEGORY).lines}
    assert primary == {"LIFTED": (2, 1), "TEKUN": (1, 1), "": (1, 1)}


@pytest.mark.usefixtures("county")
def test_apart_from_that_every_category_that_it_holds_is_told() -> None:
    span = span_of("2022")
    found = {code: told(numbers)[:2] for code, numbers in held(span, MoneyFlow.objects.within(span)).items()}
    assert found == {"LIFTED": (2, 1), "DIBAO_RURAL": (2, 1), "TEKUN": (1, 1)}


@pytest.mark.usefixtures("county")
def test_a_school_s_table_is_its_own_and_closes_too(wang) -> None:
    assert told(the_table("2022", user=wang).total) == (2, 1, "1000.00")
    assert [line.key for line in the_table("2022", StatisticsKind.SCHOOL, wang).lines] == [("2161324001",)]


def test_where_a_child_is_at_home_comes_from_the_list_its_award_rests_on(school) -> None:
    the_money()
    town = school.parent.name
    for home in (town, "别处镇", ""):
        child = an_enrolled_child(school=school)
        record = a_record(release=a_release(), town=home)
        decision = a_decision(enrolment=child, record_ids=[record.pk])
        approved(an_entitlement(enrolment=child, decision=decision))
    all_paid()
    found = {line.key[0]: list(line.cells) for line in the_table("2022", StatisticsKind.HOME).lines}
    assert found == {town: ["here"], "别处镇": ["elsewhere"], "": ["unknown"]}


def test_scenario_23_a_table_whose_rows_say_one_fen_less_is_not_closed() -> None:
    """At the table itself."""
    the_money()
    approved(an_entitlement())
    all_paid()
    span = span_of("2022")
    rows = paid_out(span)
    short = Sum(rows.times, rows.amount - Decimal("0.01"))
    found = table(StatisticsKind.ANNUAL, span, MoneyFlow.objects.within(span), short)
    with pytest.raises(Refused, match=r"明细合计为1人次、499\.99元，总计为1人次、500\.00元"):
        found.closed()
    assert replace(found, gaps=[]).closed()


def test_a_year_that_nobody_can_read_is_refused_in_words() -> None:
    with pytest.raises(Refused, match="2021-2022（学年）"):
        span_of("明年")


def test_what_the_policy_leaves_out_is_paid_and_stands_in_no_table() -> None:
    the_money(programme="SH_FEE")
    the_money()
    approved(
        an_entitlement(),
        an_entitlement(programme=the_programme("SH_FEE"), amount=Decimal("800.00"), waiver=True),
    )
    all_paid()
    all_paid(channel=Channel.SCHOOL_INCOME)
    assert Payment.objects.filter(status="paid").count() == 2
    for kind in EVERY:
        assert told(the_table("2022", kind).total) == (1, 1, "500.00")
    assert left_out() == ["普通高中免学杂费"]


def test_a_policy_that_does_not_say_it_counts_everything() -> None:
    """As in a county whose approved policy is older than the mark."""
    the_money(programme="SH_FEE")
    approved(an_entitlement(programme=the_programme("SH_FEE"), amount=Decimal("800.00"), waiver=True))
    all_paid(channel=Channel.SCHOOL_INCOME)
    assert year_of("2022") == (0, 0, "0")
    silent = deepcopy(the_policy().document)
    for each in silent["programmes"]:
        each.pop("uncounted", None)
        each.pop("counted_under", None)
    PolicyVersion.objects.filter(pk=the_policy().pk).update(status=PolicyStatus.SUPERSEDED)
    a_policy(document=silent, status=PolicyStatus.APPROVED, approved_at=timezone.now(), approved_by=a_hand("lin"))
    assert year_of("2022") == (1, 1, "800.00")
    assert left_out() == []


def test_money_stands_under_the_stage_that_its_programme_names() -> None:
    the_money(programme="HE_ENTRY")
    leaver = an_enrolled_child(stage="senior", grade=3)
    approved(given(leaver, "HE_ENTRY", "500.00"))
    all_paid()
    assert [line.key for line in the_table("2022").lines] == [("higher", "HE_ENTRY")]
    assert list(the_table("2022", StatisticsKind.SCHOOL).lines[0].cells) == ["higher"]
    assert words_of("stage")["higher"] == "高等教育"
