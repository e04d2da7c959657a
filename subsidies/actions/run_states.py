"""Has anything that a check reads or writes changed since the last one? If not, the last one still holds.

The inputs are told before the first part reads them, the results after the last one was written: what anybody changes
while a check is under way is different from what was told, and the next check looks again.
"""

from functools import cache
from hashlib import sha256
from pathlib import Path

from django.apps import apps

from aid_portal.sql import fetch
from subsidies.choices import RunStatus
from subsidies.models import EligibilityRun

State = dict[str, str]


def inputs(run: EligibilityRun) -> State:
    """One word for each table that the check of this term reads, and one for the law itself."""
    params = {"term": run.term_id, "releases": list(run.releases.values())}
    return {**dict(fetch("subsidies", "run_inputs", params)), **questions(run), "law": _law()}


def questions(run: EligibilityRun) -> State:
    """The one input that a check itself raises and drops before it decides."""
    return dict(fetch("subsidies", "run_questions", {"term": run.term_id}))


def results(run: EligibilityRun) -> State:
    return dict(fetch("subsidies", "run_results", {"term": run.term_id}))


def still_holding(run: EligibilityRun) -> EligibilityRun | None:
    """The last check of the term, if this one has seen the same rows, asks the same law and finds the results untouched.

    None for a dry run, which has results of its own.
    """
    if run.dry:
        return None
    last = EligibilityRun.objects.filter(term=run.term_id, dry=False, pk__lt=run.pk).order_by("pk").last()
    asked = (run.policy_id, run.cut_off_on, run.releases)
    if last is None or last.status != RunStatus.DONE or asked != (last.policy_id, last.cut_off_on, last.releases):
        return None
    return last if run.inputs_seen == last.inputs_seen and results(run) == last.results_left else None


@cache
def _law() -> str:
    """The rules and statements as they are installed: a new version of the product decides anew."""
    places = [Path(apps.get_app_config(app).path) / room for app in ("students", "subsidies") for room in ("rules", "sql")]
    files = sorted(file for place in places for file in place.iterdir() if file.suffix in {".py", ".sql"})
    return sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()
