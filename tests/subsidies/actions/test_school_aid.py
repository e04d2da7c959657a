"""School aid: stated by the law's share, given within what is left, confirmed and reversed by another; rates by two persons."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone

from aid_portal.errors import AlreadyDone, Refused
from aid_portal.models import AuditEvent
from subsidies.actions import child_school_aid, school_aid, school_aid_rates
from subsidies.choices import PaperStatus
from subsidies.models import SchoolAidRate, SchoolAidUse, SchoolAidYear
from subsidies.reports.school_aid import sums, with_money
from tests.factories import school_aid as make
from tests.factories.portal import a_school
from tests.factories.students import a_student, an_enrolment
from tests.factories.subsidies_money import a_hand

pytestmark = pytest.mark.django_db
TODAY = date(2022, 12, 30)


def money(year: SchoolAidYear, today: date = TODAY) -> SchoolAidYear:
    return with_money(SchoolAidYear.objects.filter(pk=year.pk), today).get()


def test_what_is_due_is_computed_and_what_is_left_is_carried() -> None:
    first = make.a_year(year=2021)
    second = make.a_year(first.school, income="200000", percent="3.5")
    make.a_confirmed_use(first, "1200")
    make.a_use(second, "800")
    refused = make.a_use(second, "400")
    school_aid.decide(use=refused, approved=False, note="凭证不符", by=make.a_principal(first.school))
    found = money(second)
    assert (found.due, found.minimum, found.carried) == (Decimal("7000.00"), Decimal("6000.00"), Decimal("1800.00"))
    assert (found.used, found.waiting, found.balance) == (Decimal(800), Decimal(800), Decimal(8000))
    assert money(first).balance == found.carried


def test_another_schools_money_is_not_counted() -> None:
    make.a_confirmed_use(make.a_year(year=2021), "700")
    assert money(make.a_year()).carried == 0


def test_too_little_is_warned_of_and_needs_a_word_why() -> None:
    school = make.a_kindergarten()
    make.the_rates()
    with pytest.raises(Refused, match="计提比例低于最低3%"):
        make.a_year(school, percent="2.99")
    year = make.a_year(school, percent="2.99", note="下半年缓收")
    assert money(year).state == "below_minimum"
    assert money(make.a_year(percent="3")).state == "ok"


def test_more_than_the_highest_share_is_refused_where_there_is_one() -> None:
    with pytest.raises(Refused, match="计提比例最高5%"):
        make.a_year(percent="5.01")
    assert make.a_year(make.a_kindergarten(school_type="vocational"), percent="8").due == Decimal("8000.00")


@pytest.mark.parametrize(("used", "today", "state"), [
    ("1499.99", date(2022, 12, 31), "ok"), ("1499.99", date(2023, 1, 1), "unused"), ("1500", date(2023, 1, 1), "ok"),
])  # fmt: skip
def test_money_of_which_not_half_was_used_when_the_year_ended_is_warned_of(used: str, today: date, state: str) -> None:
    year = make.a_year()
    make.a_confirmed_use(year, used)
    assert money(year, today).state == state


def test_a_school_without_fees_or_without_a_rate_states_nothing() -> None:
    make.the_rates(["senior"])
    for school, words in ((a_school(), "不计提"), (make.a_kindergarten(), "还没有批准2022年幼儿园的计提比例")):
        with pytest.raises(Refused, match=words):
            make.a_year(school)
    year = make.a_year(make.a_kindergarten(school_type="senior"))
    with pytest.raises(AlreadyDone, match="已经填报过"):
        make.a_year(year.school)


def test_the_rate_of_the_year_is_the_latest_that_has_begun() -> None:
    old, new = make.a_rate(first_year=2020), make.a_rate(first_year=2022, low=Decimal(4))
    make.a_proposed_rate(first_year=2021)
    found = [SchoolAidRate.objects.of_year("kindergarten", year) for year in (2019, 2021, 2022, 2030)]
    assert found == [None, old, new, new]


def test_an_approved_rate_replaces_that_of_the_same_year_and_stated_years_keep_theirs() -> None:
    year = make.a_year()
    new = make.a_rate(low=Decimal(4))
    old = SchoolAidRate.objects.get(pk=year.rate_id)
    assert (old.replaced_by, SchoolAidRate.objects.of_year("kindergarten", 2022)) == (new, new)
    assert money(year).state == "ok"


def test_a_rate_is_not_approved_by_who_proposed_it_nor_proposed_twice() -> None:
    rate = make.a_proposed_rate()
    with pytest.raises(Refused, match="须由另一人批准"):
        school_aid_rates.decide(rate=rate, approved=True, by=rate.made_by)
    with pytest.raises(Refused, match="已有一项等待批准"):
        make.a_proposed_rate()
    for facts, words in (({"source": ""}, "待核定"), ({"high": Decimal(1)}, "最高比例不能低于最低比例")):
        with pytest.raises(Refused, match=words):
            make.a_proposed_rate(first_year=2020, **facts)
    school_aid_rates.decide(rate=rate, approved=False, note="文号有误", by=a_hand("lin"))
    assert AuditEvent.objects.filter(event="subsidies.school_aid.rate_refused").exists()


def test_nothing_is_given_beyond_what_is_left_of_this_year_and_of_those_after_it() -> None:
    first = make.a_year(year=2021)
    second = make.a_year(first.school)
    make.a_use(second, "5000")
    with pytest.raises(Refused, match=r"结余1,000.00元，不够登记1,000.01元"):
        make.a_use(second, "1000.01")
    with pytest.raises(Refused, match=r"结余1,000.00元"):
        make.a_use(first, "1000.01")
    make.a_use(first, "1000")
    assert money(second).balance == 0


def test_a_use_falls_into_its_year_and_names_a_child_of_the_school() -> None:
    year = make.a_year()
    for day in (date(2021, 12, 31), date(2023, 1, 1)):
        with pytest.raises(Refused, match="使用日期应在2022年内"):
            make.a_use(year, spent_on=day)
    with pytest.raises(Refused, match="不在绛帐幼儿园的花名册上"):
        make.a_use(year, student=an_enrolment().student)
    child = an_enrolment(school=year.school).student
    assert make.a_use(year, student=child).student == child


def test_a_use_of_tomorrow_is_refused() -> None:
    today = timezone.localdate()
    with pytest.raises(Refused, match="不晚于今天"):
        make.a_use(make.a_year(year=today.year), spent_on=today.replace(month=12, day=31))


def test_whoever_recorded_a_use_does_not_confirm_or_reverse_it() -> None:
    use = make.a_use(make.a_year())
    with pytest.raises(Refused, match="须由另一人批准"):
        school_aid.decide(use=use, approved=True, by=use.made_by)
    school_aid.decide(use=use, approved=True, by=make.a_principal(use.year.school))
    with pytest.raises(Refused, match="须由另一人冲回"):
        school_aid.reverse(use=use, note="重复登记", by=use.made_by)


def test_a_mistake_is_reversed_with_a_reason_and_stays_to_be_read() -> None:
    use = make.a_confirmed_use(make.a_year())
    guo = a_hand("guo")
    with pytest.raises(Refused, match="请写明冲回的原因"):
        school_aid.reverse(use=use, note=" ", by=guo)
    done = school_aid.reverse(use=use, note="重复登记", by=guo)
    assert (done.state, done.status, money(use.year).used) == ("voided", PaperStatus.APPROVED, 0)
    for other in (use, make.a_use(use.year)):
        with pytest.raises(Refused, match="可以冲回"):
            school_aid.reverse(use=other, note="重复登记", by=guo)
    assert AuditEvent.objects.get(event="subsidies.school_aid.reversed").note == "重复登记"


def test_an_income_is_put_right_with_a_reason_while_what_was_given_stays_covered() -> None:
    year = make.a_year()
    make.a_use(year, "2900")
    officer = make.an_officer(year.school)
    with pytest.raises(Refused, match="请写明更正的原因"):
        school_aid.restate(year=year, facts=make.said("99000"), reason="", by=officer)
    with pytest.raises(Refused, match=r"应计提减少150.00元，而结余只有100.00元"):
        school_aid.restate(year=year, facts=make.said("95000"), reason="决算调整", by=officer)
    done = school_aid.restate(year=year, facts=make.said("99000"), reason="决算调整", by=officer)
    assert (done.due, money(year).balance) == (Decimal("2970.00"), Decimal(70))
    assert AuditEvent.objects.get(event="subsidies.school_aid.restated").note == "决算调整"


def test_person_times_of_school_aid_are_summed_apart() -> None:
    year, other = make.a_year(), make.a_year()
    make.a_confirmed_use(year, "900", people=30, kind="award")
    make.a_use(other, "100")
    reversed_one = make.a_confirmed_use(other, "50", people=7)
    school_aid.reverse(use=reversed_one, note="重复", by=a_hand("guo"))
    found = sums(with_money(SchoolAidYear.objects.all(), TODAY))
    assert (found.schools, found.times, found.used, found.due, found.balance) == (2, 31, 1000, 6000, 5000)
    make.a_year(year.school, year=2021)
    assert sums(with_money(SchoolAidYear.objects.all(), TODAY)).balance is None


def test_uses_join_and_part_with_the_files_of_a_child() -> None:
    year = make.a_year()
    kept, merged = a_student(), an_enrolment(school=year.school).student
    use = make.a_use(year, student=merged)
    moved = child_school_aid.join(kept, merged)
    assert child_school_aid.said(kept) == [("学校资助", "500.00元")]
    child_school_aid.part(moved, kept, merged, [])
    assert SchoolAidUse.objects.get(pk=use.pk).student == merged
