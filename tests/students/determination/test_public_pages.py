"""What everybody sees of a notice: allowed columns, masked names while it runs, 410 afterwards, objections without a login."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from aid_portal.models import AuditEvent
from students.actions import objections, public_notices
from students.actions.public_objections import PER_ADDRESS, PER_NOTICE
from students.models import Objection
from students.sealing import secrets_of
from tests.factories import determinations as make
from tests.students.pupils import a_pupil
from tests.subsidies.county import listed

pytestmark = pytest.mark.django_db
SAID = {"row": "1", "content": "他家有两套房。", "objector": "", "contact": "", "website": ""}
ADDRESS = "陕西省宝鸡市扶风县城关街道东街村12号"
FORM = {**make.FORM, "phone": "13900139000", "address": ADDRESS, "special": ["orphan"], "reason": "父母双亡，爷爷残疾"}
COLUMNS = ["name", "school", "grade", "class", "major", "tier"]


@pytest.fixture
def notice(school, child, time_machine):
    """Two children of whom the portal knows everything; today is the day after it was posted."""
    other = a_pupil(school, 2, name="欧阳小强", class_name="2班", guardian=secrets_of(child)["resident_id"])
    for each, tier in ((child, "general"), (other, "severe")):
        listed(each, "ORPHAN")
        make.a_draft(each, form=FORM)
        make.a_decided(each, tier, below_reason="条件较好")
    made = make.posted(make.a_list(school), columns=COLUMNS)
    time_machine.move_to(f"{make.POSTED + timedelta(1)}T09:00+08:00", tick=False)
    return made


def address_of(notice, name="notice"):
    return reverse(f"public:{name}", args=[notice.token])


def everything_public(client, notice):
    """Every answer that a stranger gets about it, heads and bodies."""
    client.post(address_of(notice, "objection"), {**SAID, "content": ""})
    paths = [reverse("public-home"), reverse("public:notice-list")]
    paths += [address_of(notice, name) for name in ("notice", "objection", "objection-received")]
    answers = [client.get(path) for path in paths] + [client.post(address_of(notice, "objection"), {**SAID, "content": ""})]
    assert {answer.status_code for answer in answers} == {200}
    return "\n".join(f"{dict(answer.items())} {answer.cookies} {answer.content.decode()}" for answer in answers)


def test_no_id_phone_birthday_card_address_or_category_of_a_child_is_public(client, notice):
    found = everything_public(client, notice)
    secret = {
        "2014-03-15",
        "2014年3月15日",
        "20140315",
        "李小雨",
        "欧阳小强",
        "张父",
        "孤儿",
        "ORPHAN",
        "父母双亡",
        "残疾",
        "6000",
    }
    for row in notice.rows.all():
        held = secrets_of(row.application.enrolment)
        secret |= {value for value in held.values() if value}
        secret |= {value[-6:] for value in held.values() if value and value.isdigit()}
    secret |= {FORM["phone"], ADDRESS, "13800011234", "6230580000123456789"}
    assert sorted(value for value in secret if value in found) == []
    assert "李*雨" in found
    assert "欧**强" in found


def test_a_row_is_pointed_at_by_its_place_and_by_no_key(client, notice):
    words = client.get(address_of(notice, "objection")).content.decode()
    values = [option for option in ('value="1"', 'value="2"') if option in words]
    assert len(values) == 2
    keys = {key for row in notice.rows.all() for key in (row.pk, row.application_id, row.application.enrolment_id)}
    assert not [key for key in keys if key > 2 and f'value="{key}"' in words]


def test_the_page_shows_who_is_posted_until_when_and_whom_to_call(client, notice):
    words = client.get(address_of(notice)).content.decode()
    for said in ("2022年9月30日至2022年10月12日", "5个工作日", "校门口公告栏", "0917-5210000", "一般困难", "特别困难", "2班"):
        assert said in words


def test_notices_that_run_stand_in_the_list_and_are_found_by_school(client, notice):
    path = reverse("public:notice-list")
    assert address_of(notice) in client.get(path).content.decode()
    assert address_of(notice) in client.get(path, {"school": "城关镇"}).content.decode()
    assert "没有这所学校的公示" in client.get(path, {"school": "法门"}).content.decode()


def test_it_is_gone_the_day_after_its_last_one(client, notice, time_machine):
    time_machine.move_to(f"{make.LAST_DAY}T23:59+08:00", tick=False)
    assert client.get(address_of(notice)).status_code == 200
    time_machine.move_to(f"{make.DAY_AFTER}T00:00+08:00", tick=False)
    for name in ("notice", "objection", "objection-received"):
        answer = client.get(address_of(notice, name))
        assert answer.status_code == 410
        assert "公示已经结束" in answer.content.decode()
        assert "李*雨" not in answer.content.decode()
    assert address_of(notice) not in client.get(reverse("public:notice-list")).content.decode()


def test_what_was_withdrawn_is_gone_at_once(client, notice):
    public_notices.withdraw(notice=notice, reason="有误", by=make.officer(notice.school))
    assert client.get(address_of(notice)).status_code == 410
    assert client.post(address_of(notice, "objection"), SAID).status_code == 410
    assert not Objection.objects.exists()


def test_an_address_that_was_never_given_is_not_found(client, notice):
    assert client.get(reverse("public:notice", args=["00000000-0000-4000-8000-000000000000"])).status_code == 404


def test_no_search_engine_lists_it_and_nothing_is_shown_again_without_asking(client, notice):
    answer = client.get(address_of(notice))
    assert "noindex" in answer["X-Robots-Tag"]
    assert 'content="noindex' in answer.content.decode()
    assert answer["Cache-Control"] == "no-cache"
    again = client.get(address_of(notice), headers={"If-None-Match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert "no-store" in client.get(address_of(notice, "objection"))["Cache-Control"]
    assert not answer.cookies


def test_anybody_objects_to_a_row_and_who_does_lies_sealed(client, notice):
    said = {**SAID, "row": "2", "objector": "某邻居", "contact": "0917-1"}
    answer = client.post(address_of(notice, "objection"), said, follow=True)
    assert "5个工作日内答复" in answer.content.decode()
    made = Objection.objects.get()
    assert (made.row, made.recorded_by) == (notice.rows.get(position=2), None)
    assert objections.said_in(made) == {"objector": "某邻居", "contact": "0917-1", "content": "他家有两套房。"}
    assert AuditEvent.objects.filter(event="students.objection.recorded", actor="system").exists()


def test_somebody_may_say_that_a_child_is_missing(client, notice):
    client.post(address_of(notice, "objection"), {**SAID, "row": "0"})
    assert Objection.objects.get().row is None


def test_a_row_that_is_not_there_and_words_that_say_nothing_are_sent_back(client, notice):
    for wrong in ({"row": "99"}, {"row": ""}, {"row": "abc"}, {"content": " "}):
        assert "请先改正" in client.post(address_of(notice, "objection"), {**SAID, **wrong}).content.decode()
    assert not Objection.objects.exists()


def test_a_program_that_fills_the_hidden_box_is_thanked_and_forgotten(client, notice):
    answer = client.post(address_of(notice, "objection"), {**SAID, "website": "http://x.example"})
    assert answer.status_code == 302
    assert not Objection.objects.exists()


def test_one_address_objects_five_times_an_hour_and_keeps_its_words(client, notice):
    for _time in range(PER_ADDRESS.tries):
        assert client.post(address_of(notice, "objection"), SAID).status_code == 302
    answer = client.post(address_of(notice, "objection"), SAID)
    assert answer.status_code == 429
    assert "60分钟后再试" in answer.content.decode()
    assert "他家有两套房" in answer.content.decode()
    assert client.post(address_of(notice, "objection"), SAID, REMOTE_ADDR="10.0.0.9").status_code == 302


def test_an_address_of_ipv6_counts_with_its_whole_network(client, notice):
    tries = [client.post(address_of(notice, "objection"), SAID, REMOTE_ADDR=f"2409:8a70:1:2::{n}").status_code for n in range(6)]
    assert tries == [302] * 5 + [429]


def test_many_addresses_together_cannot_flood_a_notice(client, notice):
    for number in range(PER_NOTICE.tries):
        client.post(address_of(notice, "objection"), SAID, REMOTE_ADDR=f"10.1.{number}.1")
    assert client.post(address_of(notice, "objection"), SAID, REMOTE_ADDR="10.2.0.1").status_code == 429
    assert Objection.objects.count() == PER_NOTICE.tries


def test_an_objection_needs_the_token_of_its_form(notice):
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(address_of(notice, "objection"), SAID).status_code == 403
