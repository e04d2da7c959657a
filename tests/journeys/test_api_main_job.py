"""The main job by other systems alone: tokens and HTTP, from a bad roster to the money on the card and the results taken away."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO
from itertools import count
from pathlib import Path
from typing import Any

import pytest
import requests
from openpyxl import Workbook, load_workbook

from aid_portal.choices import Role
from aid_portal.demo.users import WANG_SCHOOL, ZHAO_SCHOOL
from aid_portal.models import AuditEvent, OrgUnit, User
from aid_portal.permissions import Permission
from students.actions import roster_templates
from students.choices import RecordKind
from students.models import TermSetting
from subsidies.models import Batch
from tests.factories.api_tokens import a_service, issued
from tests.factories.bank_answers import answer
from tests.factories.portal import the_bureau
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
}
_keys = count(1)


@dataclass(frozen=True)
class System:
    """A thin client: an address, a token, and a new key for every deed."""

    portal: str
    secret: str

    def get(self, path: str, **query: Any) -> Any:
        return self._told(requests.get(f"{self.portal}/api/{path}", params=query, headers=self._headers(), timeout=60))

    def post(self, path: str, file: Path | None = None, **sent: Any) -> Any:
        return self._told(self.raw(path, f"key-{next(_keys)}", file, **sent))

    def raw(self, path: str, key: str, file: Path | None = None, **sent: Any) -> requests.Response:
        headers, address = self._headers() | {"Idempotency-Key": key}, f"{self.portal}/api/{path}"
        if file is None:
            return requests.post(address, json=sent, headers=headers, timeout=120)
        with file.open("rb") as stream:
            return requests.post(address, data=sent, files={"file": (file.name, stream)}, headers=headers, timeout=120)

    def rows(self, path: str, **query: Any) -> Iterator[dict[str, Any]]:
        page = self.get(path, **query)
        yield from page["results"]
        while page["next"]:
            page = self._told(requests.get(page["next"], headers=self._headers(), timeout=60))
            yield from page["results"]

    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.secret}"}

    def _told(self, response: requests.Response) -> Any:
        assert response.ok, f"{response.request.method} {response.url} {response.status_code} {response.text[:400]}"
        return response.json()


@pytest.fixture(scope="module")
def systems(portal: str) -> dict[str, System]:
    """One account and one token for each; the two schools' below their schools."""
    units = {"school": OrgUnit.objects.get(code=WANG_SCHOOL), "neighbour": OrgUnit.objects.get(code=ZHAO_SCHOOL)}
    made = {}
    for name, (role, scopes) in SYSTEMS.items():
        service = a_service(f"api-{name}", role, units.get(name) or the_bureau())
        made[name] = System(portal, issued(service, *scopes).secret)
    return made


def test_the_main_job_is_done_by_systems_that_each_may_do_one_thing(systems: dict[str, System], tmp_path: Path) -> None:
    a_roster_is_uploaded_mended_and_accepted(systems, tmp_path)
    lists_come_in_and_the_check_decides(systems, tmp_path)
    batch = built(systems["aid"], what_was_decided_is_approved(systems))
    the_batch_is_paid_and_booked(systems, batch, tmp_path)


def a_roster_is_uploaded_mended_and_accepted(systems: dict[str, System], tmp_path: Path) -> None:
    school = systems["school"]
    book = load_workbook(BytesIO(the_template()))
    right = spoiled(book)
    book.save(tmp_path / "bad.xlsx")
    sent = {"file": tmp_path / "bad.xlsx", "term": TERM, "unit": WANG_SCHOOL}
    first, again = (school.raw("rosters/", "the same file", **sent) for _time in range(2))
    assert (first.status_code, again.json()) == (201, first.json())
    at = f"rosters/{first.json()['id']}/"
    found = {(each["row"], each["column"]) for each in school.rows(f"{at}issues/") if each["severity"] == "error"}
    assert set(right) <= found
    school.post(f"{at}mend/", cells=[{"row": row, "column": column, "value": value} for (row, column), value in right.items()])
    checked = school.get(at)
    assert (checked["status"], checked["counts"]["errors"]) == ("checked", 0)
    assert any(each["changes"] for each in school.rows(f"{at}differences/"))
    assert school.post(f"{at}accept/", seen=checked["seen"])["status"] == "accepted"
    assert systems["neighbour"].raw(f"{at}undo/", "k").status_code == 403
    with pytest.raises(AssertionError, match="404"):
        systems["neighbour"].get(at)
    assert (
        AuditEvent.objects.filter(event="students.roster.accepted").latest("pk").actor == "api-school系统（令牌“api-school推送”）"
    )


def the_template() -> bytes:
    """What the school's officer has filled in from the page."""
    facts = {"school": OrgUnit.objects.get(code=WANG_SCHOOL), "term": TermSetting.objects.get(code=TERM)}
    return roster_templates.take(**facts, filled=True, by=User.objects.get(username="wang"))[1]


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
        made = lists.post("releases/", file=a_later_list(kind, row, tmp_path), kind=kind, data_date="2022-09-28")
        assert lists.get(f"releases/{made['id']}/")["status"] == "accepted"
        assert row["姓名"] in {each["name"] for each in lists.rows(f"releases/{made['id']}/changes/")}
    for same, pair in zip((True, False), lists.get("matches/", status="open")["results"], strict=False):
        assert {side["label"] for side in lists.get(f"matches/{pair['id']}/")["sides"]}
        answered = lists.post(f"matches/{pair['id']}/answer/", same=same, reason="与户口簿一致" if same else "不是同一人")
        assert answered["status"] != "open"
    run = check.get(f"runs/{check.post('runs/', term=TERM, dry=False)['id']}/")
    assert (run["status"], run["counts"]["decisions"] > 0) == ("done", True)
    names = {each["name"] for each in check.rows("decisions/", term=TERM, school=WANG_SCHOOL)}
    assert poor.name in names
    export(check)


def export(check: System) -> None:
    shown = check.get("decisions/", term=TERM, school=WANG_SCHOOL)["count"]
    ordered = check.post("exports/", export="decisions", term=TERM, query=f"school={WANG_SCHOOL}")
    taken = check.raw(f"exports/{ordered['id']}/download/", "k")
    assert load_workbook(BytesIO(taken.content)).worksheets[0].max_row - 1 == shown


def what_was_decided_is_approved(systems: dict[str, System]) -> list[str]:
    """Confirmed, reviewed and approved by three; answers the programmes that are due now."""
    aid, school = systems["aid"], systems["school"]
    assert aid.post("lists/propose/", term=TERM)["added"] > 0
    for each in school.rows("lists/", term=TERM, status="draft"):
        school.post(f"lists/{each['id']}/confirm/")
    confirmed = list(school.rows("lists/", term=TERM, status="confirmed"))
    keys, total = [each["id"] for each in confirmed], sum(Decimal(each["amount"]) for each in confirmed)
    assert total > 0
    early = systems["approves"].raw("lists/approve/", "early", lists=keys, seen=str(total))
    assert (early.status_code, set(early.json()["ids"])) == (409, set(keys))
    systems["reviews"].post("lists/review/", lists=keys)
    approved = systems["approves"].post("lists/approve/", lists=keys, seen=str(total))
    assert {each["status"] for each in approved} == {"approved"}
    return [each["programme"] for each in approved]


def the_batch_is_paid_and_booked(systems: dict[str, System], batch: dict[str, Any], tmp_path: Path) -> None:
    aid, finance, at = systems["aid"], systems["finance"], f"batches/{batch['id']}/"
    aid.post(f"{at}submit/")
    assert aid.raw(f"{at}review/", "k").status_code == 403
    systems["batches"].post(f"{at}review/")
    assert finance.post(f"{at}release/", seen=batch["digest"])["status"] == "released"
    assert finance.post(f"{at}make-file/", layout="rural_bank_txt")["files"][0]["row_count"] == batch["row_count"]
    finance.post(f"{at}send/", day="2022-12-28")
    file = answer(tmp_path, Batch.objects.get(pk=batch["id"]), day="20221230")
    returned = finance.post("returns/", file=file, batch=batch["number"], layout="rural_bank_txt")
    assert finance.post(f"returns/{returned['id']}/book/")["paid_total"] == batch["total"]
    assert {each["status"] for each in aid.rows(f"{at}payments/")} == {"paid"}
    assert aid.post(f"{at}close/")["status"] == "closed"


def built(aid: System, programmes: list[str]) -> dict[str, Any]:
    """Whichever way the children's accounts are paid; tried first, which writes nothing."""
    for channel in ("bank_card", "guardian_card"):
        choice = {"term": TERM, "channel": channel, "schools": [WANG_SCHOOL], "programmes": programmes}
        if aid.post("batches/try/", **choice)["good"]:
            return aid.post("batches/", **choice, title="接口编制", leave_out=True)
    raise AssertionError("nothing to pay")
