"""What a roster writes fifty thousand times over is indexed once for each way it is looked for (decision 0200)."""

from itertools import permutations

import pytest
from django.db import connection

from students.models import Enrolment, RosterRow, Student

pytestmark = pytest.mark.django_db


def indexed(model):
    with connection.cursor() as cursor:
        found = connection.introspection.get_constraints(cursor, model._meta.db_table)
    indexes = [each["columns"] for each in found.values() if each["index"] or each["unique"]]
    # one over an expression names no columns
    return [tuple(columns) for columns in indexes if columns]


@pytest.mark.parametrize("model", [Enrolment, RosterRow, Student])
def test_no_index_of_a_roster_s_tables_is_the_beginning_of_another(model):
    columns = indexed(model)
    assert len(columns) >= 3
    assert [one for one, other in permutations(columns, 2) if other[: len(one)] == one] == []
