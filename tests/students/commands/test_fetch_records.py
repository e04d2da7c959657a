"""A list that a department's service gives goes through the gate of an uploaded file; the service here answers from a script."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import StringIO
from pathlib import Path
from threading import Thread

import pytest
from django.core.management import CommandError, call_command

from students.actions import list_services
from students.choices import ReleaseStatus
from students.models import Record, Release

SAMPLES = Path(__file__).resolve().parents[2] / "samples" / "county-2022A"
LIST = (SAMPLES / "civil.xlsx").read_bytes()
DAY = "--data-date=2022-09-01"
pytestmark = pytest.mark.django_db


class Service:
    """Answers in the order told and remembers what it was asked."""

    def __init__(self) -> None:
        self.answers: list[tuple[int, bytes]] = []
        self.asked: list[tuple[str, str | None]] = []

    def handler(self) -> type[BaseHTTPRequestHandler]:
        service = self

        class Answering(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                service.asked.append((self.path, self.headers["Authorization"]))
                code, body = service.answers.pop(0)
                self.send_response(code)
                if code == 302:
                    self.send_header("Location", "/elsewhere.xlsx")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_said: object) -> None:
                """Quiet."""

        return Answering


@pytest.fixture
def service(settings, monkeypatch) -> Iterator[Service]:
    made = Service()
    server = HTTPServer(("127.0.0.1", 0), made.handler())
    Thread(target=server.serve_forever, daemon=True).start()
    settings.LIST_SERVICES = {"civil": f"http://127.0.0.1:{server.server_port}/lists/civil.xlsx"}
    settings.LIST_SERVICES_TOKEN = "a-token"
    monkeypatch.setattr(list_services, "WAITS", (0, 0, 0))
    yield made
    server.shutdown()
    server.server_close()


@pytest.fixture
def fetch() -> Callable[..., dict[str, int]]:
    def fetched(*said: str) -> dict[str, int]:
        out = StringIO()
        call_command("fetch_records", *said, stdout=out, stderr=StringIO())
        return json.loads(out.getvalue().splitlines()[-1])

    return fetched


def test_a_list_from_the_service_is_a_release_like_an_uploaded_one_and_the_same_again_changes_nothing(service, fetch):
    service.answers = [(503, b""), (200, LIST), (200, LIST)]
    told = fetch("civil", DAY, "--write")
    release = Release.objects.get(status=ReleaseStatus.ACCEPTED)
    assert (str(release.data_date), release.rows, Record.objects.filter(release=release).count() > 0) == (
        "2022-09-01", told["rows"], True,
    )  # fmt: skip
    assert service.asked == [("/lists/civil.xlsx", "Bearer a-token")] * 2
    fetch("civil", DAY, "--write")
    assert [each.status for each in Release.objects.order_by("pk")] == [ReleaseStatus.ACCEPTED, ReleaseStatus.REFUSED]


def test_without_write_nothing_of_it_stays(service, fetch):
    service.answers = [(200, LIST)]
    assert fetch("civil", DAY)["rows"] > 0
    assert not Release.objects.exists()


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ([(503, b"")] * 3, "HTTP 503"),
        ([(403, b"")], "HTTP 403"),
        ([(302, b"")], "HTTP 302"),
        ([(200, b"<html>login</html>")], "网页格式|不是可以读取的表格"),
    ],
)
def test_what_is_no_list_is_refused_in_words_and_the_token_follows_nobody(service, fetch, answers, said):
    service.answers = list(answers)
    with pytest.raises(CommandError, match=said):
        fetch("civil", DAY, "--write")
    assert (len(service.asked), service.answers) == (len(answers), [])
    assert not Record.objects.exists()


def test_an_answer_larger_than_an_upload_may_be_is_not_taken(service, fetch, monkeypatch):
    service.answers = [(200, LIST)]
    monkeypatch.setattr(list_services, "COUNTY_FILE", replace(list_services.COUNTY_FILE, size=100))
    with pytest.raises(CommandError, match="上限"):
        fetch("civil", DAY, "--write")


def test_a_service_is_named_in_the_settings_and_speaks_https(settings, fetch):
    settings.LIST_SERVICES = {}
    with pytest.raises(CommandError, match="没有配置"):
        fetch("civil", DAY)
    settings.LIST_SERVICES = {"civil": "http://mz.example.gov.cn/civil.xlsx"}
    with pytest.raises(CommandError, match="https"):
        fetch("civil", DAY)
