"""The likenesses leave as the list shows them: same filter, same term; the console takes what is open."""

from datetime import date

import pytest
from django.utils import timezone

from aid_portal.export_orders import ExportOrder
from aid_portal.exporting import ExportQuery, export_named
from tests.factories.students import a_pair, a_record, a_release, the_term

pytestmark = pytest.mark.django_db


@pytest.fixture
def _pairs(chen):
    release = a_release(data_date=date(2022, 9, 20))
    a_pair(record=a_record(release=release, name="待核对"))
    answered = {"status": "accepted", "answered_by": chen, "answered_at": timezone.now()}
    a_pair(record=a_record(release=release, name="已核对"), **answered)
    a_pair(record=a_record(release=release, name="春季"), term=the_term("2022S"))


def taken(user, query):
    return sorted(ExportOrder.placed(export_named("reviews"), query, "2022A").rows(user).values_list("record__name", flat=True))


@pytest.mark.usefixtures("_pairs")
@pytest.mark.parametrize(
    ("query", "names"),
    [("", ["已核对", "待核对"]), ("status=open", ["待核对"]), ("term=2022S", ["春季"]), ("q=已", ["已核对"]), ("level=9", [])],
)
def test_the_rows_are_those_of_the_list(chen, log_in, query, names):
    assert taken(chen, query) == names
    chosen = log_in(chen)
    chosen.post("/term/", {"term": "2022A"})
    assert sorted(pair.record.name for pair in chosen.get(f"/students/matches/?{query}").context["list"].page.rows) == names


@pytest.mark.usefixtures("_pairs")
def test_a_school_sees_no_pair_and_takes_none(wang):
    assert taken(wang, "") == []
    assert not export_named("reviews").may_be_taken_by(wang)


@pytest.mark.usefixtures("_pairs")
def test_the_console_takes_what_is_open():
    rows = export_named("reviews").queryset(ExportQuery(term="2022A"))
    assert list(rows.values_list("record__name", flat=True)) == ["待核对"]


@pytest.mark.usefixtures("_pairs")
def test_the_button_stands_on_the_list(log_in, chen):
    assert "/exports/reviews/" in log_in(chen).get("/students/matches/?term=2022A").content.decode()
