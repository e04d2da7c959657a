"""A family applies on a phone with the code of its slip: one answer to every wrong code, drafts, a commitment, three words."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from aid_portal.models import AuditEvent
from students.actions import application_codes, applications, rounds, school_decisions
from students.actions.applications import open_form
from students.actions.phone_applications import PER_ADDRESS, PER_CODE
from students.actions.school_decisions import Decided
from students.determination_choices import ApplicationStatus, Origin
from students.models import Application
from students.rules.privacy import VERSION
from students.sealing import secrets_of
from students.views import phone_session
from tests.factories import determinations as make

pytestmark = pytest.mark.django_db
APPLY, FORM, STATE = (reverse(f"public:{name}") for name in ("apply", "apply-form", "apply-state"))
WORDS = {
    "family_size": "4", "yearly_income": "6000", "phone": "13900139000", "address": "扶风县城关街道东街村12号", "postcode": "",
    "special": ["dibao"], "circumstances": ["illness"], "circumstance_words": "", "reason": "父亲患病，家庭收入少",
    "members-TOTAL_FORMS": "1", "members-INITIAL_FORMS": "0", "members-0-name": "李大山", "members-0-age": "41",
    "members-0-relation": "父亲", "members-0-income": "12000", "signature": "李大山", "agreed": "on", "informed": "on",
}  # fmt: skip


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to(f"{make.APPLIED}T09:00+08:00", tick=False)
    return time_machine


@pytest.fixture
def code(child):
    return a_code(child)


def a_code(child):
    return application_codes.issue(round=make.a_round(), enrolments=[child], by=make.officer(child.school))[0][1]


def typed(client, code, **extra):
    return client.post(APPLY, {"code": code}, **extra)


def told(answer):
    return answer.content.decode()


def handed_in(client, **words):
    return client.post(FORM, {**WORDS, "do": "submit", **words})


def test_a_code_opens_the_form_of_its_child_whose_name_is_masked(client, code, child):
    assert typed(client, f" {code.lower()} ")["Location"] == FORM
    words = told(client.get(FORM))
    assert "李*雨" in words
    assert "城关镇中心小学" in words
    assert not [value for value in (child.name, *secrets_of(child).values()) if value and value in words]


def test_the_cookie_and_the_addresses_say_nothing_of_the_child(client, code, child):
    answer = typed(client, code)
    cookie = answer.cookies[phone_session.COOKIE]
    assert cookie["httponly"]
    assert (cookie["samesite"], cookie["path"], cookie["max-age"]) == ("Strict", APPLY, 3600)
    said = f"{cookie.value} {answer['Location']}"
    assert not [word for word in (code, code.replace("-", ""), child.name, str(child.registry_index)) if word in said]
    assert set(answer.cookies) == {phone_session.COOKIE}


def test_wrong_replaced_and_outdated_codes_get_one_and_the_same_answer(client, code, child):
    replaced, wrong = code, "2222-3333-4444"
    a_code(child)
    answers = {told(typed(client, guess)).replace(guess, "") for guess in (replaced, wrong)}
    rounds.close(round=make.a_round(), by=make.clerk())
    answers |= {told(typed(client, guess)).replace(guess, "") for guess in (code, "22")}
    assert len({words.partition("error-summary")[2].partition("</ul>")[0] for words in answers}) == 1
    assert "不对或者已经失效" in answers.pop()


def test_the_code_of_a_child_that_has_left_opens_nothing(client, code, child):
    type(child).objects.filter(pk=child.pk).update(status="transferred_out")
    assert "不对或者已经失效" in told(typed(client, code))


def test_guessing_is_stopped_by_address_and_by_code_and_right_codes_do_not_count(client, code):
    for number in range(PER_ADDRESS.tries):
        assert typed(client, f"{number:04}").status_code == 200
    assert typed(client, "2345-6789").status_code == 429
    for _time in range(PER_CODE.tries):
        typed(client, "same", REMOTE_ADDR="10.0.0.7")
    assert typed(client, "same", REMOTE_ADDR="10.0.0.8").status_code == 429
    for _time in range(PER_ADDRESS.tries + 1):
        assert typed(client, code, REMOTE_ADDR="10.0.0.9").status_code == 302


def test_a_code_in_the_address_is_not_read(client, code):
    assert phone_session.COOKIE not in client.get(f"{APPLY}?code={code}").cookies


def test_looking_writes_nothing_and_nothing_is_stored_or_listed(client, code):
    typed(client, code)
    before = (Application.objects.count(), AuditEvent.objects.count())
    for path in (APPLY, FORM, STATE):
        answer = client.get(path)
        assert "no-store" in answer["Cache-Control"]
        assert "noindex" in answer["X-Robots-Tag"]
    assert (Application.objects.count(), AuditEvent.objects.count()) == before


def test_without_a_code_there_is_no_form(client):
    for path in (FORM, STATE):
        assert client.get(path)["Location"] == APPLY


def test_a_draft_is_kept_as_far_as_it_is_filled_and_comes_back_with_the_code(client, code):
    typed(client, code)
    half = {**WORDS, "do": "save", "reason": "", "signature": "", "agreed": "", "informed": ""}
    assert client.post(FORM, half)["Location"] == f"{FORM}?kept=1"
    draft = Application.objects.get()
    assert (draft.status, draft.origin, draft.filled_by) == (ApplicationStatus.DRAFT, Origin.PHONE, None)
    other = Client()
    typed(other, code)
    words = told(other.get(FORM))
    assert "李大山" in words
    assert "扶风县城关街道东街村12号" in words


def test_one_more_of_the_household_is_asked_for_without_scripts_and_nothing_is_lost(client, code):
    typed(client, code)
    words = told(client.post(FORM, {**WORDS, "do": "more"}))
    assert 'name="members-1-name"' in words
    assert "父亲患病" in words
    assert not Application.objects.exists()


def test_it_is_handed_in_with_the_commitment_and_waits_for_the_class(client, code):
    typed(client, code)
    assert handed_in(client)["Location"] == STATE
    made = Application.objects.get()
    assert (made.status, made.committed_on, made.scan) == (ApplicationStatus.SUBMITTED, make.APPLIED, None)
    kept = open_form(made)
    assert (kept["signature"], kept["members"][0]["name"], kept["special"]) == ("李大山", "李大山", ["dibao"])
    assert (made.privacy_version, "informed" in kept) == (VERSION, False)
    assert "正在办理" in told(client.get(STATE))
    assert client.get(FORM)["Location"] == STATE
    assert AuditEvent.objects.filter(event="students.application.submitted", actor="family").exists()


@pytest.mark.parametrize("lacking", ["signature", "agreed", "informed", "reason", "members-0-relation"])
def test_without_commitment_or_reason_it_is_not_handed_in(client, code, lacking):
    typed(client, code)
    assert handed_in(client, **{lacking: ""}).status_code == 200
    assert not Application.objects.exclude(status=ApplicationStatus.DRAFT).exists()


def test_after_the_days_of_applications_the_draft_is_kept_and_the_form_says_whom_to_ask(client, code, today):
    today.move_to(f"{make.a_round().applications_until + timedelta(1)}T09:00+08:00", tick=False)
    typed(client, code)
    assert "不在申请时间内" in told(client.get(FORM))
    assert "请与学校联系" in told(handed_in(client))
    assert Application.objects.get().status == ApplicationStatus.DRAFT


def test_what_the_school_sends_back_is_shown_with_its_reason_and_handed_in_again(client, code, child):
    typed(client, code)
    handed_in(client)
    applications.send_back(application=Application.objects.get(), note="缺少母亲情况", by=make.officer(child.school))
    assert client.get(STATE)["Location"] == FORM
    assert "缺少母亲情况" in told(client.get(FORM))
    handed_in(client)
    assert Application.objects.get().status == ApplicationStatus.SUBMITTED


def test_a_family_takes_its_application_back_until_the_school_has_decided(client, code, child):
    typed(client, code)
    handed_in(client)
    assert "撤回申请" in told(client.get(STATE))
    client.post(reverse("public:apply-take-back"))
    assert Application.objects.get().status == ApplicationStatus.WITHDRAWN
    handed_in(client)
    assert Application.objects.count() == 2


def test_the_result_is_one_of_three_words_without_tier_or_reason(client, code, child, today):
    today.move_to(f"{make.DAY_AFTER}T09:00+08:00", tick=False)
    typed(client, code)
    school_decisions.decide(
        application=make.a_weighed(child, ""), meeting=make.a_school_meeting(child), found=Decided("", "收入高于标准"),
        by=make.officer(child.school),
    )  # fmt: skip
    words = told(client.get(STATE))
    assert "未予认定" in words
    assert "县学生资助管理中心" in words
    assert "收入高于标准" not in words


def test_a_recognised_child_is_told_so_and_not_in_which_tier(client, code, child, school, today):
    today.move_to(f"{make.DAY_AFTER}T09:00+08:00", tick=False)
    make.a_decided(child, "severe")
    make.approved(make.at_the_county(make.a_list(school)), 1)
    typed(client, code)
    words = told(client.get(STATE))
    assert "已认定" in words
    assert "特别困难" not in words


def test_a_draft_that_the_school_types_from_paper_is_not_overwritten(client, code, child):
    make.a_draft(child)
    typed(client, code)
    assert client.get(FORM)["Location"] == STATE
    handed_in(client)
    assert open_form(Application.objects.get()) == make.FORM


def test_after_an_hour_the_code_is_asked_again_and_what_was_typed_goes_on(client, code, today):
    typed(client, code)
    today.shift(timedelta(minutes=61))
    asked = told(handed_in(client))
    assert "刚才填写的内容还在" in asked
    assert 'name="reason" value="父亲患病' in asked
    assert handed_in(client, code=code)["Location"] == STATE
    assert Application.objects.get().status == ApplicationStatus.SUBMITTED


def test_another_code_issued_to_the_child_ends_the_session(client, code, child):
    typed(client, code)
    a_code(child)
    assert client.get(FORM)["Location"] == APPLY


def test_a_cookie_that_was_tampered_with_opens_nothing(client, code):
    typed(client, code)
    client.cookies[phone_session.COOKIE] = client.cookies[phone_session.COOKIE].value.replace(":", ":1", 1)
    assert client.get(FORM)["Location"] == APPLY


def test_leaving_ends_the_session(client, code):
    typed(client, code)
    client.post(reverse("public:apply-leave"))
    assert client.get(FORM)["Location"] == APPLY


def test_how_what_is_told_is_dealt_with_stands_on_every_public_page(client, code):
    typed(client, code)
    for page in (APPLY, FORM, reverse("public-home")):
        assert f'href="{reverse("public:privacy")}"' in client.get(page).content.decode()
    notice = client.get(reverse("public:privacy")).content.decode()
    assert all(words in notice for words in (VERSION, "敏感个人信息", "不满14周岁", "查看、复制、更正"))
