"""What leaves from a list is what stands on it: same filter, same scope, same state and term."""

import pytest

from aid_portal import jobs
from aid_portal.actions import exports
from aid_portal.export_orders import ExportOrder
from aid_portal.exporting import ExportQuery, export_named
from tests.exports import read_csv, rows_of
from tests.factories.subsidies import a_whereabouts
from tests.subsidies.county import a_child, check

pytestmark = pytest.mark.django_db


@pytest.fixture
def _results(school, zhao_school):
    """The boarder has been a day pupil before: one decision of his is superseded."""
    moves = a_child(school, "LIFTED", name="李寄宿")
    a_child(zhao_school, "LIFTED", name="赵邻居")
    a_child(school, "DIS_PARENT", name="待认定")
    check()
    moves.boarding = True
    moves.save()
    check()


def taken(name, query, user):
    """The children in the rows that this person takes from the list under these conditions."""
    rows = ExportOrder.placed(export_named(name), query, "2022A").rows(user)
    return sorted(rows.values_list("record__name" if name == "whereabouts" else "enrolment__name", flat=True))


@pytest.mark.usefixtures("_results")
@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("term=2022A&state=live", ["李寄宿", "赵邻居"]),
        ("", ["李寄宿", "赵邻居"]),
        ("programme=CE_BOARD", ["李寄宿"]),
        ("state=superseded", ["李寄宿"]),
        ("state=all&term=all", ["李寄宿", "李寄宿", "赵邻居"]),
        ("term=2022S", []),
        ("programme=UNKNOWN", []),
    ],
)
def test_decisions_leave_under_the_conditions_of_the_list(query, names, chen):
    assert taken("decisions", query, chen) == names


@pytest.mark.usefixtures("_results")
def test_a_school_takes_its_own(wang, zhao):
    assert taken("decisions", "", wang) == ["李寄宿"]
    assert taken("findings", "code=needs_determination", wang) == ["待认定"]
    assert taken("findings", "", zhao) == []


@pytest.mark.usefixtures("_results")
def test_whereabouts_leave_under_the_conditions_of_the_list(chen):
    assert taken("whereabouts", "code=OK", chen) == ["李寄宿", "赵邻居"]
    assert taken("whereabouts", "code=SUSPECT", chen) == []


@pytest.mark.usefixtures("_results")
def test_the_console_takes_what_is_live_in_the_term():
    spec = export_named("decisions")
    assert spec.queryset(ExportQuery(term="2022A")).count() == 2
    assert spec.queryset(ExportQuery(term="2022S")).count() == 0


@pytest.mark.usefixtures("_results")
@pytest.mark.parametrize(("name", "page"), [("decisions", "decisions"), ("findings", "findings"), ("whereabouts", "whereabouts")])
def test_the_button_stands_on_the_list_for_those_who_may(name, page, log_in, chen):
    assert f"/exports/{name}/" in log_in(chen).get(f"/subsidies/{page}/").content.decode()


@pytest.mark.usefixtures("_results")
def test_the_notes_of_decisions_add_up_what_the_list_adds_up(chen, log_in):
    spec = export_named("decisions")
    notes = dict(spec.totals(ExportOrder.placed(spec, "", "2022A").rows(chen)))
    sums = log_in(chen).get("/subsidies/decisions/sums/").context["sums"]
    assert notes["人次"].startswith(f"{sums.times}人次")
    assert notes["人数"].startswith(f"{sums.children}人")
    assert notes["金额"].startswith(f"合计{sums.amount:,.2f}元")
    assert notes["政策版本"] == "v1"


@pytest.mark.parametrize(("kind", "place"), [("xlsx", "疑似失学辍学"), ("csv", "SUSPECT")])
def test_people_read_words_and_programs_read_codes(units, chen, kind, place):
    a_whereabouts()
    run = jobs.run_inline(exports.order(order=ExportOrder.placed(export_named("whereabouts"), "", "2022A", format=kind), by=chen))
    cells = {row[4] for row in rows_of(run)} if kind == "xlsx" else {row["code"] for row in read_csv(run)}
    assert cells == {place}


def test_the_codes_of_a_decision_in_words(chen):
    spec = export_named("decisions")
    row = (
        "2161324001",
        "G1",
        "李明",
        "primary",
        3,
        True,
        "severe",
        "LIFTED|DIBAO_RURAL",
        "CE_BOARD",
        500,
        False,
        "LIFTED",
        "2022A",
        "v1",
    )
    [said] = spec.worded([row])
    assert said[3] == "小学"
    assert said[6:9] == ("特别困难", "脱贫家庭、农村低保", "义务教育寄宿生生活补助")
    assert said[11] == "脱贫家庭"
