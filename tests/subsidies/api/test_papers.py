"""Papers over the API: the same files, the same doors, refusals as code and words."""

import pytest

from aid_portal.actions import holidays
from aid_portal.choices import Role
from aid_portal.models import AuditEvent
from tests.factories.subsidies_money import a_batch, a_hand, an_enrolled_child, an_entitlement, approved, released, the_money
from tests.papers import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def money():
    the_money()
    return approved(an_entitlement(enrolment=an_enrolled_child("李明")))


@pytest.fixture
def batch(money):
    return released(a_batch())


def post(client, path, **data):
    return client.post(path, data, content_type="application/json")


def test_the_papers_of_a_batch_are_files(log_in, batch, money):
    clerk, address, school = log_in(a_hand("chen")), f"/api/batches/{batch.pk}", money[0].school.code
    assert post(clerk, f"{address}/request/", format="xlsx").content[:2] == b"PK"
    assert "李明" in text_of(post(clerk, f"{address}/roster/", school=school, format="pdf").content)
    refused = post(clerk, f"{address}/returned/", format="pdf")
    assert (refused.status_code, refused.json()["code"]) == (409, "nothing_to_print")
    assert post(clerk, f"{address}/request/", format="docx").status_code == 400
    assert AuditEvent.objects.filter(event="subsidies.paper.printed").count() == 2


def test_a_paper_is_made_anew_under_the_same_key(log_in, batch):
    clerk, words = log_in(a_hand("chen")), {"content_type": "application/json", "headers": {"Idempotency-Key": "k"}}
    for _time in range(2):
        assert clerk.post(f"/api/batches/{batch.pk}/request/", {"format": "pdf"}, **words).content[:4] == b"%PDF"
    assert AuditEvent.objects.filter(event="subsidies.paper.printed").count() == 2


def test_a_school_has_its_roster_and_nothing_else_of_the_batch(log_in, batch, money, zhao):
    school = money[0].school
    mine = log_in(a_hand("teacher", Role.SCHOOL_OFFICER, school))
    assert post(mine, f"/api/batches/{batch.pk}/roster/", school=school.code).status_code == 200
    assert post(mine, f"/api/batches/{batch.pk}/request/").status_code == 403
    assert post(log_in(zhao), f"/api/batches/{batch.pk}/roster/", school=school.code).status_code == 404


def test_a_public_list_is_made_for_those_who_see_the_list(log_in, chen, school, zhao):
    holidays.seed(years=[2022], by=chen)
    found = an_entitlement(school=school).list
    said = {"first_on": "2022-09-30", "phone": "0917-5211234"}
    assert "2022年10月12日" in text_of(post(log_in(chen), f"/api/lists/{found.pk}/public/", **said).content)
    assert post(log_in(zhao), f"/api/lists/{found.pk}/public/", **said).status_code == 404
