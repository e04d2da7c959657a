"""核对队列: both sides told apart, one answer after another, kept with its author and not asked again."""

import pytest
from django.utils.http import urlencode

from aid_portal.choices import Role
from aid_portal.models import AuditEvent
from students.actions import matches, terms
from students.choices import PairStatus
from students.models import MatchPair
from tests.department_lists import an_id
from tests.factories.portal import a_person
from tests.factories.students import a_pair, a_release
from tests.students.matching import a_listed, a_pupil, asked, three_alike

pytestmark = pytest.mark.django_db
LIST = "/students/matches/"
HERE = f"{LIST}?term=2022A"
OPEN, ACCEPTED, REJECTED = PairStatus.OPEN, PairStatus.ACCEPTED, PairStatus.REJECTED


@pytest.fixture
def pairs(school):
    return three_alike(school)


def page(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def answer(client, pair, said="same", **more):
    return client.post(f"{LIST}{pair.pk}/answer/", {"answer": said, "usual": "confirmed" if said == "same" else "denied", **more})


def test_a_stranger_is_sent_to_the_login(client, pairs):
    for path in ("", "next/", f"{pairs[0].pk}/"):
        assert client.get(LIST + path).headers["Location"].startswith("/login/")


def test_a_school_never_sees_the_queue(log_in, wang, pairs):
    client = log_in(wang)
    assert [client.get(LIST + path).status_code for path in ("", "next/", f"{pairs[0].pk}/")] == [403] * 3
    posted = [client.post(f"{LIST}{pairs[0].pk}/{verb}/", {"answer": "same"}) for verb in ("answer", "ask-again", "reveal")]
    assert [each.status_code for each in posted] == [403, 403, 404]
    assert not MatchPair.objects.exclude(status=OPEN).exists()


def test_the_auditor_looks_and_answers_nothing(log_in, sun, pairs):
    client = log_in(sun)
    shown = page(client, pairs[0].get_absolute_url())
    assert "由县资助中心经办或复核人员核对" in shown
    assert 'name="answer"' not in shown
    assert answer(client, pairs[0]).status_code == 403
    assert client.get(f"{LIST}next/").status_code == 403


def test_an_auditor_of_one_school_does_not_see_the_neighbours_pair(log_in, pairs, zhao_school):
    auditor = a_person("shen", "申审计", Role.AUDITOR, zhao_school)
    client = log_in(auditor)
    assert client.get(pairs[0].get_absolute_url()).status_code == 404
    assert client.get(HERE).context["list"].page.total == 0


@pytest.mark.parametrize("verb", ["answer", "ask-again", "reveal"])
def test_looking_changes_nothing(verb, log_in, chen, pairs):
    assert log_in(chen).get(f"{LIST}{pairs[0].pk}/{verb}/").status_code == 405


def test_every_question_is_asked_once_at_its_level(log_in, chen, pairs):
    assert [pair.level for pair in pairs] == [2, 3, 4]
    shown = page(log_in(chen), HERE)
    assert [line.total for line in log_in(chen).get(HERE).context["counts"]] == [3]
    assert "?term=2022A&amp;status=open&amp;kind=rural&amp;level=2" in shown


def test_open_ones_come_first_and_answered_ones_say_who_when_and_why(log_in, chen, pairs):
    matches.answer(pair=pairs[0], same=True, reason="已核对户口簿", by=chen)
    client = log_in(chen)
    rows = client.get(HERE).context["list"].page.rows
    assert [row.status for row in rows] == [OPEN, OPEN, ACCEPTED]
    shown = page(client, f"{HERE}&status=accepted")
    assert "陈经办" in shown
    assert "已核对户口簿" in shown


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("level=2", 1), ("kind=rural", 3), ("kind=civil", 0), ("status=open", 3), ("status=rejected", 0), ("q=张叁", 1),
        ("q=张三", 1), ("school=城关第一", 3), ("school=2161324002", 0), ("answered_by=陈", 0),
    ],
)  # fmt: skip
def test_the_queue_is_narrowed_by_level_list_answer_school_and_words(query, found, log_in, chen, pairs):
    assert log_in(chen).get(f"{HERE}&{query}").context["list"].page.total == found


def test_the_list_costs_the_same_for_three_and_for_thirty(log_in, chen, pairs, django_assert_max_num_queries):
    client = log_in(chen)
    client.get(HERE)
    with django_assert_max_num_queries(30) as few:
        client.get(HERE)
    for _number in range(30):
        a_pair(answered_by=None)
    with django_assert_max_num_queries(len(few)):
        client.get(HERE)


def test_another_terms_questions_are_pointed_at(log_in, chen, pairs):
    shown = page(log_in(chen), LIST)
    assert "这个学期没有要核对的" in shown
    assert 'href="?term=2022A">2022年秋季学期 3 对' in shown


def test_level_2_marks_the_character_that_differs_and_that_it_sounds_alike(log_in, chen, pairs):
    shown = page(log_in(chen), pairs[0].get_absolute_url())
    assert "级别2：证件号相同，姓名不同" in shown
    assert "张<mark>三</mark>" in shown
    assert "张<mark>叁</mark>" in shown
    assert "字不同，读音相同" in shown


def test_level_3_says_that_the_roster_has_no_id(log_in, chen, pairs):
    assert "花名册里没有有效的证件号" in page(log_in(chen), pairs[1].get_absolute_url())


def test_level_4_says_which_places_differ_and_that_the_registry_number_agrees(log_in, chen, pairs):
    shown = page(log_in(chen), pairs[2].get_absolute_url())
    assert "第17、18位不同" in shown
    assert "后18位就是名单证件号" in shown


def test_no_full_number_is_in_the_page(log_in, chen, pairs):
    client = log_in(chen)
    everything = "".join(page(client, pair.get_absolute_url()) for pair in pairs)
    assert [number for number in range(5) if an_id(number) in everything] == []
    assert "610324********" in everything


def test_a_numeric_id_is_compared_as_far_as_it_is_true(log_in, chen, school):
    right = an_id(7)
    a_pupil("赵六", school, right)
    a_listed("赵六", raw_id=f"{right[:15]}000", state="numeric")
    (pair,) = asked()
    assert "数值格式，后几位已失真；前15位相同" in page(log_in(chen), pair.get_absolute_url())


def test_one_answer_brings_the_next_case_and_keeps_its_reason_and_author(log_in, chen, pairs):
    client = log_in(chen)
    first = answer(client, pairs[0], usual="sound", reason="电话核实")
    assert first.headers["Location"] == f"{pairs[1].get_absolute_url()}?last={pairs[0].pk}"
    pairs[0].refresh_from_db()
    assert (pairs[0].status, pairs[0].answered_by) == (ACCEPTED, chen)
    assert pairs[0].reason == "姓名只差同音字、形近字或少数民族姓名译写，其他一致；电话核实"
    assert AuditEvent.objects.get(event="students.pair.answered").actor == "陈经办"
    shown = page(client, first.headers["Location"])
    assert "第 <strong>1</strong> / 2 对" in shown
    assert "今天已核对 1 对" in shown


def test_the_next_case_is_of_the_same_conditions(log_in, chen, pairs, school):
    a_pupil("孙七", school)
    a_listed("孙七", an_id(9))
    third = [pair for pair in asked() if pair.level == 3]
    client = log_in(chen)
    moved = answer(client, third[0], query="level=3&status=accepted&sort=name")
    assert moved.headers["Location"] == f"{third[1].get_absolute_url()}?{urlencode({'level': 3, 'last': third[0].pk})}"
    done = answer(client, third[1], query="level=3")
    assert done.headers["Location"] == f"{LIST}?level=3"
    assert "这一批都核对完了" in page(client, HERE)


def test_the_links_of_a_narrowed_list_keep_its_conditions(log_in, chen, pairs):
    shown = page(log_in(chen), f"{HERE}&level=2")
    assert f"{pairs[0].get_absolute_url()}?term=2022A&amp;level=2" in shown
    assert f"{LIST}next/?term=2022A&amp;level=2" in shown


def test_work_begins_at_the_first_and_skipping_goes_round(log_in, chen, pairs):
    client = log_in(chen)
    assert client.get(f"{LIST}next/?term=2022A").headers["Location"] == f"{pairs[0].get_absolute_url()}?term=2022A"
    assert client.get(f"{LIST}next/?behind={pairs[0].pk}").headers["Location"] == pairs[1].get_absolute_url()
    assert client.get(f"{LIST}next/?behind={pairs[2].pk}").headers["Location"] == pairs[0].get_absolute_url()
    alone = client.get(f"{LIST}next/?behind={pairs[0].pk}&level=2", follow=True)
    assert "按这些条件没有别的待核对了" in alone.content.decode()
    assert MatchPair.objects.open().count() == 3


def test_an_answer_needs_a_reason_that_supports_it(log_in, chen, pairs):
    client = log_in(chen)
    assert "请选择一个理由" in answer(client, pairs[0], usual="").content.decode()
    assert "所选理由与答复不符" in answer(client, pairs[0], "different", usual="sound").content.decode()
    assert client.post(f"{LIST}{pairs[0].pk}/answer/", {"reason": "没有按哪一个"}).status_code == 200
    assert MatchPair.objects.open().count() == 3
    assert answer(client, pairs[0], "different", usual="", reason="两个孩子").status_code == 302


def test_an_answer_given_meanwhile_by_somebody_else_is_said(log_in, chen, lin, pairs):
    matches.answer(pair=pairs[0], same=False, reason="同名", by=lin)
    came_from = {"referer": f"http://testserver{pairs[0].get_absolute_url()}"}
    late = log_in(chen).post(f"{LIST}{pairs[0].pk}/answer/", {"answer": "same", "usual": "sound"}, headers=came_from, follow=True)
    shown = late.content.decode()
    assert late.status_code == 200
    assert "这一对已由林主任核对为“不是同一人”" in shown
    assert "下一对待核对" in shown
    assert MatchPair.objects.get(pk=pairs[0].pk).status == REJECTED


def test_the_last_answer_can_be_taken_back_from_the_next_case(log_in, chen, pairs):
    client = log_in(chen)
    following = page(client, answer(client, pairs[0]).headers["Location"])
    assert "上一对“张三 与 张叁”已记为：是同一人" in following
    assert f"{LIST}{pairs[0].pk}/ask-again/" in following
    back = client.post(f"{LIST}{pairs[0].pk}/ask-again/", {"query": "level=2"})
    assert back.headers["Location"] == f"{pairs[0].get_absolute_url()}?level=2"
    assert MatchPair.objects.open().count() == 3
    assert AuditEvent.objects.filter(event="students.pair.reopened").count() == 1


def test_what_was_answered_is_not_asked_again_until_one_side_changes(log_in, chen, pairs):
    client = log_in(chen)
    answer(client, pairs[0], "different", usual="relative")
    asked()
    assert client.get(f"{HERE}&status=open").context["list"].page.total == 2
    pairs[0].enrolment.name = pairs[0].enrolment.name_key = "张参"
    pairs[0].enrolment.save()
    asked()
    assert client.get(f"{HERE}&status=open").context["list"].page.total == 3
    assert "是不是同一个孩子？" in page(client, pairs[0].get_absolute_url())


def test_an_answer_holds_for_a_newer_release_that_says_the_same(log_in, chen, pairs):
    answer(log_in(chen), pairs[0])
    newer = a_release(kind="civil")
    a_listed("张三", an_id(1), release=newer)
    again = [pair for pair in asked() if pair.record.release == newer]
    assert [(pair.status, pair.answered_by) for pair in again] == [(ACCEPTED, chen)]


def test_other_candidates_and_other_lists_are_shown_beside(log_in, chen, school):
    a_pupil("周八", school)
    a_pupil("周八", school)
    a_listed("周八", an_id(8))
    a_listed("周八", an_id(8), release=a_release(kind="civil"))
    shown = page(log_in(chen), asked()[0].get_absolute_url())
    assert "这一名单记录还像别的学生" in shown
    assert "这名学生还像别的名单记录" in shown
    assert "同一个人的其他名单记录" in shown


def test_a_number_is_revealed_one_by_one_with_a_reason_on_record(log_in, chen, pairs):
    client, path = log_in(chen), f"{LIST}{pairs[0].pk}/reveal/"
    assert an_id(1) not in client.post(path, {"field": "record-id", "reason": " "}, follow=True).content.decode()
    assert an_id(1) in client.post(path, {"field": "record-id", "reason": "核对户口簿"}).content.decode()
    assert an_id(1) in client.post(path, {"field": "child-id", "reason": "核对户口簿"}).content.decode()
    assert client.post(path, {"field": "sealed", "reason": "核对户口簿"}).status_code == 404
    revealed = AuditEvent.objects.filter(event="portal.record.revealed").order_by("pk")
    assert [event.target_key.partition(":")[0] for event in revealed] == ["students.record", "students.enrolment"]
    assert {event.note for event in revealed} == {"核对户口簿"}


def test_in_a_locked_term_no_answer_is_given_nor_taken_back(log_in, chen, lin, pairs):
    matches.answer(pair=pairs[0], same=True, reason="已核对户口簿", by=chen)
    terms.lock(term=pairs[0].term, note="已决算", by=lin)
    client = log_in(chen)
    assert "已锁定（已决算）" in answer(client, pairs[1]).content.decode()
    client.post(f"{LIST}{pairs[0].pk}/ask-again/")
    assert [pair.status for pair in MatchPair.objects.order_by("level")] == [ACCEPTED, OPEN, OPEN]
