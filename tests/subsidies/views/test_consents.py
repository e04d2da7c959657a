"""Guardians' consents on the child's page: recorded by the school, withdrawn without a reason, unseen by other schools."""

import pytest
from django.core.files.base import ContentFile

from subsidies.models import GuardianConsent
from tests.factories.students import an_enrolment

pytestmark = pytest.mark.django_db
SAID = {"may_name": "on", "given_on": "2022-09-20", "paper": "同意书"}
LIST = "/subsidies/consents/"


def text(client, address):
    return client.get(address).content.decode()


@pytest.fixture
def child(school):
    return an_enrolment(school=school).student


def recorded(client, child, **facts: object) -> GuardianConsent:
    client.post(f"{LIST}add/{child.pk}/", {**SAID, **facts})
    return GuardianConsent.objects.get()


def test_the_school_records_what_the_guardian_allows_with_the_paper(log_in, wang, child):
    client = log_in(wang)
    page = text(client, child.get_absolute_url())
    assert ("没有有效的同意" in page, f"{LIST}add/{child.pk}/" in page) == (True, True)
    made = recorded(client, child, may_story="on", file=ContentFile(b"%PDF-1.7 ...", name="同意书.pdf"))
    assert (made.may_name, made.may_photo, made.may_story, made.school, made.made_by) == (
        True,
        False,
        True,
        child.enrolments.get().school,
        wang,
    )
    said = text(client, made.get_absolute_url())
    assert ("姓名、事迹" in said, "同意书.pdf" in said) == (True, True)
    assert client.post(f"{LIST}{made.pk}/evidence/").status_code == 200
    page = text(client, child.get_absolute_url())
    assert (made.get_absolute_url() in page, "没有有效的同意" in page) == (True, False)


def test_nothing_is_ticked_beforehand_and_nothing_ticked_is_no_consent(log_in, wang, child):
    client, address = log_in(wang), f"{LIST}add/{child.pk}/"
    assert "checked" not in text(client, address)
    assert "请至少勾选一项" in client.post(address, {**SAID, "may_name": ""}).content.decode()
    assert "日期不能晚于今天" in client.post(address, {**SAID, "given_on": "2099-01-01"}).content.decode()
    assert not GuardianConsent.objects.exists()


def test_one_consent_stands_at_a_time_and_is_withdrawn_without_a_reason(log_in, wang, chen, child):
    made = recorded(log_in(wang), child)
    assert "已有一份有效的监护人同意" in log_in(chen).post(f"{LIST}add/{child.pk}/", SAID).content.decode()
    log_in(chen).post(f"{LIST}{made.pk}/withdraw/")
    made.refresh_from_db()
    assert (made.state, made.withdrawn_by) == ("withdrawn", chen)
    said = text(log_in(wang), f"{LIST}?state=withdrawn")
    assert made.get_absolute_url() in said
    assert made.get_absolute_url() not in text(log_in(wang), f"{LIST}?state=valid")


def test_another_school_finds_nothing_until_the_child_is_there(log_in, wang, zhao, zhao_school, child):
    made = recorded(log_in(wang), child)
    client = log_in(zhao)
    assert client.get(made.get_absolute_url()).status_code == 404
    assert client.get(f"{LIST}add/{child.pk}/").status_code == 404
    assert made.get_absolute_url() not in text(client, LIST)
    an_enrolment(school=zhao_school, student=child)
    assert client.get(made.get_absolute_url()).status_code == 200


def test_the_approver_and_the_auditor_record_nothing(log_in, lin, sun, child):
    for person in (lin, sun):
        assert log_in(person).get(f"{LIST}add/{child.pk}/").status_code == 403
        assert "登记监护人同意" not in text(log_in(person), child.get_absolute_url())
