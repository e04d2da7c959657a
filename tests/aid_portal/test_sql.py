"""The planner is told of many fresh rows before it plans for hours, and is left alone otherwise."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from aid_portal.sql import refresh_statistics
from tests.factories.portal import a_school

pytestmark = pytest.mark.django_db(transaction=True)
TABLE = "aid_portal_orgunit"


def analysed(*tables: str) -> bool:
    with connection.cursor() as cursor:  # what this connection has counted is told at the end of its next statement
        cursor.execute("SELECT pg_stat_force_next_flush()")
        cursor.execute("SELECT pg_stat_clear_snapshot()")
    with CaptureQueriesContext(connection) as asked:
        refresh_statistics(*tables)
    return any(TABLE in query["sql"] and query["sql"].startswith("ANALYZE") for query in asked)


def test_fresh_rows_are_told_once() -> None:
    for number in range(10):
        a_school(f"216132400{number}")
    assert analysed(TABLE)
    assert not analysed(TABLE)


def test_another_table_stays_as_it_is() -> None:
    a_school("2161324001")
    assert not analysed("aid_portal_user")
