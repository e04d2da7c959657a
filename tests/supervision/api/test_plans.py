"""Plans over the API: asked for at the draft, sent once, returned, sent anew, let pass; by the pages' rules."""

from uuid import uuid4

import pytest

from tests.factories import notices as given
from tests.factories import supervision as make
from tests.factories.portal import a_school
from tests.supervision.api.test_notices import a_draft
from tests.supervision.api.test_notices import call as call  # the fixture of notices

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("holiday_table")]
NOTICES, PLANS = "/api/notices/", "/api/plans/"


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to("2022-04-27T09:00+08:00", tick=False)


def test_a_plan_is_asked_for_at_the_draft(call):
    han, sent = make.han(), a_draft(make.a_finding())
    assert call(han, NOTICES, **sent, plan_days=10)[1]["code"] == "plan_too_late"
    assert call(han, NOTICES, **sent, plan_days=3)[1]["plan_days"] == 3


def test_a_plan_is_sent_returned_and_let_pass(call, log_in):
    notice, wang, han = given.delivered(plan_days=3), make.an_officer(), make.han()
    line = {"problem": notice.problems.get().pk, "measure": "补行公示。", "person": "王校长", "due_on": "2022-05-06"}
    address, said = f"{NOTICES}{notice.pk}/plan/", {"key": str(uuid4()), "lines": [line]}
    assert call(han, address, **said)[0] == 403
    assert call(wang, address, **said | {"lines": []})[0] == 400
    first, again = (call(wang, address, **said) for _each in range(2))
    assert (first[0], first[1]["id"], first[1]["lines"]) == (201, again[1]["id"], [line])
    assert call(wang, f"{PLANS}{first[1]['id']}/accept/")[0] == 403
    assert call(han, f"{PLANS}{first[1]['id']}/send-back/", note="不具体")[1]["status"] == "returned"
    second = call(wang, address, **said | {"key": str(uuid4())})[1]
    assert call(han, f"{PLANS}{second['id']}/accept/", note="可行")[1]["review_note"] == "可行"
    told = log_in(wang).get(f"{NOTICES}{notice.pk}/").json()
    assert (told["plan_due_on"], [each["status"] for each in told["plans"]]) == ("2022-04-28", ["returned", "accepted"])
    assert log_in(make.an_officer(a_school())).get(PLANS).json()["count"] == 0


def test_a_problem_of_another_notice_is_no_line_of_this_plan(call):
    notice, other = given.delivered(plan_days=3), given.delivered(a_school(), plan_days=3)
    line = {"problem": other.problems.get().pk, "measure": "补行公示。", "person": "王校长", "due_on": "2022-05-06"}
    sent = {"key": str(uuid4()), "lines": [line]}
    assert call(make.an_officer(), f"{NOTICES}{notice.pk}/plan/", **sent)[0] == 400
