"""Log lines are JSON, and nobody's number stands in them."""

import json
import logging
from logging.config import dictConfig

import pytest
from django.test import RequestFactory

from aid_portal import logs


@pytest.mark.parametrize("number", ["610324201203150012", "G610324201203150012", "6230280000012345678", "13892700000"])
def test_ids_cards_and_phones_are_blanked(number: str):
    assert "610324" not in logs.scrub(f"row {number}")
    assert number[-6:] not in logs.scrub(f"row {number}")


def test_the_offending_row_of_a_database_error_is_cut_off():
    said = logs.scrub('violates "student_one_id"\nDETAIL:  Key (name)=(李雷) already exists.')
    assert "student_one_id" in said
    assert "李雷" not in said


def test_what_was_searched_for_is_not_logged():
    request = RequestFactory().get("/students/", {"q": "李雷"})
    assert logs.PathOnlyRequestMiddleware.format_request(request) == "GET /students/"


def test_a_line_is_one_json_object_and_a_stack_is_scrubbed(capsys):
    root = logging.getLogger()
    before = root.handlers[:], root.level
    dictConfig(logs.configure("INFO"))
    try:
        raise ValueError("card 6230280000012345678")
    except ValueError:
        logging.getLogger("aid_portal.test").exception("failed for %s", "610324201203150012")
    finally:
        root.handlers, root.level = before
    line = json.loads(capsys.readouterr().err.splitlines()[-1])
    assert line["event"] == "failed for …"
    assert "6230280000012345678" not in line["exception"]
