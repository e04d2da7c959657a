"""A school's list hangs on its notice board: confirmed first, with nothing that tells why, and recorded row by row."""

from datetime import date

import pytest

from aid_portal import audit
from aid_portal.actions import holidays
from aid_portal.errors import Refused
from students.models import Enrolment, PublicNotice
from subsidies.actions import entitlement_lists, list_notices
from subsidies.models import EntitlementList, PostedEntitlement
from tests.factories.portal import a_school
from tests.factories.subsidies_money import a_hand, an_enrolled_child, an_entitlement
from tests.promises import changed, refused

pytestmark = pytest.mark.django_db
POSTED_ON = date(2022, 10, 17)


@pytest.fixture(autouse=True)
def holiday_table(db: None) -> None:
    holidays.seed(years=[2022], by=audit.CONSOLE)


@pytest.fixture
def row():
    return an_entitlement()


def confirmed(row) -> EntitlementList:
    officer = a_hand(f"school{row.school_id}", "school_officer", row.school)
    return entitlement_lists.confirm(entitlement_list=row.list, by=officer)


def posted(found: EntitlementList, day: date = POSTED_ON) -> PublicNotice:
    said = {"working_days": 5, "phone": "0917-5210000", "place": "校门口公告栏", "by": a_hand(f"school{found.school_id}")}
    return list_notices.post(entitlement_list=found, **said, today=day)


def test_the_list_hangs_five_working_days_with_name_class_and_tier(row):
    notice = posted(confirmed(row))
    assert (notice.kind, notice.ends_on, notice.columns) == ("aid", date(2022, 10, 24), ["name", "class", "tier"])
    assert [each.posted_entitlement.entitlement for each in notice.rows.all()] == [row]
    assert notice.rows.get().cells == [row.enrolment.name, "三年级1班", "特别困难"]


def test_a_list_is_posted_once_the_school_has_confirmed_it(row):
    with pytest.raises(Refused, match="学校确认名单后才能公示"):
        list_notices.post(
            entitlement_list=row.list, working_days=5, phone="0917", place="公告栏", by=a_hand("chen"), today=POSTED_ON
        )


def test_a_class_that_tells_why_a_child_is_poor_hangs_on_no_wall(row):
    Enrolment.objects.filter(pk=row.enrolment_id).update(class_name="低保班")
    with pytest.raises(Refused, match="低保班”像证件号码，或写明了困难原因"):
        posted(confirmed(row))
    assert not PublicNotice.objects.exists()


def test_posted_again_the_former_notice_ends(row):
    found = confirmed(row)
    first, second = posted(found), posted(found, date(2022, 10, 18))
    first.refresh_from_db()
    assert (first.withdrawn_on, second.withdrawn_on) == (date(2022, 10, 18), None)


def test_which_row_stood_for_whom_does_not_change(row):
    other = an_entitlement(enrolment=an_enrolled_child("王芳", school=a_school()))
    posted(confirmed(row))
    refused("Cannot update", changed(PostedEntitlement.objects.get(), entitlement=other))
