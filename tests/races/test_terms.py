"""A lock that comes while something is being written: it waits, and nothing is written behind it."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from aid_portal.choices import Role
from students.actions import terms
from tests.factories.portal import a_person, the_bureau
from tests.factories.students import the_term

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def locked_soon(pool, term, by):
    """The lock under way, asked for by somebody else."""

    def lock():
        try:
            terms.lock(term=term, note="已决算", by=by)
        finally:
            connection.close()

    return pool.submit(lock)


def test_the_lock_waits_for_what_is_being_written():
    term, lin = the_term(), a_person("lin", "林主任", Role.COUNTY_APPROVER, the_bureau())
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            terms.open_term(term.pk)
            locking = locked_soon(pool, term, lin)
            with pytest.raises(TimeoutError):
                locking.result(timeout=0.5)
        locking.result(timeout=10)
    term.refresh_from_db()
    assert term.is_locked


def test_control_a_writer_of_another_term_keeps_nobody_waiting():
    term, lin = the_term(), a_person("lin", "林主任", Role.COUNTY_APPROVER, the_bureau())
    with ThreadPoolExecutor(1) as pool, transaction.atomic():
        terms.open_term(the_term("2022S").pk)
        locked_soon(pool, term, lin).result(timeout=10)
