"""What a round gives away: the rows of each list, for the school its own, without what families wrote or objectors said."""

import pytest

from aid_portal.errors import Refused
from aid_portal.export_orders import ExportOrder
from aid_portal.exporting import export_named
from students.actions import cancellations, determination_lists, objections
from students.models import Application
from tests.factories import determinations as make
from tests.factories.portal import a_school
from tests.students.pupils import a_pupil

pytestmark = pytest.mark.django_db
NAMES = (
    "advance_notices", "applications", "cancellations", "determination_lists", "objections", "public_notices", "review_meetings",
)  # fmt: skip


@pytest.fixture
def worked(school, child):
    """One school's round up to a cancellation; the neighbour has begun too."""
    make.a_decided(child), make.an_application(a_pupil(a_school(name="邻校"), 2))
    notice = make.posted(make.a_list(school))
    said = {"objector": "某邻居", "contact": "139", "content": "他家有两套房", "by": make.officer(school), "today": make.POSTED}
    objections.answer(
        objection=objections.record(notice=notice, row=None, **said), result="dismissed", answer="不属实", by=make.leader(school)
    )
    made = notice.list
    determination_lists.submit(determination_list=made, by=make.leader(school))
    determination_lists.review(determination_list=made, by=make.reviewer())
    make.approved(made, 1)
    done = Application.objects.get(status="approved")
    cancellations.propose(application=done, reason="隐瞒车辆", evidence=None, by=make.officer(school))


def told(name, user, query=""):
    spec = export_named(name)
    rows = list(spec.rows(ExportOrder.placed(spec, query, "2022A").rows(user)))
    assert all(len(row) == len(spec.columns) for row in rows)
    return rows


def test_each_list_can_be_taken_away_and_holds_no_word_of_a_family(worked, school):
    counts = {name: len(told(name, make.officer(school))) for name in NAMES}
    assert counts == {**dict.fromkeys(NAMES, 1), "advance_notices": 0, "review_meetings": 2}
    everything = str([told(name, make.clerk()) for name in NAMES])
    assert len(told("applications", make.clerk())) == 2
    assert not any(word in everything for word in ("患病，家庭收入少", "两套房", "某邻居"))


def test_an_export_is_what_the_list_shows_to_this_person(worked, school):
    assert told("determination_lists", make.approver(), "waiting=approve") == []
    assert len(told("cancellations", make.approver(), "mine=no")) == 1
    assert told("cancellations", make.officer(school), "mine=no") == []


def test_the_progress_of_each_school_is_taken_away_as_the_page_of_the_round_shows_it(worked, school, log_in):
    county = {row[1]: row[2:] for row in told("round_progress", make.clerk())}
    assert county == {"城关镇中心小学": (1, 0, 1, 1, 1, 1, 1, 1, 0), "邻校": (1, 0, 1, 0, 0, 0, 0, 0, 1)}
    assert [row[1] for row in told("round_progress", make.officer(school))] == ["城关镇中心小学"]
    assert [row[1] for row in told("round_progress", make.clerk(), "standing=open")] == ["邻校"]
    [round] = told("determination_rounds", make.clerk())
    assert (round[0], round[9]) == ("2022A", "running")


def test_the_button_of_a_round_takes_that_round_s_term_whichever_is_looked_at(worked, log_in):
    client = log_in(make.clerk())
    client.post("/term/", {"term": "2022S"})
    page = client.get(make.a_round().get_absolute_url()).content.decode()
    address = "/exports/round_progress/?term=2022A"
    assert address in page
    asked = client.post(address, {"query": "standing=open"}).content.decode()
    assert "2022年秋季学期" in asked
    assert "有逾期" not in asked
    assert "还没有批准的" in asked


def test_a_term_without_a_round_has_no_progress_to_take_away(worked):
    spec = export_named("round_progress")
    with pytest.raises(Refused, match="没有发起困难认定"):
        ExportOrder.placed(spec, "", "2022S").rows(make.clerk())
