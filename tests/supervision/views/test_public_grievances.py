"""The desk from outside: no login, one code shown once, nothing that says who wrote or about whom, no machines, no floods."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from aid_portal.choices import Role
from aid_portal.models import StoredFile
from aid_portal.rules import throttling
from supervision.actions import grievance_steps
from supervision.forms.public_grievances import stamp
from supervision.models import Grievance
from supervision.sealing import open_grievance
from supervision.views import public_grievances
from tests.factories.grievances import PHONE, RESIDENT_ID
from tests.factories.portal import a_person
from tests.supervision.views.test_outreach import a_picture

pytestmark = pytest.mark.django_db
FORM, FOLLOW = reverse("public-desk:grievance"), reverse("public-desk:follow")
CODE = re.compile(r"(?:[2-9A-HJKMNP-Z]{4}-){3}[2-9A-HJKMNP-Z]{4}")
WORDS = {
    "kind": "appeal", "text": f"孩子李明明（{RESIDENT_ID}，2012年3月15日生）没有收到补助", "reporter": "张家长", "phone": PHONE,
    "wanted": "6222020012345671", "website": "",
}  # fmt: skip


@pytest.fixture
def token(bureau, time_machine) -> str:
    """A form that has been open for a minute."""
    time_machine.move_to("2022-04-20T09:00+08:00", tick=False)
    made = stamp()
    time_machine.move_to("2022-04-20T09:01+08:00", tick=False)
    return made


def send(stamped: str, **more) -> tuple[object, str]:
    answer = Client().post(FORM, {**WORDS, "token": stamped, **more})
    found = CODE.search(answer.content.decode())
    return answer, found[0] if found else ""


def test_what_is_sent_gets_a_number_and_a_code_that_opens_it(token) -> None:
    _answer, code = send(token)
    assert code
    grievance = Grievance.objects.get()
    assert (grievance.source, grievance.received_by, open_grievance(grievance)["reporter"]) == ("web", None, "张家长")
    shown = Client().post(FOLLOW, {"code": code.lower().replace("-", " ")}).content.decode()
    assert "扶资诉〔2022〕1号" in shown
    assert "已收到" in shown


def test_no_page_outside_shows_who_wrote_or_about_whom(token, bureau) -> None:
    answer, code = send(token)
    by = a_person("xu", "徐审核", Role.COUNTY_REVIEWER, bureau)
    grievance_steps.note(grievance=Grievance.objects.get(), text="内部：已问过班主任", by=by)
    grievance_steps.answer(grievance=Grievance.objects.get(), text=f"{RESIDENT_ID}的补助已发放，详询{PHONE}", by=by)
    pages = [answer, Client().post(FOLLOW, {"code": code})]
    pages.append(Client().post(reverse("public-desk:rate"), {"code": code, "satisfaction": "5"}))
    pages.append(Client().post(reverse("public-desk:reopen"), {"code": code, "text": "还没有收到"}))
    for page in pages:
        written = page.content.decode()
        secrets = (PHONE, RESIDENT_ID, "张家长", "李明明", "2012年3月15日", "6222020012345671", "班主任", "徐审核")
        assert [secret for secret in secrets if secret in written] == []
    assert "的补助已发放" in pages[1].content.decode()
    assert "还没有收到" not in pages[3].content.decode()


def test_nothing_is_kept_found_or_carried_in_an_address(token, caplog) -> None:
    answer, code = send(token)
    for page in (Client().get(FORM), answer, Client().get(FOLLOW), Client().post(FOLLOW, {"code": code})):
        assert "no-store" in page["Cache-Control"]
        assert "noindex" in page["X-Robots-Tag"]
        assert '<meta name="robots" content="noindex' in page.content.decode()
        assert page.status_code == 200  # no redirect that could carry a code
    assert [word for word in (code, PHONE, "张家长") if word in caplog.text] == []
    assert Client().get(f"{FOLLOW}?code={code}").context["found"] is None


def test_machines_are_kept_out_by_a_trap_a_stamp_and_the_clock(token, time_machine) -> None:
    for told in ({"website": "http://spam.example"}, {"token": "made-up"}, {"token": stamp()}):
        answer, code = send(token, **told)
        assert (code, Grievance.objects.count()) == ("", 0)
        assert "没有收到补助" in answer.content.decode()  # what was typed stays
    time_machine.move_to("2022-04-20T14:00+08:00", tick=False)
    assert send(token)[1] == ""


def test_a_form_sent_twice_is_one_grievance_and_shows_no_second_code(token) -> None:
    assert send(token)[1]
    answer, code = send(token)
    assert (code, Grievance.objects.count()) == ("", 1)
    assert "已经提交过" in answer.content.decode()


def test_floods_are_stopped(token, monkeypatch) -> None:
    monkeypatch.setattr(public_grievances, "PUBLIC_FORMS", throttling.Limit(1, 3600))
    monkeypatch.setattr(public_grievances, "PUBLIC_LOOKS", throttling.Limit(2, 3600))
    assert send(token)[1]
    assert send(token)[0].status_code == 429
    looks = [Client().post(FOLLOW, {"code": "A" * 16}).content.decode() for _look in range(3)]
    assert ["没有找到这个查询码" in look for look in looks] == [True, True, False]


def test_a_wrong_code_and_a_code_of_nobody_are_told_the_same(token) -> None:
    sentences = [Client().post(FOLLOW, {"code": code}).content.decode() for code in ("???", "A" * 16)]
    assert all("没有找到这个查询码" in sentence for sentence in sentences)
    for name in ("public-desk:rate", "public-desk:reopen"):
        answer = Client().post(reverse(name), {"code": "A" * 16, "satisfaction": "5", "text": "还没有收到"})
        assert "没有找到这个查询码" in answer.content.decode()
        assert Client().get(reverse(name)).status_code == 405


def test_a_photo_comes_without_its_name_and_no_page_of_files_hands_it_out(token, log_in, chen, sun) -> None:
    send(token, files=[SimpleUploadedFile("张家长_IMG.png", a_picture())])
    kept = StoredFile.objects.get(kind="grievance")
    assert kept.name == "附件1.jpg"
    for person in (chen, sun):
        assert log_in(person).post(kept.get_absolute_url()).status_code == 404
    assert send(stamp(), files=[SimpleUploadedFile("x.exe", b"MZ")])[1] == ""


def test_the_login_page_leads_to_the_desk() -> None:
    assert reverse("public-home") in Client().get(reverse("login")).content.decode()
    assert FORM in Client().get(reverse("public-home")).content.decode()
