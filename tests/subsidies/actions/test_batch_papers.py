"""A paper that leaves the portal is a file with a speaking name, and it is known who took it."""

import io
import zipfile
from datetime import date

import pytest

from aid_portal.actions import holidays
from aid_portal.errors import Refused
from aid_portal.models import AuditEvent
from subsidies.actions import batch_papers
from subsidies.actions.made_papers import PaperForm
from tests.factories.subsidies_money import a_batch, a_hand, a_list, an_entitlement, approved, released, the_money
from tests.papers import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def batch():
    the_money()
    approved(an_entitlement())
    return released(a_batch())


def printed():
    return AuditEvent.objects.filter(event="subsidies.paper.printed")


def test_a_roster_of_a_school_is_handed_out_and_recorded(batch):
    school = batch.payments.get().school
    made = batch_papers.payment_roster(batch=batch, school=school, form=PaperForm.PDF, by=a_hand("chen"))
    assert made.name == f"发放名册_{batch.number}_{school.name}.pdf"
    assert made.content_type == "application/pdf"
    assert "伍佰元整" in text_of(made.content)
    [event] = printed()
    assert (event.actor, event.unit_name) == ("chen某", school.name)


def test_a_request_is_handed_out_as_a_workbook(batch):
    made = batch_papers.payment_request(batch=batch, form=PaperForm.XLSX, by=a_hand("chen"))
    assert made.name == f"拨付申请表_{batch.number}.xlsx"
    assert zipfile.is_zipfile(io.BytesIO(made.content))
    assert printed().count() == 1


def test_what_cannot_be_printed_leaves_no_record(batch):
    with pytest.raises(Refused, match="没有可以打印的人员"):
        batch_papers.returned_payments(batch=batch, form=PaperForm.PDF, by=a_hand("chen"))
    with pytest.raises(Refused, match="没有可以打印的人员"):
        batch_papers.public_list(entitlement_list=a_list(number=2), form=PaperForm.PDF, by=a_hand("chen"), **posted())
    assert not printed().exists()


def test_scenario_35_a_public_list_is_handed_out_for_the_school_that_hangs_it_up():
    """Hung up on the Friday before National Day, it ends after two weekend days that were worked."""
    entitlement = an_entitlement()
    made = batch_papers.public_list(entitlement_list=entitlement.list, form=PaperForm.PDF, by=a_hand("chen"), **posted())
    assert made.name == f"公示名单_{entitlement.school.name}_{entitlement.programme.label}.pdf"
    assert entitlement.enrolment.name in text_of(made.content)
    assert "2022年9月30日至2022年10月12日" in text_of(made.content)


def posted():
    holidays.seed(years=[2022], by=a_hand("chen"))
    return {"first_on": date(2022, 9, 30), "working_days": 5, "phone": "0917-5211234"}
