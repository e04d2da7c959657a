"""Lines and figures of the students floor on the home page: what waits for whom, and where the term stands."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from aid_portal.home_cards import Viewer
from aid_portal.terms import Term
from students import awaiting, cards
from students.models import MatchPair, RosterAcceptance, TermSetting
from tests.factories.portal import a_school
from tests.factories.students import (
    a_merge,
    a_pair,
    a_proof,
    a_release,
    a_student,
    an_enrolment,
    an_upload,
    the_term,
)
from tests.waits import line_of, waits

pytestmark = pytest.mark.django_db


def seen(user, term="2022A"):
    return Viewer(user, Term.parse(term))


def only(todos):
    [todo] = todos
    return todo


def stats(user, term="2022A"):
    return {stat.label: stat for stat in cards.standing_of_the_term(seen(user, term)).stats}


def test_a_school_accepts_its_own_roster_and_the_bureau_its_own(wang, zhao, chen, school):
    upload = an_upload(unit=school, uploaded_by=wang)
    type(upload).objects.update(uploaded_at=timezone.now() - timedelta(days=9))
    todo = line_of(wang, "roster-accept")
    assert (todo.count, todo.late) == (1, True)
    assert waits(zhao, "roster-accept") == 0
    assert waits(chen, "roster-accept") == 0
    an_upload(uploaded_by=chen)
    assert waits(chen, "roster-accept") == 1


def test_a_school_is_told_to_send_its_roster_until_it_is_accepted_or_the_term_locked(wang, school):
    assert only(awaiting.rosters_to_send(seen(wang))).what == "报送2022年秋季学期花名册"
    RosterAcceptance.objects.create(school=school, term=the_term(), upload=an_upload(unit=school))
    assert only(awaiting.rosters_to_send(seen(wang))).count == 0
    TermSetting.objects.filter(pk="2022S").update(locked_at=timezone.now(), locked_by=wang)
    assert list(awaiting.rosters_to_send(seen(wang, "2022S"))) == []


def test_teaching_points_send_no_roster_of_their_own(chen, school):
    a_school(parent=school)
    a_school(closed_on=date(2021, 8, 31))
    assert "已报送花名册的学校" not in stats(chen)  # one school alone needs no count
    a_school()
    assert stats(chen)["已报送花名册的学校"].value == "0 / 2"


def test_the_bureau_sees_how_many_rosters_have_come_and_a_school_does_not(chen, wang, zhao_school, school):
    RosterAcceptance.objects.create(school=school, term=the_term(), upload=an_upload(unit=school))
    stat = stats(chen)["已报送花名册的学校"]
    assert (stat.value, stat.hint) == ("1 / 2", "还差1所")
    assert "已报送花名册的学校" not in stats(wang)
    assert list(awaiting.rosters_to_send(seen(chen))) == []


def test_questions_wait_for_who_answers_them(chen):
    pair = a_pair()
    MatchPair.objects.update(found_at=timezone.now() - timedelta(days=3))
    todo = line_of(chen, "match-answer")
    assert (todo.count, todo.days) == (1, 3)
    assert waits(chen, "match-answer", "2022S") == 0
    assert stats(chen)["待核对"].value == "1"
    assert pair.status == "open"


def test_questions_are_counted_in_the_term_looked_at_while_it_is_open(chen, school):
    for term, pairs in (("2022S", 1), ("2022A", 2)):
        RosterAcceptance.objects.create(school=school, term=the_term(term), upload=an_upload(unit=school, term=the_term(term)))
        for _ in range(pairs):
            a_pair(term=the_term(term))
    assert [waits(chen, "match-answer", term) for term in ("2022S", "2022A")] == [1, 2]
    TermSetting.objects.filter(pk="2022A").update(locked_at=timezone.now(), locked_by=chen)
    assert [waits(chen, "match-answer", term) for term in ("2022S", "2022A")] == [1, 0]


def test_held_lists_merges_and_proofs_wait(chen, lin):
    a_release(status="held")
    a_merge()
    a_proof(submitted_by=chen)
    assert (waits(lin, "merge-confirm"), waits(lin, "proof-verify"), waits(lin, "release-held")) == (0, 1, 0)
    assert (waits(chen, "merge-confirm"), waits(chen, "proof-verify"), waits(chen, "release-held")) == (1, 0, 1)


def test_children_are_counted_once_and_only_those_at_school(chen, wang, school, zhao_school):
    twice = a_student()
    an_enrolment(student=twice, school=school)
    an_enrolment(student=twice, school=zhao_school)
    an_enrolment(school=zhao_school)
    an_enrolment(school=school, status="graduated")
    assert stats(chen)["在校学生"].value == "2"
    assert stats(wang)["在校学生"].value == "1"


def test_the_lists_that_count_say_how_old_they_are(chen, wang):
    a_release(data_date=date(2022, 9, 20), rows=1500)
    a_release(kind="civil", data_date=date(2022, 3, 1))
    a_release(kind="disabled", data_date=date(2022, 10, 8))
    lines = {line.label: line for line in cards.standing_of_the_term(seen(chen)).lines}
    assert lines["脱贫人口与监测对象"].text == "数据日期2022-09-20，比基准日早10天，1,500行"
    assert [lines[label].word for label in ("脱贫人口与监测对象", "民政救助", "持证残疾人", "烈士子女")] == [
        "已生效",
        "较旧",
        "没有",
        "没有",
    ]
    assert cards.standing_of_the_term(seen(wang)).lines == []


def test_a_term_without_children_says_so_and_what_to_do(wang, sun):
    assert "还没有接收花名册" in cards.standing_of_the_term(seen(wang)).notice.text
    assert cards.standing_of_the_term(seen(sun)).notice.action == ""
    an_enrolment()
    assert cards.standing_of_the_term(seen(sun)).notice is None


def test_the_term_one_starts_with_is_the_newest_for_which_a_roster_has_come(log_in, wang, school):
    assert str(log_in(wang).get("/").context["portal"].term) == "2025A"
    RosterAcceptance.objects.create(school=school, term=the_term("2022S"), upload=an_upload(unit=school))
    assert str(log_in(wang).get("/").context["portal"].term) == "2022S"


def test_the_page_costs_the_same_for_one_school_and_for_twenty(log_in, chen, django_assert_max_num_queries):
    def queries():
        with django_assert_max_num_queries(60) as counted:
            client.get("/")
        return len(counted.captured_queries)

    client = log_in(chen)
    for _number in range(2):
        a_pair(enrolment=an_enrolment(school=a_school()))
        a_release(status="held")
    client.get("/")
    few = queries()
    for _number in range(20):
        a_pair(enrolment=an_enrolment(school=a_school()))
        a_release(status="held")
    assert queries() == few
