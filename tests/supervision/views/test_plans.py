"""The plan on the pages: typed on a phone, kept where it is refused, let pass or returned, waiting on whose turn it is."""

from uuid import uuid4

import pytest

from aid_portal.choices import Role
from supervision.models import Plan, RectificationNotice
from tests.factories import notices as given
from tests.factories import supervision as make
from tests.factories.portal import a_school
from tests.factories.subsidies_money import a_hand
from tests.supervision.views.test_notices import a_draft_as_typed, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("holiday_table")]
NOTICES = "/supervision/notices/"


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to("2022-04-27T09:00+08:00", tick=False)


@pytest.fixture
def notice() -> RectificationNotice:
    problems = [given.a_problem("甲处未公示。", responsible_person="李主任"), given.a_problem("乙处缺签字。")]
    return given.delivered(problems=problems, plan_days=3)


def typed(notice: RectificationNotice, **said: str) -> dict[str, str]:
    asked = {"measure": "补行公示，存档备查。", "person": "王校长", "due_on": "2022-05-06"}
    lines = {f"{name}_{problem.pk}": value for problem in notice.problems.all() for name, value in asked.items()}
    return {"key": str(uuid4()), **lines, **said}


def test_a_draft_asks_for_a_plan_within_days_that_end_before_the_deadline(log_in):
    han, address = log_in(make.han()), f"{NOTICES}{given.drafted().pk}/change/"
    wrong = han.post(address, a_draft_as_typed(plan_days="10")).content.decode()
    assert "方案期限要短于整改期限10天" in wrong
    han.post(address, a_draft_as_typed(plan_days="3"))
    assert RectificationNotice.objects.get().plan_days == 3
    assert "3个工作日" in text(han, f"{NOTICES}{RectificationNotice.objects.get().pk}/")
    assert 'value="3"' in text(han, f"{NOTICES}add/?unit={make.the_school().pk}")


def test_a_unit_sends_its_plan_and_mends_the_one_that_was_returned(log_in, notice):
    wang, han = log_in(make.an_officer()), log_in(make.han())
    page, address = notice.get_absolute_url(), f"{NOTICES}{notice.pk}/plan/"
    said = text(wang, page)
    assert (address in said, "/reply/" in said, "方案还有1天到期" in said) == (True, False, True)
    assert 'value="李主任"' in text(wang, address)
    first = notice.problems.first()
    late = wang.post(address, typed(notice, **{f"due_on_{first.pk}": "2022-06-01"})).content.decode()
    assert ("第1项的完成时限应在" in late, late.count("补行公示，存档备查。")) == (True, 2)
    empty = wang.post(address, typed(notice, **{f"measure_{first.pk}": ""})).content.decode()
    assert ("field-error" in empty, Plan.objects.exists()) == (True, False)
    sent = typed(notice)
    for _click in range(2):
        assert wang.post(address, sent).status_code == 302
    plan = Plan.objects.get()
    assert "/reply/" in text(wang, page)
    assert "方案通过" in text(han, page)
    han.post(f"/supervision/plans/{plan.pk}/send-back/", {"note": ""})
    han.post(f"/supervision/plans/{plan.pk}/send-back/", {"note": "请写明谁负责"})
    again = text(wang, address)
    assert ("上次被退回：请写明谁负责" in again, again.count("补行公示，存档备查。")) == (True, 2)
    assert "修改后重报" in text(wang, page)
    wang.post(address, typed(notice))
    han.post(f"/supervision/plans/{Plan.objects.get(round=2).pk}/accept/", {"note": "可行"})
    for words in ("整改方案审核通过", "第 1 次方案被退回：请写明谁负责", "可行"):
        assert words in text(wang, page)


def test_a_plan_is_of_its_unit_and_is_judged_by_reviewers_only(log_in, notice):
    plan = given.plan_sent(notice)
    wang, stranger, lin = (log_in(who) for who in (make.an_officer(), make.an_officer(a_school()), make.lin()))
    assert stranger.get(f"{NOTICES}{notice.pk}/plan/").status_code == 404
    assert [who.post(f"/supervision/plans/{plan.pk}/accept/").status_code for who in (wang, stranger, lin)] == [403] * 3
    assert lin.get(f"{NOTICES}{notice.pk}/plan/").status_code == 403


def test_a_plan_waits_on_the_home_page_and_in_the_list_of_whose_turn_it_is(log_in, notice):
    wang, guo = log_in(make.an_officer()), log_in(a_hand("guo", Role.COUNTY_REVIEWER))
    home = text(wang, "/")
    assert ("报送整改方案" in home, "整改并报送整改情况" in home) == (True, False)
    assert str(notice) in text(wang, f"{NOTICES}?waiting=plan")
    assert str(notice) not in text(wang, f"{NOTICES}?waiting=answer")
    given.plan_sent(notice)
    home = text(wang, "/")
    assert ("报送整改方案" in home, "整改并报送整改情况" in home) == (False, True)
    assert "审核整改方案" in text(guo, "/")
    assert str(notice) in text(guo, f"{NOTICES}?waiting=plan_review")
    assert str(notice) not in text(wang, f"{NOTICES}?waiting=plan")


def test_a_late_plan_stands_on_the_board(log_in, notice, time_machine):
    time_machine.move_to("2022-04-29T09:00+08:00", tick=False)
    said = text(log_in(make.an_officer()), "/supervision/overdue/")
    assert ("整改方案" in said, "已逾期1天" in said) == (True, True)


def test_a_notice_without_a_plan_says_nothing_of_one(log_in):
    notice = given.delivered()
    said = text(log_in(make.an_officer()), notice.get_absolute_url())
    assert ("整改方案" in said, "/reply/" in said) == (False, True)
    assert "没有需要报方案的问题" not in said
