from collections.abc import Callable

from django.test import Client

from aid_portal.models import Holiday, User

LogIn = Callable[[User], Client]
ASK = {"what": "核对账户", "row_count": 50, "reason": "银行退回名单核对"}


def post(client: Client, path: str, **data: object) -> object:
    return client.post(path, data, content_type="application/json")


def test_much_unmasked_data_takes_a_second_person_here_as_well(log_in: LogIn, chen: User, lin: User, wang: User) -> None:
    made = post(log_in(chen), "/api/unmask-requests/", **ASK)
    at = f"/api/unmask-requests/{made.json()['id']}"
    assert (made.status_code, made.json()["status"], made.json()["decided_by"]) == (201, "proposed", None)
    assert post(log_in(chen), f"{at}/grant/").status_code == 403
    assert log_in(wang).get(f"{at}/").status_code == 404
    assert post(log_in(lin), f"{at}/grant/").json()["decided_by"] == "lin"
    assert post(log_in(lin), f"{at}/refuse/", note="不行").status_code == 409


def test_the_calendar_is_loaded_set_and_cleared(log_in: LogIn, system_admin: User, chen: User) -> None:
    client = log_in(system_admin)
    assert log_in(chen).get("/api/holidays/").status_code == 403
    assert post(client, "/api/holidays/seed/", year=2022).json()["days"] == Holiday.objects.count()
    assert post(client, "/api/holidays/seed/", year=2099).status_code == 409
    assert client.get("/api/holidays/", {"year": "-2e16"}).status_code == 400
    made = post(client, "/api/holidays/", day="2022-10-03", is_working=True, name="值班").json()
    assert Holiday.objects.get(pk=made["id"]).is_working
    assert client.get("/api/holidays/?year=2022&is_working=True").json()["count"] >= 1
    assert post(client, f"/api/holidays/{made['id']}/remove/").status_code == 204
