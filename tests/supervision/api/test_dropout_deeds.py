"""What is done about a child out of school over the API: the pages' forms, hands and refusals."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from aid_portal.choices import Role
from supervision.models import DropoutCase, DropoutVisit
from tests.factories import dropouts as make
from tests.factories.portal import a_person
from tests.factories.students import the_term
from tests.subsidies.county import a_child
from tests.supervision.actions.test_dropout_work import a_photo

pytestmark = pytest.mark.django_db
CASES = "/api/dropout-cases/"
KEY_OF_ANOTHER = "22222222-2222-4333-8444-555555555555"
VISIT = {
    "key": "11111111-2222-4333-8444-555555555555", "visited_on": "2022-10-12", "visitors": "王老师", "outcome": "willing",
    "summary": "约定下周返校。",
}  # fmt: skip
FOUND = {
    "name": "赵小军", "birth_date": "2012-03-04", "opened_on": "2022-10-08", "note": "随祖父母生活，没有上学。",
    "village": "东寨村",
}  # fmt: skip


def a_paper() -> SimpleUploadedFile:
    return SimpleUploadedFile("证明.pdf", b"%PDF-1.4\n%%EOF\n")


def post(client, path, code, **sent):
    files = any(isinstance(value, SimpleUploadedFile) for value in sent.values())
    answer = client.post(path, sent) if files else client.post(path, sent, content_type="application/json")
    assert answer.status_code == code, answer.content.decode()
    return answer.json()


def test_a_town_registers_a_child_of_its_own_and_of_school_age(log_in) -> None:
    town, _term = make.the_town(), the_term()
    client = log_in(a_person("he", "何向东", Role.CENTRAL_OFFICER, town))
    assert "town" in post(client, CASES, 400, **FOUND)
    assert "town" in post(client, CASES, 400, **FOUND, town="000000000")
    assert post(client, CASES, 409, **{**FOUND, "birth_date": "2004-03-04"}, town=town.code)["code"] == "other_age"
    made = post(client, CASES, 201, **FOUND, town=town.code)
    assert (made["town"], made["source"], made["status"]) == (town.code, "field", "suspected")


def test_a_visit_sent_twice_is_one_and_the_county_confirms_after_it(log_in, wang, lin) -> None:
    path = f"{CASES}{make.a_case().pk}/"
    assert post(log_in(lin), f"{path}confirm/", 409)["code"] == "no_visit"
    client = log_in(wang)
    for _twice in range(2):
        seen = post(client, f"{path}visit/", 201, **VISIT)
    assert [each["outcome"] for each in seen["visits"]] == ["willing"]
    assert (
        post(client, f"{path}visit/", 409, **{**VISIT, "key": KEY_OF_ANOTHER, "visited_on": "2022-10-01"})["code"] == "too_early"
    )
    assert client.post(f"{path}confirm/").status_code == 403
    assert post(log_in(lin), f"{path}confirm/", 200)["status"] == "dropout"
    assert DropoutVisit.objects.count() == 1


def test_an_order_needs_its_paper_and_the_hand_whose_rung_it_is(log_in, wang) -> None:
    town = make.the_town()
    path = f"{CASES}{make.a_case(town=town).pk}/step/"
    said = {"taken_on": "2022-10-12", "note": "书面责令"}
    assert post(log_in(wang), path, 201, **said)["reached"] == "school"
    order = {**said, "taken_on": "2022-10-20", "document": "天政责〔2022〕1号"}
    assert "file" in post(log_in(wang), path, 400, **order)
    assert post(log_in(wang), path, 409, **order, file=a_paper())["code"] == "other_unit"
    he = a_person("he", "何向东", Role.CENTRAL_OFFICER, town)
    assert post(log_in(he), path, 201, **order, file=a_paper())["reached"] == "town"


def test_a_case_ends_with_its_paper_and_a_second_person(log_in, wang, lin) -> None:
    case, client = make.a_case(), log_in(wang)
    path = f"{CASES}{case.pk}/"
    help_ = {"kind": "home", "starts_on": "2022-10-12", "note": "每周送教两次"}
    assert "kind" in post(client, f"{path}measure/", 400, **{**help_, "kind": "nothing"})
    kinds = [kind for kind, _label in make.MeasureKind.choices]
    assert post(client, f"{path}measure/", 201, **{**help_, "kind": kinds[0]})["measures"][0]["kind"] == kinds[0]
    said = {"reason": "suspended", "ended_on": "2022-10-12", "note": "休学获批"}
    assert "until" in post(client, f"{path}close/", 400, **said, file=a_paper())
    asked = post(client, f"{path}close/", 201, **said, until="2023-08-31", file=a_paper())["closings"][0]
    closing = f"/api/dropout-closings/{asked['id']}/"
    assert client.post(f"{closing}approve/").status_code == 403
    assert post(log_in(lin), f"{closing}approve/", 200)["status"] == "approved"
    assert DropoutCase.objects.get().status == "struck_off"
    assert client.post(f"{closing}file/").status_code == 200


def test_the_ledgers_are_those_of_the_page(log_in, chen, wang, zhao, lin, school) -> None:
    a_child(school, name="李明", birth_date=date(2012, 3, 4))
    make.a_case()
    told = log_in(chen).get("/api/dropout-comparison/?term=2022A").json()
    assert (told["rolls"]["primary"] + told["rolls"]["junior"], told["cases"]["open"], told["agrees"]) == (1, 1, None)
    assert log_in(chen).get("/api/dropout-comparison/?term=1999A").status_code == 404
    ages = {who: log_in(who).get("/api/school-age-children/?term=2022A").json()["results"] for who in (wang, zhao)}
    assert [[row["name"] for row in rows] for rows in ages.values()] == [["李明"], []]
    assert log_in(wang).post("/api/dropout-days/arrival/", {"days": 20}).status_code == 403
    assert post(log_in(lin), "/api/dropout-days/arrival/", 200, days=20, source="扶教发〔2022〕3号")["days"] == 20
    assert {each["code"]: each["days"] for each in log_in(wang).get("/api/dropout-days/").json()}["arrival"] == 20


def test_photos_of_a_visit_and_the_paper_of_a_step_are_fetched_by_who_sees_the_case(log_in, wang, zhao) -> None:
    case, client = make.a_case(), log_in(wang)
    path = f"{CASES}{case.pk}/"
    photo = SimpleUploadedFile("门口.jpg", a_photo().read(), "image/jpeg")
    [visit] = post(client, f"{path}visit/", 201, **VISIT, photos=photo)["visits"]
    step = post(client, f"{path}step/", 201, taken_on="2022-10-12", note="电话联系", file=a_paper())["steps"][0]
    plain = make.a_measure(case)
    assert (len(visit["photos"]), step["has_file"]) == (1, True)
    for address, begins in (
        (f"/api/dropout-photos/{visit['photos'][0]}", b"\xff\xd8"),
        (f"/api/dropout-steps/{step['id']}", b"%PDF"),
    ):
        assert b"".join(client.post(f"{address}/file/").streaming_content).startswith(begins)
        assert log_in(zhao).post(f"{address}/file/").status_code == 404
    assert client.post(f"/api/dropout-measures/{plain.pk}/file/").status_code == 404
