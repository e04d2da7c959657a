"""Papers are handed out where people look for them: to whom, in which form, with a record, and refused in words."""

import io
import re
import zipfile

import pytest

from aid_portal.actions import holidays
from aid_portal.choices import Role
from aid_portal.models import AuditEvent
from tests.factories.subsidies_money import a_batch, a_hand, an_enrolled_child, an_entitlement, approved, released, the_money
from tests.papers import text_of

pytestmark = pytest.mark.django_db
ROSTER = "/subsidies/payments/roster/"


@pytest.fixture
def money():
    the_money()
    return approved(an_entitlement(enrolment=an_enrolled_child("李明")))


@pytest.fixture
def batch(money):
    return released(a_batch())


def key(batch, school):
    return {"roster": f"{batch.pk}|{school.code}"}


def taken():
    return AuditEvent.objects.filter(event="subsidies.paper.printed")


def test_the_page_of_a_batch_offers_what_there_is_to_print(log_in, batch, money):
    page = log_in(a_hand("chen")).get(batch.get_absolute_url()).content.decode()
    assert f'action="/subsidies/batches/{batch.pk}/request/"' in page
    assert f'<option value="{batch.pk}|{money[0].school.code}">' in page
    assert "退票清单" not in page


def test_a_request_comes_as_pdf_or_workbook_and_each_time_on_record(log_in, batch):
    clerk, address = log_in(a_hand("chen")), f"/subsidies/batches/{batch.pk}/request/"
    paper = clerk.post(address, {"format": "pdf"})
    assert paper["Content-Type"] == "application/pdf"
    assert "no-store" in paper["Cache-Control"]
    assert "500.00" in text_of(paper.content)
    assert zipfile.is_zipfile(io.BytesIO(clerk.post(address, {"format": "xlsx"}).content))
    assert taken().count() == 2
    assert clerk.get(address).status_code == 405


def test_a_school_takes_its_own_roster_and_never_the_neighbours(log_in, batch, money, zhao):
    school = money[0].school
    mine = log_in(a_hand("teacher", Role.SCHOOL_OFFICER, school))
    page = mine.get("/subsidies/payments/?term=2022A").content.decode()
    [offered] = re.findall(r'<option value="(\d+\|[^"]+)">', page[page.index('action="/subsidies/payments/roster/"') :])
    paper = mine.post(ROSTER, {"roster": offered, "format": "pdf"})
    assert "李明" in text_of(paper.content)
    assert taken().get().unit_name == school.name
    assert log_in(zhao).post(ROSTER, key(batch, school)).status_code == 404
    assert mine.post(f"/subsidies/batches/{batch.pk}/request/").status_code == 403
    for nonsense in ("", "x|y", f"{batch.pk}|", f"{'9' * 30}|{school.code}"):
        assert mine.post(ROSTER, {"roster": nonsense}).status_code == 404


def test_who_sees_the_batch_finds_the_rosters_there_and_not_over_the_payments(log_in, batch):
    assert ROSTER not in log_in(a_hand("chen")).get("/subsidies/payments/?term=2022A").content.decode()


def test_what_cannot_be_printed_is_said_on_the_page(log_in, batch):
    clerk = log_in(a_hand("chen"))
    page = clerk.post(
        f"/subsidies/batches/{batch.pk}/returned/",
        headers={"Referer": f"http://testserver{batch.get_absolute_url()}"},
        follow=True,
    )
    assert "没有可以打印的人员" in page.content.decode()
    assert not taken().exists()


def test_a_rare_character_is_named_instead_of_an_empty_box(log_in):
    the_money()
    rare = "\U0002ebf0"
    [entitlement] = approved(an_entitlement(enrolment=an_enrolled_child(f"李{rare}")))
    batch = released(a_batch())
    back = f"http://testserver{batch.get_absolute_url()}"
    said = {**key(batch, entitlement.school), "format": "pdf"}
    page = log_in(a_hand("chen")).post(ROSTER, said, headers={"Referer": back}, follow=True).content.decode()
    assert "U+2EBF0" in page


def test_a_public_list_ends_on_the_day_that_the_holidays_say(log_in, chen):
    holidays.seed(years=[2022], by=chen)
    found = an_entitlement(name="王小芳").list
    address = f"{found.get_absolute_url()}public/"
    said = {"first_on": "2022-09-30", "working_days": "5", "phone": "0917-5211234", "format": "pdf"}
    text = text_of(log_in(chen).post(address, said).content)
    assert "2022年9月30日至2022年10月12日" in text
    refused = log_in(chen).post(address, {**said, "phone": "无", "working_days": "0"}, follow=True).content.decode()
    assert "监督电话：请填写电话号码" in refused
    assert "公示工作日：" in refused
    unknown = {**said, "first_on": "2031-09-30"}
    back = {"Referer": f"http://testserver{found.get_absolute_url()}"}
    assert "还没有2031年的节假日" in log_in(chen).post(address, unknown, headers=back, follow=True).content.decode()


def test_a_list_of_another_school_is_none_of_ones_own(log_in, school, zhao):
    found = an_entitlement(school=school).list
    assert log_in(zhao).post(f"{found.get_absolute_url()}public/").status_code == 404
