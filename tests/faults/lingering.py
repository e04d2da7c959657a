"""A worker that is given this module cuts the check into small parts and lingers where a blow would hurt most.

Before the results of a part are committed, and between that and the note that the part is done.
"""

import time
from contextlib import contextmanager

from aid_portal import leases
from aid_portal.actions import job_runs
from subsidies.actions import checks
from tests.faults import kinds  # noqa: F401 - its short leases

LINGER_SECONDS = 0.1
checks.SMALLEST_PART, checks.MOST_PARTS = 200, 40

_transaction, _complete = leases.Lease.transaction, job_runs.complete


@contextmanager
def transaction(lease):
    with _transaction(lease):
        yield
        time.sleep(LINGER_SECONDS)


def complete(chunk, result):
    time.sleep(LINGER_SECONDS)
    _complete(chunk, result)


leases.Lease.transaction, job_runs.complete = transaction, complete
