from collections.abc import Callable

from django.test import Client

from aid_portal.models import User
from subsidies.models import PolicyVersion
from tests.factories.subsidies import the_policy

LogIn = Callable[[User], Client]
RATE = {"from": "2026S", "amount": "420.00", "source": "陕财办教〔2026〕1号"}


def post(client: Client, path: str, **data: object):
    return client.post(path, data, content_type="application/json")


def patch(client: Client, path: str, **data: object):
    return client.patch(path, data, content_type="application/json")


def test_a_version_is_written_and_approved_here_as_well(log_in: LogIn, chen: User, lin: User) -> None:
    clerk, approver = log_in(chen), log_in(lin)
    made = post(clerk, "/api/policies/", based_on=the_policy().pk, note="按新文件")
    at = f"/api/policies/{made.json()['id']}/"
    assert (made.status_code, made.json()["status"], made.json()["problems"]) == (201, "draft", [])
    added = patch(clerk, at, part="rates", programme="PRE_LIVING", value=RATE, seen=0)
    assert (added.status_code, added.json()["revision"]) == (200, 1)
    told = clerk.get(f"{at}difference/?to={the_policy().pk}").json()
    assert [row["new"] for row in told] == ["420.00", "陕财办教〔2026〕1号"]
    assert post(clerk, f"{at}submit/").json()["status"] == "submitted"
    assert post(clerk, f"{at}approve/", seen=1).status_code == 403
    assert post(approver, f"{at}approve/", seen=0).json()["code"] == "stale"
    done = post(approver, f"{at}approve/", seen=1).json()
    assert (done["status"], done["approved_by"], the_policy().number) == ("approved", "lin", 2)


def test_parts_are_changed_and_taken_out_with_what_was_seen(log_in: LogIn, chen: User) -> None:
    client = log_in(chen)
    at = f"/api/policies/{post(client, '/api/policies/', based_on=the_policy().pk, note='按新文件').json()['id']}/"
    key = "PRE_LIVING|2011A||"
    changed = patch(client, at, part="rates", key=key, value={**RATE, "from": "2011A"}, seen=0).json()
    assert changed["document"]["programmes"][0]["rates"] == [{**RATE, "from": "2011A"}]
    stale = patch(client, at, part="rates", key=key, value={**RATE, "from": "2011A", "amount": "1"}, seen=0)
    assert (stale.status_code, stale.json()["code"]) == (409, "stale")
    assert "375.00 → 420.00" in stale.json()["message"]
    gone = patch(client, at, part="rates", key=key, value=None, seen=1).json()
    assert gone["problems"]
    assert post(client, f"{at}submit/").json()["code"] == "problems"
    assert post(client, f"{at}restore/", number=0).json()["problems"] == []
    boarders = {"label": "寄宿", "stages": ["primary"], "boarding": True, "needs": "any_tier"}
    kept = patch(client, at, part="programmes", key="CE_BOARD", value=boarders, seen=3).json()["document"]["programmes"][1]
    assert (kept["label"], kept["boarding"], len(kept["rates"])) == ("寄宿", True, 4)


def test_who_bears_the_money_is_a_part_like_the_others(log_in: LogIn, chen: User) -> None:
    client = log_in(chen)
    made = post(client, "/api/policies/", based_on=the_policy().pk, note="按新文件").json()
    at, share = f"/api/policies/{made['id']}/", {"from": "2026S", "central": 80, "county": 20, "source": "财教〔2026〕1号"}
    assert made["assumed_count"] == 14
    added = patch(client, at, part="shares", programme="SH_GRANT", value=share, seen=0).json()
    assert added["document"]["programmes"][3]["shares"][1] == {**share, "central": "80", "county": "20"}
    told = client.get(f"{at}difference/?to={the_policy().pk}").json()
    assert [row["new"] for row in told] == ["中央80%、县级20%", "财教〔2026〕1号"]
    short = patch(client, at, part="shares", key="SH_GRANT|2026S", value={**share, "county": 10}, seen=1)
    assert (short.status_code, short.json()) == (400, {"county": ["四项合计应为100%，现在是90%。"]})
    elsewhere = patch(client, at, part="shares", key="SH_GRANT|2026S", value={**share, "county": 10, "town": 10}, seen=1)
    assert elsewhere.status_code == 400
    gone = patch(client, at, part="shares", key="SH_GRANT|2026S", value=None, seen=1).json()
    assert gone["document"] == made["document"]


def test_a_value_of_the_wrong_shape_is_refused_by_field(log_in: LogIn, chen: User) -> None:
    client = log_in(chen)
    at = f"/api/policies/{post(client, '/api/policies/', based_on=the_policy().pk, note='按新文件').json()['id']}/"
    answer = patch(client, at, part="rates", programme="PRE_LIVING", value={"from": "2026X", "amount": "很多"}, seen=0)
    assert answer.status_code == 400
    assert {"from", "amount", "source"} <= set(answer.json())
    assert patch(client, at, part="money", value={}, seen=0).status_code == 400
    assert patch(client, at, part="tiers", key="severe", value=None, seen=0).status_code == 400
    assert patch(client, at, part="rates", programme="NO", value=RATE, seen=0).status_code == 409


def test_a_school_reads_what_is_in_force_and_writes_nothing(log_in: LogIn, wang: User, chen: User, system_admin: User) -> None:
    made = post(log_in(chen), "/api/policies/", based_on=the_policy().pk, note="按新文件").json()
    client, at = log_in(wang), f"/api/policies/{made['id']}/"
    assert [each["number"] for each in client.get("/api/policies/").json()["results"]] == [1]
    assert "document" not in client.get("/api/policies/").json()["results"][0]
    assert client.get(at).status_code == 404
    assert client.get(f"/api/policies/{the_policy().pk}/difference/?to={made['id']}").status_code == 404
    assert client.get(f"/api/policies/{the_policy().pk}/").json()["document"]["programmes"]
    assert post(client, "/api/policies/", based_on=the_policy().pk, note="按新文件").status_code == 403
    for verb in ("submit", "withdraw", "discard", "restore", "annotate", "approve", "send-back"):
        assert post(client, f"{at}{verb}/", seen=0, note="不行", number=0).status_code == 403
    assert log_in(system_admin).get("/api/policies/").status_code == 403


def test_notes_withdrawals_returns_and_discarding(log_in: LogIn, chen: User, lin: User) -> None:
    client = log_in(chen)
    at = f"/api/policies/{post(client, '/api/policies/', based_on=the_policy().pk, note='按新文件').json()['id']}/"
    assert post(client, f"{at}annotate/", note="另有依据").json()["note"] == "另有依据"
    patch(client, at, part="parameters", key="risk_removed", value={"risk_removed": "never"}, seen=0)
    post(client, f"{at}submit/")
    assert post(client, f"{at}withdraw/").json()["status"] == "draft"
    post(client, f"{at}submit/")
    assert post(log_in(lin), f"{at}send-back/", note="文号不对").json()["return_note"] == "文号不对"
    assert post(client, f"{at}discard/").json()["status"] == "discarded"
    assert PolicyVersion.objects.filter(status="approved").count() == 1
