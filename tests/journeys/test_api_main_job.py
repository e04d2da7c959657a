"""The main job by other systems alone: tokens and the description of the API, from a bad roster to the money on the card."""

from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from aid_portal.choices import Role
from aid_portal.demo.users import WANG_SCHOOL, ZHAO_SCHOOL
from aid_portal.models import AuditEvent, OrgUnit
from aid_portal.permissions import Permission
from students.choices import RecordKind
from subsidies.models import Batch
from tests.factories.api_tokens import a_service, issued
from tests.factories.bank_answers import answer
from tests.factories.portal import the_bureau
from tests.journeys.described import Description, System
from tests.journeys.sheets import headings_of, sheet_of, spoil
from tests.journeys.test_main_job import TERM, a_later_list, children_without_aid, id_of

P = Permission
SEES = (P.ENTITLEMENT_VIEW, P.BATCH_VIEW)
SYSTEMS = {
    "school": (Role.SCHOOL_OFFICER, (P.ROSTER_VIEW, P.ROSTER_UPLOAD, P.ENTITLEMENT_VIEW, P.ENTITLEMENT_CONFIRM)),
    "neighbour": (Role.SCHOOL_OFFICER, (P.ROSTER_VIEW, P.ENTITLEMENT_VIEW)),
    "lists": (Role.COUNTY_CLERK, (P.RECORD_VIEW, P.RECORD_UPLOAD, P.REVIEW_VIEW, P.REVIEW_ANSWER)),
    "check": (Role.COUNTY_CLERK, (P.CHECK_VIEW, P.CHECK_RUN, P.DECISION_VIEW, P.EXPORT)),
    "aid": (Role.COUNTY_CLERK, (*SEES, P.ENTITLEMENT_PREPARE, P.BATCH_PREPARE, P.PAYMENT_VIEW)),
    "reviews": (Role.COUNTY_REVIEWER, (P.ENTITLEMENT_VIEW, P.ENTITLEMENT_REVIEW)),
    "approves": (Role.COUNTY_APPROVER, (P.ENTITLEMENT_VIEW, P.ENTITLEMENT_APPROVE)),
    "batches": (Role.COUNTY_REVIEWER, (P.BATCH_VIEW, P.BATCH_REVIEW)),
    "finance": (Role.FINANCE, (*SEES, P.BUDGET_VIEW, P.BATCH_RELEASE, P.BANK_FILE)),
    "cashier": (Role.FINANCE, (*SEES, P.BANK_FILE)),
}


@pytest.fixture(scope="module")
def systems(portal: str) -> dict[str, System]:
    """One account and one token for each; the two schools' below their schools."""
    units = {"school": OrgUnit.objects.get(code=WANG_SCHOOL), "neighbour": OrgUnit.objects.get(code=ZHAO_SCHOOL)}
    made, description = {}, None
    for name, (role, scopes) in SYSTEMS.items():
        service = a_service(f"api-{name}", role, units.get(name) or the_bureau())
        secret = issued(service, *scopes).secret
        description = description or Description.of(portal, secret)
        made[name] = System(portal, secret, description)
    return made


def test_the_main_job_is_done_by_systems_that_each_may_do_one_thing(systems: dict[str, System], tmp_path: Path) -> None:
    a_roster_is_uploaded_mended_and_accepted(systems, tmp_path)
    lists_come_in_and_the_check_decides(systems, tmp_path)
    batch = built(systems["aid"], what_was_decided_is_approved(systems))
    the_batch_is_paid_and_booked(systems, batch, tmp_path)


def a_roster_is_uploaded_mended_and_accepted(systems: dict[str, System], tmp_path: Path) -> None:
    school = systems["school"]
    book = load_workbook(BytesIO(school.call("rosters_template_create", term=TERM, school=WANG_SCHOOL)))
    right = spoiled(book)
    book.save(tmp_path / "bad.xlsx")
    sent = {"file": tmp_path / "bad.xlsx", "term": TERM, "unit": WANG_SCHOOL}
    first, again = (school.answer("rosters_create", key="the same file", **sent) for _time in range(2))
    assert (first.status_code, again.json()) == (201, first.json())
    roster = first.json()["id"]
    issues = school.rows("rosters_issues_list", roster=roster)
    assert set(right) <= {(each["row"], each["column"]) for each in issues if each["severity"] == "error"}
    cells = [{"row": row, "column": column, "value": value} for (row, column), value in right.items()]
    school.call("rosters_mend_create", id=roster, cells=cells)
    checked = school.call("rosters_retrieve", id=roster)
    assert (checked["status"], checked["counts"]["errors"]) == ("checked", 0)
    assert any(each["changes"] for each in school.rows("rosters_differences_list", roster=roster))
    assert school.call("rosters_accept_create", id=roster, seen=checked["seen"])["status"] == "accepted"
    assert systems["neighbour"].answer("rosters_undo_create", id=roster).status_code == 403
    assert systems["neighbour"].answer("rosters_retrieve", id=roster).status_code == 404
    assert (
        AuditEvent.objects.filter(event="students.roster.accepted").latest("pk").actor == "api-school系统（令牌“api-school推送”）"
    )


def spoiled(book: Workbook) -> dict[tuple[int, str], str]:
    """What is right, by row and heading; without the child who stands there twice, whom no cell can mend."""
    sheet = sheet_of(book)
    place, right = headings_of(sheet), spoil(sheet)
    sheet.delete_rows(sheet.max_row)
    rows = {sheet.cell(row, place["姓名"]).value: row for row in range(place["row"] + 1, sheet.max_row + 1)}
    return {(rows[name], heading): value for (name, heading), value in right.items()}


def lists_come_in_and_the_check_decides(systems: dict[str, System], tmp_path: Path) -> None:
    lists, check = systems["lists"], systems["check"]
    orphan, poor = children_without_aid()
    for kind, row in (
        (RecordKind.ORPHANS, {"姓名": orphan.name, "身份证号": id_of(orphan), "类别": "孤儿", "起始年月": "2022-08"}),
        (RecordKind.CIVIL, {"姓名": poor.name, "身份证号码": id_of(poor), "救助类别": "农村低保", "享受起始年月": "2022-08"}),
    ):
        file = a_later_list(kind, row, tmp_path)
        made = lists.call("releases_create", file=file, kind=kind.value, data_date="2022-09-28")["id"]
        assert lists.call("releases_retrieve", id=made)["status"] == "accepted"
        assert row["姓名"] in {each["name"] for each in lists.rows("releases_changes_list", id=made)}
    for same, pair in zip((True, False), lists.call("matches_list", status="open")["results"], strict=False):
        assert {side["label"] for side in lists.call("matches_retrieve", id=pair["id"])["sides"]}
        reason = "与户口簿一致" if same else "不是同一人"
        assert lists.call("matches_answer_create", id=pair["id"], same=same, reason=reason)["status"] != "open"
    run = check.call("runs_retrieve", id=check.call("runs_create", term=TERM, dry=False)["id"])
    assert (run["status"], run["counts"]["decisions"] > 0) == ("done", True)
    names = {each["name"] for each in check.rows("decisions_list", term=TERM, school=WANG_SCHOOL)}
    assert poor.name in names
    export(check)


def export(check: System) -> None:
    shown = check.call("decisions_list", term=TERM, school=WANG_SCHOOL)["count"]
    ordered = check.call("exports_create", export="decisions", term=TERM, query=f"school={WANG_SCHOOL}")
    taken = check.call("exports_download_create", id=ordered["id"])
    assert load_workbook(BytesIO(taken)).worksheets[0].max_row - 1 == shown


def what_was_decided_is_approved(systems: dict[str, System]) -> list[str]:
    """Confirmed, reviewed and approved by three; answers the programmes that are due now."""
    aid, school = systems["aid"], systems["school"]
    assert aid.call("lists_propose_create", term=TERM)["added"] > 0
    for each in school.rows("lists_list", term=TERM, status="draft"):
        school.call("lists_confirm_create", id=each["id"])
    confirmed = list(school.rows("lists_list", term=TERM, status="confirmed"))
    keys, total = [each["id"] for each in confirmed], sum(Decimal(each["amount"]) for each in confirmed)
    assert total > 0
    early = systems["approves"].answer("lists_approve_create", lists=keys, seen=str(total))
    assert (early.status_code, set(early.json()["ids"])) == (409, set(keys))
    systems["reviews"].call("lists_review_create", lists=keys)
    approved = systems["approves"].call("lists_approve_create", lists=keys, seen=str(total))
    assert {each["status"] for each in approved} == {"approved"}
    return [each["programme"] for each in approved]


def the_batch_is_paid_and_booked(systems: dict[str, System], batch: dict[str, Any], tmp_path: Path) -> None:
    aid, finance, key = systems["aid"], systems["finance"], batch["id"]
    aid.call("batches_submit_create", id=key)
    assert aid.answer("batches_review_create", id=key).status_code == 403
    systems["batches"].call("batches_review_create", id=key)
    assert finance.call("batches_release_create", id=key, seen=batch["digest"])["status"] == "released"
    made = finance.call("batches_make_file_create", id=key, layout="rural_bank_txt")
    assert made["files"][0]["row_count"] == batch["row_count"]
    finance.call("batches_send_create", id=key, day="2022-12-28")
    file = answer(tmp_path, Batch.objects.get(pk=batch["id"]), day="20221230")
    returned = finance.call("returns_create", file=file, batch=batch["number"], layout="rural_bank_txt")
    assert systems["cashier"].call("returns_book_create", id=returned["id"])["paid_total"] == batch["total"]
    assert {each["status"] for each in aid.rows("batches_payments_list", batch=key)} == {"paid"}
    assert aid.call("batches_close_create", id=key)["status"] == "closed"


def built(aid: System, programmes: list[str]) -> dict[str, Any]:
    """Whichever way the children's accounts are paid; tried first, which writes nothing."""
    for channel in ("bank_card", "guardian_card"):
        choice = {"term": TERM, "channel": channel, "schools": [WANG_SCHOOL], "programmes": programmes}
        if aid.call("batches_try_create", **choice)["good"]:
            return aid.call("batches_create", **choice, title="接口编制", leave_out=True)
    raise AssertionError("nothing to pay")
